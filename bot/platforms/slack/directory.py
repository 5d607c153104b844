"""Who is who in a workspace, and where the bot talks with them: asked once and remembered."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass

import structlog
from slack_sdk.errors import SlackApiError

from bot.channel import TooFast, Unavailable
from bot.platforms.slack.calls import Calls
from bot.platforms.slack.errors import translated

log = structlog.get_logger()

MOST_KNOWN = 20_000
AGAIN_SECONDS = 60.0
"""So long nobody asks again for who could not be looked up."""
PATIENCE = 1.0
"""Seconds that someone's name may take: an event must be acknowledged within three."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the directory says; empty where it could not be asked."""

    name: str = ""
    username: str = ""
    language: str = ""


class Directory:
    """People by their id."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._profiles: OrderedDict[str, asyncio.Task[Profile]] = OrderedDict()
        self._direct: OrderedDict[str, str] = OrderedDict()

    async def profile(self, user: str) -> Profile:
        """Who it is. Never fails: whoever can't be looked up in time has no name yet."""
        task = self._profiles.get(user)
        if task is None:
            task = self._profiles[user] = asyncio.create_task(self._look_up(user))
            _shorten(self._profiles)
        try:
            async with asyncio.timeout(PATIENCE):
                return await asyncio.shield(task)
        except TimeoutError:
            return Profile()

    async def title(self, channel: str) -> str:
        """What a channel is called, with its sign; empty where it can't be asked in time."""
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await self._calls("conversations.info", channel=channel)
        except (SlackApiError, TooFast, Unavailable, TimeoutError) as failure:
            log.info("channel-not-known", because=str(failure)[:200])
            return ""
        return f"#{answer['channel'].get('name') or channel}"

    async def direct(self, user: str) -> str:
        """The channel in which the bot talks with someone. Raises as `Workspace.send` does."""
        if user not in self._direct:
            try:
                answer = await self._calls("conversations.open", users=user)
            except SlackApiError as failure:
                raise translated(failure) from failure
            self.talks_in(user, str(answer["channel"]["id"]))
        return self._direct[user]

    def talks_in(self, user: str, channel: str) -> None:
        """Someone's direct messages come from there."""
        self._direct[user] = channel
        _shorten(self._direct)

    async def close(self) -> None:
        """Nobody waits for answers any more."""
        for task in self._profiles.values():
            task.cancel()
        await asyncio.gather(*self._profiles.values(), return_exceptions=True)

    async def _look_up(self, user: str) -> Profile:
        try:
            answer = await self._calls("users.info", user=user, include_locale=True)
        except (SlackApiError, TooFast, Unavailable) as failure:
            log.info("profile-not-known", because=str(failure)[:200])
            asyncio.get_running_loop().call_later(AGAIN_SECONDS, self._profiles.pop, user, None)
            return Profile()
        found = answer["user"]
        profile = found.get("profile") or {}
        name = profile.get("display_name") or profile.get("real_name") or found.get("real_name") or ""
        return Profile(str(name), str(found.get("name") or ""), str(found.get("locale") or "")[:2].lower())


def _shorten(known: OrderedDict[str, object] | OrderedDict[str, str] | OrderedDict[str, asyncio.Task[Profile]]) -> None:
    while len(known) > MOST_KNOWN:
        known.popitem(last=False)
