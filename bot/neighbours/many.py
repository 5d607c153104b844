"""The other processes on one PostgreSQL database: leases say who sends and listens, a bell says that it is urgent."""

from __future__ import annotations

from collections.abc import Callable

from bot.database import Database
from bot.neighbours.bell import Bell
from bot.neighbours.lease import Lease, Leases
from models.queries.leases import HEAR


class Many:
    """As `bot.neighbours.neighbours.Neighbours`."""

    def __init__(self, database: Database) -> None:
        self._leases, self._bell = Leases(database), Bell(database.engine.url)
        self.ring, self.sending = self._bell.ring, self._leases.of

    def start(self) -> None:
        """As in Neighbours."""
        self._bell.start()

    def join(self, heard: Callable[[str], None]) -> None:
        """As in Neighbours."""
        self._leases.start()
        self._bell.listen(heard)

    def listening(self, platform: str) -> Lease:
        """As in Neighbours."""
        return self._leases.of(HEAR + platform)

    async def stop(self) -> None:
        """As in Neighbours."""
        await self._bell.stop()
        await self._leases.stop()
