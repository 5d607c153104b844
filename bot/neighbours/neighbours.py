"""The other processes that share the database: who sends and listens is settled with them.

On PostgreSQL there may be any number. A SQLite file has one process, which sends and listens alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from bot.database import Database
from bot.neighbours.lease import Alone, Lease
from bot.storage.sole import Sole
from models.queries import leases
from models.queries.leases import HEAR


class Neighbours(Protocol):
    """What a process asks of those beside it."""

    def start(self) -> None:
        """Before anything is sent. Raises CannotStart where nobody may be beside it, and somebody is."""

    def join(self, heard: Callable[[str], None]) -> None:
        """From now on this process takes its share; `heard` is told for which channel something urgent is due."""

    def sending(self, channel: str) -> Lease:
        """Leave to send through a channel."""

    def listening(self, platform: str) -> Lease:
        """Leave to listen to a platform."""

    def ring(self, channel: str) -> None:
        """Something urgent is due for the channel, and it is not this process that sends there."""

    async def stop(self) -> None:
        """After all that was held has been given back."""


class Nobody:
    """On SQLite."""

    def __init__(self, database: Database) -> None:
        self._sole = Sole(None if database.in_memory else database.engine.url.database)
        self._rested_at = 0.0

    def start(self) -> None:
        """As in Neighbours."""
        self._rested_at = time.monotonic() + self._sole.take()

    def join(self, heard: Callable[[str], None]) -> None:
        """There is nobody to hear."""

    def sending(self, channel: str) -> Lease:  # noqa: ARG002  # the protocol's signature
        """As in Neighbours."""
        return Alone(self._rested_at)

    def listening(self, platform: str) -> Lease:  # noqa: ARG002  # the protocol's signature
        """As in Neighbours."""
        return Alone()

    def ring(self, channel: str) -> None:
        """There is nobody to hear."""

    async def stop(self) -> None:
        """As in Neighbours."""
        self._sole.free()


def listens(database: Database, platform: str) -> bool:
    """Whether a process that shares the database listens to the platform now, as whoever is none of them can tell.

    On SQLite: whether one serves the file. A process that was killed on PostgreSQL counts until its lease runs out.

    Raises:
        CannotStart: it can't be looked at.
    """
    if database.is_shared:
        with database.reading() as session:
            return bool(session.execute(leases.HELD, {"channel": HEAR + platform}).scalar())
    return Sole(None if database.in_memory else database.engine.url.database).is_taken()


def of(database: Database) -> Neighbours:
    """Those of a database."""
    if not database.is_shared:
        return Nobody(database)
    from bot.neighbours.many import Many  # SQLite does not wait for PostgreSQL's driver to be loaded

    return Many(database)
