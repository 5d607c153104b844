"""Slack as it is connected: one intake for all that comes, and for each workspace an outbox with its own pace."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import structlog

from bot.channel import Rejected
from bot.config import SlackSettings
from bot.database import Database
from bot.homes import Homes
from bot.inbox import Inbox
from bot.outbox import Outbox
from bot.pace import Pace
from bot.platforms.slack import Intake, Workspace
from bot.platforms.slack.socket import Socket
from bot.runners import Fetch
from handlers.policy import Policy
from handlers.routes import COMMANDS

if TYPE_CHECKING:
    from bot.platforms.slack.http import Endpoint

log = structlog.get_logger()


class Workspaces:
    """Connects, listens and sends until it is stopped.

    Args:
        fetch: gets a file that another platform has.
        pace: another than the settings say, to measure without one.
    """

    def __init__(
        self,
        own: SlackSettings,
        database: Database,
        inbox: Inbox,
        now: Callable[[], datetime],
        fetch: Fetch,
        policy: Policy,
        pace: Pace | None = None,
    ) -> None:
        self._own, self._database, self._now, self._fetch, self._pace = own, database, now, fetch, pace
        self._homes = Homes(database, policy, now, "slack", Workspace.slash)
        secret = own.signing_secret.get_secret_value() if own.signing_secret and own.mode == "http" else ""
        self.intake = Intake(
            inbox.take, self._lost, COMMANDS.__contains__, base_url=own.base_url, signing_secret=secret
        )
        self.outboxes: dict[str, Outbox] = {}
        self.lost: dict[str, str] = {}
        self._gone: list[Workspace] = []
        self._sending: dict[str, asyncio.Task[None]] = {}
        self._listening: asyncio.Task[None] | None = None

    @property
    def state(self) -> str:
        """In a word: "up" where every workspace is."""
        return next(iter(self.lost.values()), "up")

    @property
    def endpoint(self) -> Endpoint | None:
        """What answers Slack's requests; None in Socket Mode."""
        if self._own.mode != "http":
            return None
        from bot.platforms.slack.http import Endpoint

        return Endpoint(self.intake)

    async def connect(self) -> None:
        """Asks Slack which workspace the token is for, then begins to send and to listen. It may be tried again.

        Raises:
            Unauthorized: Slack refuses a token. Unavailable, TooFast: it can't be asked now.
        """
        assert self._own.bot_token is not None
        workspace = Workspace(self._own.bot_token.get_secret_value(), self._own.base_url, self._fetch, self._homes.page)
        try:
            await workspace.start()
            socket = await self._checked_socket()
        except Exception:
            await workspace.stop()
            raise
        self._open(workspace)
        if socket is not None:
            self._listening = asyncio.create_task(socket.run())

    async def fetch(self, handle: str) -> bytes:
        """A file's content by its handle. Raises as `Workspace.fetch`; Rejected where its workspace is gone."""
        team = handle.split(":")[1]
        if team not in self.intake.workspaces:
            raise Rejected("its workspace is not connected")
        return await self.intake.workspaces[team].fetch(handle)

    async def stop(self) -> None:
        """Stops listening, lets what is in flight end, closes the connections."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        for task in self._sending.values():
            task.cancel()
        await asyncio.gather(*self._sending.values(), return_exceptions=True)
        for workspace in (*self.intake.workspaces.values(), *self._gone):
            await workspace.stop()

    async def _checked_socket(self) -> Socket | None:
        """Socket Mode with a token that Slack takes; None over HTTP."""
        if self._own.mode != "socket":
            return None
        assert self._own.app_token is not None
        socket = Socket(self.intake, self._own.app_token.get_secret_value(), self._own.base_url)
        await socket.check()
        return socket

    def _open(self, workspace: Workspace) -> None:
        """From now on it is written to, and heard."""
        team = workspace.team
        pace = self._pace or Pace(self._own.messages_per_minute / 60)
        self.outboxes[team] = Outbox(self._database, workspace, pace, self._now)
        self._sending[team] = asyncio.create_task(self.outboxes[team].run())
        self.intake.workspaces[team] = workspace
        self.lost.pop(team, None)
        log.info("workspace-connected", team=team, title=workspace.title)

    def _lost(self, team: str, because: str) -> None:
        """The app was taken away from a workspace: what waits for it stays until the app is installed again.

        One removal is told in several events; what still comes from there is a stranger's.
        """
        workspace = self.intake.workspaces.pop(team, None)
        if workspace is None:
            return
        log.critical("workspace-lost", team=team, because=because, mend="install the app again, then restart")
        self._gone.append(workspace)
        self.lost[team] = because
        del self.outboxes[team]
        self._sending[team].cancel()
