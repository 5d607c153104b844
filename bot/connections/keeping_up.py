"""Workspaces that another process has connected or lost: people install the app wherever their browser is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping

import structlog

from bot.connections import losses
from bot.connections.connected import Access
from bot.database import Database
from bot.platforms.slack import Workspace
from bot.platforms.slack.installations import Installations

log = structlog.get_logger()

EVERY_SECONDS = 2.0


class KeepingUp:
    """Brings what is installed and not connected here, and drops what is noted as lost.

    Args:
        connected: by the workspace's id. away: those that are tried again as it is.
        bring: connects one, instead of what was connected there before. drop: told why it is lost.
    """

    def __init__(
        self,
        database: Database,
        installed: Installations,
        connected: Mapping[str, Workspace],
        away: Collection[str],
        bring: Callable[[Access], Awaitable[None]],
        drop: Callable[[Workspace, str], None],
    ) -> None:
        self._database, self._installed, self._connected, self._away = database, installed, connected, away
        self._bring, self._drop = bring, drop
        self._missed: set[Access] = set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await self._look()
            except Exception as failure:
                log.warning("workspaces-not-looked-at", because=str(failure))

    async def _look(self) -> None:
        """One that is missed for the first time may be about to be connected here, by whoever installed it."""
        bots = await self._installed.everywhere()
        found = {Access(str(b.bot_token), str(b.team_id), str(b.team_name or "")) for b in bots}
        missed = {one for one in found if one.team not in self._away and self._token(one.team) != one.token}
        for access in missed & self._missed:
            await self._bring(access)
        self._missed = missed
        for team, because in (await self._database.run(losses.of_teams)).items():
            workspace = self._connected.get(team)
            if workspace is not None and team not in {one.team for one in found}:
                self._drop(workspace, because)

    def _token(self, team: str) -> str:
        workspace = self._connected.get(team)
        return workspace.calls.token if workspace is not None else ""
