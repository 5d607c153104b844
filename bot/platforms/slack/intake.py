"""Everything that Slack sends, through one slack-bolt application: committed, then acknowledged.

Bolt checks signatures, reads bodies and speaks Socket Mode. One middleware behind that takes whatever comes; what it
returns is the acknowledgement, and an exception is none, so that Slack sends the event again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.chat.event import Brought, Event, Reach, Renamed, Visit
from bot.chat.forms import Reply
from bot.chat.message import text
from bot.chat.texts import LANGUAGES, Reader, plain
from bot.platforms.slack import modals, reading
from bot.platforms.slack.calls import client
from bot.platforms.slack.directory import Profile
from bot.platforms.slack.workspace import Workspace

log = structlog.get_logger()

Take = Callable[[Event], Awaitable[Reply | None]]
Lost = Callable[[str, str], None]
"""Told that a workspace (its id) is gone, and why."""


class Intake(AsyncMiddleware):
    """Takes what comes for the workspaces that it knows.

    Args:
        take: returns once an event is committed.
        is_command: whether a bare word is one of the bot's commands.
        signing_secret: checks what comes over HTTP; Socket Mode needs none.
    """

    def __init__(
        self, take: Take, lost: Lost, is_command: Callable[[str], bool], *, base_url: str, signing_secret: str = ""
    ) -> None:
        self._take, self._lost, self._is_command = take, lost, is_command
        self.workspaces: dict[str, Workspace] = {}
        self.app = AsyncApp(
            name="callboard",
            logger=logging.getLogger("slack"),
            client=client("", base_url),
            before_authorize=self,
            authorize=_authorize,
            signing_secret=signing_secret,
            process_before_response=True,
            request_verification_enabled=True,
            ignoring_self_events_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002  # the base class's signature
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        """One request; the status that it is answered with."""
        if req.body.get("type") == "url_verification":
            return await next()
        return await self.receive(req.body)

    async def receive(self, body: dict[str, Any]) -> BoltResponse:
        """What a request brings, committed when this returns a 200."""
        try:
            arrived = reading.read(body, self._is_command)
        except Exception:
            log.exception("slack-event-not-understood", kind=str(body.get("type"))[:40])  # it would come for ever
            return _nothing(200)
        if arrived.lost:
            self._lost(arrived.team, arrived.lost)
            return _nothing(200)
        workspace = self.workspaces.get(arrived.team)
        if workspace is None:
            log.warning("unknown-workspace", team=arrived.team[:20], kind=str(body.get("type"))[:40])
            return _nothing(403)
        if not arrived.events or arrived.user == workspace.bot_user:
            return _nothing(200)
        if arrived.joined not in ("", workspace.bot_user):
            return _nothing(200)
        if arrived.home:
            return await self._from_elsewhere(workspace, arrived)
        return await self._hand_over(workspace, arrived)

    async def _from_elsewhere(self, workspace: Workspace, arrived: reading.Arrived) -> BoltResponse:
        """Someone of another workspace pressed a button in a shared channel: they are answered in their own."""
        home = self.workspaces.get(arrived.home)
        if home is not None:
            return await self._hand_over(home, reading.at_home(arrived), pressed_in=workspace)
        _whisper(workspace, arrived, "room-stranger", (await workspace.people.profile(arrived.user)).language)
        return _nothing(200)

    async def _hand_over(
        self, workspace: Workspace, arrived: reading.Arrived, pressed_in: Workspace | None = None
    ) -> BoltResponse:
        chat = arrived.events[0].sender.chat_id
        if arrived.answer_to is not None:
            (pressed_in or workspace).calls.answers.keep(*arrived.answer_to)
        if chat.startswith("D"):
            workspace.people.talks_in(arrived.user, chat)
        profile = await _profile(workspace, arrived)
        events = [reading.known(e, profile.name, profile.username, profile.language) for e in arrived.events]
        if isinstance(events[0].what, Brought):
            events = [reading.titled(events[0], await workspace.people.title(events[0].what.chat_id))]
        replies = await self._take_all(events)
        _show_home(workspace, arrived)
        for reply in replies:
            if reply is not None and (answer := await modals.show(workspace, arrived, reply)):
                return BoltResponse(status=200, body=answer)
        if not arrived.in_public:
            return _nothing(200)
        if arrived.answer_to is None:
            return _answered_elsewhere(profile.language)
        _whisper(pressed_in or workspace, arrived, "home-answered", profile.language)
        return _nothing(200)

    async def _take_all(self, events: Sequence[Event]) -> list[Reply | None]:
        """Nearly always it is one, which is then acknowledged a few rounds of the loop earlier."""
        if len(events) == 1:
            return [await self._take(events[0])]
        return await asyncio.gather(*(self._take(event) for event in events))


def _nothing(status: int) -> BoltResponse:
    return BoltResponse(status=status, body="")


async def _profile(workspace: Workspace, arrived: reading.Arrived) -> Profile:
    """Who it is; a channel, to which something happened, is nobody."""
    is_person = not isinstance(arrived.events[0].what, Reach | Renamed)
    return await workspace.people.profile(arrived.user) if is_person else Profile()


def _answered_elsewhere(language: str) -> BoltResponse:
    """Whoever types a command in a channel sees there, alone, where the answer is."""
    return BoltResponse(status=200, body={"response_type": "ephemeral", "text": _line("home-answered", language)})


def _whisper(workspace: Workspace, arrived: reading.Arrived, key: str, language: str) -> None:
    """The same for whoever presses a button there."""
    if arrived.answer_to is not None:
        workspace.calls.whisper(arrived.answer_to[2], _line(key, language))


def _line(key: str, language: str) -> str:
    return plain(text(key), Reader(language if language in LANGUAGES else "en", "UTC", datetime.now(UTC)))


def _show_home(workspace: Workspace, arrived: reading.Arrived) -> None:
    """What was done may be seen on the person's page; opening it shows it anew."""
    if workspace.homes is None:
        return
    if any(isinstance(event.what, Visit) for event in arrived.events):
        workspace.homes.opened(arrived.user)
    else:
        workspace.homes.touched(arrived.user)


async def _authorize(team_id: str | None, enterprise_id: str | None) -> AuthorizeResult:
    """Bolt wants to be told on whose behalf it speaks. It never does: `Workspace` has the tokens."""
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)
