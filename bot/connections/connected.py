"""The workspaces that are connected, and written to, until they are closed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple

from bot.channel import Envelope, Revoked
from bot.connections.senders import Senders
from bot.platforms.slack import Workspace
from bot.sending.ahead import Withdrawn
from bot.sending.pace import Pace

OF_SETTINGS = "slack.bot_token"
"""What stands for the workspace of the token in the settings while it is not known which one that is."""


class Access(NamedTuple):
    """A token, with the workspace that it is for as far as that is known."""

    token: str
    team: str = OF_SETTINGS
    title: str = ""


class Connected:
    """Opens and closes, one workspace's connection at a time.

    Args:
        pace: a new workspace's own.
        by_team: where those that are connected are kept, for whoever listens.
        refused: told of a workspace whose token turned out to be dead, and of Slack's word for it.
    """

    def __init__(
        self,
        senders: Senders,
        pace: Callable[[], Pace],
        by_team: dict[str, Workspace],
        refused: Callable[[Workspace, str], None],
    ) -> None:
        self._senders, self._pace, self._refused = senders, pace, refused
        self.by_team = by_team
        self._closing: dict[str, asyncio.Task[None]] = {}

    async def open(self, workspace: Workspace) -> None:
        """From now on it is written to; what was in flight through another token has ended by then."""
        team = workspace.team
        if team in self.by_team:
            self.close(self.by_team[team])
        if team in self._closing:
            await self._closing.pop(team)
        self._senders.open(_Watched(workspace, self._refused), self._pace())
        self.by_team[team] = workspace

    def close(self, workspace: Workspace) -> None:
        """It is neither written to nor heard any more. What is in flight ends in a task of its own."""
        team = workspace.team
        del self.by_team[team]
        sending = self._senders.close(workspace.name)
        self._closing[team] = asyncio.create_task(_end(sending, workspace, self._closing.pop(team, None)))

    async def stop(self) -> None:
        """Closes all of them; returns when nothing is in flight."""
        for workspace in list(self.by_team.values()):
            self.close(workspace)
        await asyncio.gather(*self._closing.values())


async def _end(sending: asyncio.Future[Any], workspace: Workspace, before: asyncio.Task[None] | None) -> None:
    await asyncio.gather(sending, *([before] if before else []), return_exceptions=True)
    await workspace.stop()


class _Watched:
    """A workspace's channel. Where its token is dead, that is told, and what was to be sent stays as it is."""

    def __init__(self, workspace: Workspace, refused: Callable[[Workspace, str], None]) -> None:
        self._workspace, self._refused = workspace, refused
        self.name, self.slash, self.forms = workspace.name, workspace.slash, workspace.forms
        self.largest_file = workspace.largest_file

    def rests(self, chat_id: str, edits: str | None) -> float:
        return self._workspace.rests(chat_id, edits)

    async def send(self, envelope: Envelope) -> str:
        try:
            return await self._workspace.send(envelope)
        except Revoked as dead:
            self._refused(self._workspace, dead.because)
            raise Withdrawn from None
