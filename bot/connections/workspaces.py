"""Slack as it is connected: one intake for all that comes, and each workspace for which there is a token."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import structlog

from bot.channel import Rejected, Revoked, TooFast, Unauthorized, Unavailable
from bot.connections import losses
from bot.connections.connected import OF_SETTINGS, Access, Connected
from bot.connections.homes import Homes
from bot.connections.keeping_up import KeepingUp
from bot.connections.listeners import Listeners
from bot.connections.senders import Senders
from bot.core import Core
from bot.errors import CannotStart
from bot.platforms.slack import Intake, Workspace, installations, socket
from bot.sending.pace import Pace
from bot.vault import Sealed
from handlers.routes import COMMANDS

if TYPE_CHECKING:
    from bot.platforms.slack.http import Answer, Endpoint
    from bot.platforms.slack.installations import Installations

log = structlog.get_logger()

MOST_AT_ONCE = 8
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0


class Workspaces:
    """Connects, listens and sends until it is stopped.

    Where the app can be installed, there are more tokens than the one in the settings.
    """

    def __init__(self, core: Core, senders: Senders, listeners: Listeners) -> None:
        own = self._own = core.settings.slack
        self._database, self._now, self._fetch = core.database, core.clock.now, core.runners.fetch
        self._installed = installations.of(core.settings, core.database)
        self._public_url, self._listeners = core.settings.web.public_url or "", listeners
        self._homes = Homes(core.database, core.policy, core.clock.now, "slack", Workspace.slash)
        secret = own.signing_secret.get_secret_value() if own.signing_secret and own.mode == "http" else ""
        self.intake = Intake(
            core.inbox.take, self._farewell, COMMANDS.__contains__, base_url=own.base_url, signing_secret=secret
        )
        pace = core.pace
        self._connected = Connected(
            senders, lambda: pace or Pace(own.messages_per_minute / 60), self.intake.workspaces, self._lose
        )
        self.lost = dict[str, str]()
        self._caps = own.caps if pace is None else {}
        self._away: set[str] = set()
        self._opening = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def state(self) -> str:
        """In a word: "up" where every workspace is."""
        return next(iter(self.lost.values()), "down" if self._away else "up")

    @property
    def endpoint(self) -> Endpoint | None:
        """What answers Slack's requests; None in Socket Mode."""
        if self._own.mode != "http":
            return None
        from bot.platforms.slack.http import Endpoint

        return Endpoint(self.intake)

    @property
    def installer(self) -> tuple[Answer, Answer] | None:
        """What answers whoever begins to install the app, and whoever comes back from Slack."""
        if self._installed is None:
            return None
        from bot.platforms.slack.installing import Installer

        installer = Installer(self._own, self._public_url, self._installed, self.welcome)
        return installer.begin, installer.finish

    async def connect(self) -> None:
        """Asks Slack which workspace each token is for, then begins to send and to listen. It may be tried again.

        Where the app can be installed, a workspace that is away or lost keeps no other from being connected.

        Raises:
            Unauthorized: Slack refuses a token. Unavailable, TooFast: it can't be asked now.
            CannotStart: the stored tokens can't be read.
        """
        connection = await socket.checked(self.intake, self._own)
        token = self._own.bot_token.get_secret_value() if self._own.bot_token else ""
        if self._installed is None:
            await self._bring(token)
        else:
            await self._bring_all(self._installed, token)
        self.lost = await self._database.run(losses.of_teams) | self.lost
        if self._installed is not None and self._database.is_shared:
            around = self.intake.workspaces, self._away
            keeping_up = KeepingUp(self._database, self._installed, *around, self._bring_or_note, self._drop)
            self._spawn(keeping_up.run())
        if connection is not None:
            self._listeners.open("slack", connection.run)

    async def welcome(self, team: str, title: str, token: str) -> bool:
        """The app was installed just now: the workspace is connected at once, whatever was there before.

        Returns:
            Whether it is; if not, it is tried again as long as Slack is away.
        """
        self._away.discard(team)
        await self._bring_or_note(Access(token, team, title))
        return team in self.intake.workspaces and team not in self._away

    async def fetch(self, handle: str) -> bytes:
        """A file's content by its handle. Raises as `Workspace.fetch`; Rejected where its workspace is gone."""
        team = handle.split(":")[1]
        if team not in self.intake.workspaces:
            raise Rejected("its workspace is not connected")
        return await self.intake.workspaces[team].fetch(handle)

    async def stop(self) -> None:
        """Lets what is in flight end, closes the connections."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._connected.stop()

    async def _bring_all(self, installed: Installations, token: str) -> None:
        """The one of the settings first: where the app was also installed, that is newer and takes its place."""
        try:
            bots = await installed.everywhere()
            await installed.reseal()
        except Sealed as closed:
            raise CannotStart(str(closed)) from None
        if token:
            await self._bring_or_note(Access(token))
        few = asyncio.Semaphore(MOST_AT_ONCE)

        async def bring(access: Access) -> None:
            async with few:
                await self._bring_or_note(access)

        await asyncio.gather(*(bring(Access(b.bot_token, str(b.team_id), str(b.team_name or ""))) for b in bots))

    async def _bring_or_note(self, access: Access) -> None:
        """Connects it now, or as soon as Slack lets it; one whose token is dead is lost.

        A refusal for another reason passes: an organisation that takes a workspace in gives one for a while.
        """
        team = access.team
        try:
            await self._bring(access.token)
            self._away.discard(team)
            self.lost.pop(team, None)
        except Revoked as refused:
            self._away.discard(team)
            await self._remember(access, refused.because)
        except (Unavailable, TooFast, Unauthorized, Rejected) as trouble:
            log.warning("workspace-away", team=team, because=str(trouble))
            if team not in self._away:
                self._away.add(team)
                self._spawn(self._bring_later(access))

    async def _bring_later(self, access: Access) -> None:
        """Until it is there, or lost, or installed anew."""
        pause = FIRST_PAUSE
        while True:
            await asyncio.sleep(pause)
            if access.team not in self._away:
                return
            await self._bring_or_note(access)
            pause = min(LONGEST_PAUSE, pause * 2)

    async def _bring(self, token: str) -> None:
        """Connects the workspace of a token, instead of what was connected there before. Raises as `connect`."""
        workspace = Workspace(token, self._own.base_url, self._fetch, self._homes.page, self._caps)
        try:
            await workspace.start()
            async with self._opening:
                await self._database.run(lambda session: losses.mended(session, workspace.name))
                await self._connected.open(workspace)
        except BaseException:
            await workspace.stop()
            raise
        self.lost.pop(workspace.team, None)
        log.info("workspace-connected", team=workspace.team, title=workspace.title)

    def _farewell(self, team: str, because: str) -> None:
        """Slack says that the app was taken away. One removal is told in several events."""
        workspace = self.intake.workspaces.get(team)
        if workspace is not None:
            self._spawn(self._check_farewell(workspace, because))

    async def _check_farewell(self, workspace: Workspace, because: str) -> None:
        """It may be an old one that comes late, when the app is installed again: then the token is good."""
        with suppress(Unavailable, TooFast, Rejected):  # Slack said so itself
            if await workspace.is_welcome():
                log.info("farewell-is-old", team=workspace.team, because=because)
                return
        self._lose(workspace, because)

    def _lose(self, workspace: Workspace, because: str) -> None:
        """What waits for it stays until the app is installed again."""
        if self.intake.workspaces.get(workspace.team) is workspace:
            self._drop(workspace, because)
            self._spawn(self._remember(Access(workspace.calls.token, workspace.team, workspace.title), because))

    def _drop(self, workspace: Workspace, because: str) -> None:
        self._connected.close(workspace)
        self.lost[workspace.team] = because

    async def _remember(self, access: Access, because: str) -> None:
        """The operator is told now, the admins by the next tick; a dead token is not kept."""
        team, title = access.team, access.title
        async with self._opening:
            if team not in self.intake.workspaces:  # else there is another token for it
                self.lost[team] = because
                mend = losses.mend(self._public_url if self._installed else "")
                log.critical("workspace-lost", team=team, title=title, because=because, mend=mend)
                if team != OF_SETTINGS:
                    name = f"slack:{team}"
                    await self._database.run(lambda session: losses.note(session, name, title, because, self._now()))
            if self._installed is not None:
                await self._installed.forget(team, access.token)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("slack-work-failed", because=repr(task.exception()))
