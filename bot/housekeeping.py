"""Deletes what nobody needs any more, in batches so small that no reply waits for one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from bot.database import Database
from models.queries import outlived
from models.types import DeliveryId

log = structlog.get_logger()

SEEN_FOR = timedelta(days=3)
"""Platforms repeat an event for at most a day."""
FIRST_BATCH, SMALLEST, LARGEST = 200, 20, 2000
BATCH_SECONDS = 0.02
"""What a batch is to take: it grows while it takes less, and shrinks at once when it takes more."""
START = DeliveryId(0)


@dataclass(slots=True)
class Tidied:
    """How many rows went, by what they were, and how long each batch took."""

    gone: dict[str, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)


class Housekeeping:
    """Goes through the tables once each time that it is asked.

    Args:
        working: held during each batch; whoever has it is not disturbed.
        keep_days: for how long messages that were sent, reminders and jobs that have ended are kept.
    """

    def __init__(self, database: Database, now: Callable[[], datetime], working: asyncio.Lock, keep_days: int) -> None:
        self._database, self._now, self._working = database, now, working
        self._keep = timedelta(days=keep_days)
        self._most = FIRST_BATCH
        self._after: DeliveryId | None = START

    async def run(self) -> Tidied:
        """Until nothing is left that is old enough. What can't be deleted now is found again the next time."""
        done, now = Tidied(), self._now()
        old = now - self._keep
        await self._all_of("seen", lambda s: outlived.forget_seen(s, now - SEEN_FOR, self._most), done)
        await self._all_of("jobs", lambda s: outlived.forget_jobs(s, old, self._most), done)
        await self._until_none(lambda s: outlived.note_over(s, now, self._most), done)
        await self._all_of("reminders", lambda s: outlived.forget_reminders(s, old, self._most), done)
        self._after = START
        while self._after is not None:
            done.gone["deliveries"] = done.gone.get("deliveries", 0) + await self._batch(self._deliveries, done)
        await self._database.call(self._database.settle)
        log.info("tidied", **done.gone, batches=len(done.seconds), longest=round(max(done.seconds), 3))
        return done

    async def _all_of(self, what: str, forget: Callable[[Session], int], done: Tidied) -> None:
        done.gone[what] = await self._until_none(forget, done)

    async def _until_none(self, work: Callable[[Session], int], done: Tidied) -> int:
        total = 0
        while number := await self._batch(work, done):
            total += number
        return total

    def _deliveries(self, session: Session) -> int:
        assert self._after is not None
        gone, self._after = outlived.forget_deliveries(session, self._now() - self._keep, self._after, self._most)
        return gone

    async def _batch(self, forget: Callable[[Session], int], done: Tidied) -> int:
        """One batch; then others have the database for as long."""
        async with self._working:
            gone, took = await self._database.call(self._timed, forget)
        done.seconds.append(took)
        self._most = _next_size(self._most, took)
        await asyncio.sleep(took)
        return gone

    def _timed(self, forget: Callable[[Session], int]) -> tuple[int, float]:
        began = time.monotonic()
        with self._database.transaction() as session:
            gone = forget(session)
        return gone, time.monotonic() - began


def _next_size(most: int, took: float) -> int:
    share = BATCH_SECONDS / max(took, 0.001)
    return max(SMALLEST, min(LARGEST, int(most * min(share, 2))))
