"""Another program that polls with our token: whoever listens hears of it, the doctor tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from sqlmodel import Session

from bot.database import Database
from models.alive import CONTRADICTED, Alive

log = structlog.get_logger()

AGAIN_WITHIN = timedelta(minutes=2)
"""A program that polls comes back: we and it wait for half a minute each at the longest. One that looked once, as the
doctor does, or a process of ours whose time has just run out, does not."""
NOTED_EVERY = timedelta(minutes=5)
NEVER = datetime.min.replace(tzinfo=UTC)


class Strangers:
    """Notes in the database when whoever listens was last contradicted, for its channel.

    Args:
        channel: "telegram".
    """

    def __init__(self, database: Database, channel: str, now: Callable[[], datetime]) -> None:
        self._database, self._name, self._now = database, CONTRADICTED + channel, now
        self._heard = self._noted = NEVER

    async def begin(self) -> None:
        """This process listens from now on: what the one before it heard, perhaps with another token, is over."""
        self._heard = self._noted = NEVER
        await self._write(self._forget)

    async def heard(self) -> None:
        """It was contradicted just now. What can't be written down is heard again: it raises nothing."""
        now, before = self._now(), self._heard
        self._heard = now
        if now - before <= AGAIN_WITHIN and now - self._noted >= NOTED_EVERY:
            await self._write(lambda session: session.merge(Alive(name=self._name, at=now)))
            self._noted = now

    async def _write(self, work: Callable[[Session], object]) -> None:
        try:
            await self._database.run(work)
        except Exception as failure:
            log.warning("second-poller-not-noted", because=f"{type(failure).__name__}: {failure}")

    def _forget(self, session: Session) -> None:
        if (noted := session.get(Alive, self._name)) is not None:
            session.delete(noted)


def last_heard(session: Session, channel: str) -> datetime | None:
    """When whoever listens there, or listened last, was contradicted; None if it was not."""
    noted = session.get(Alive, CONTRADICTED + channel)
    return noted.at if noted else None
