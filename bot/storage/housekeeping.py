"""Deletes what nobody needs any more, in batches so small that no reply waits for one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog
from sqlmodel import Session

from bot.database import Database
from bot.storage.leftovers import forget_copies
from handlers.answers import so_far as answers_so_far
from models.queries import lapsed, outlived
from models.queries.outlived import Step

T = TypeVar("T")

log = structlog.get_logger()

SEEN_FOR = timedelta(days=3)
"""Platforms repeat an event for at most a day."""
FIRST_BATCH, SMALLEST, LARGEST = 200, 20, 2000
BATCH_SECONDS = 0.02
"""What a batch is to take: it grows while it takes less, and shrinks at once when it takes more."""
SETTLE_TRIES, SETTLE_SECONDS = 20, 1.0
START = 0

Forget = Callable[[Session, datetime, int, int], Step]
"""Looks at the next rows after a place, at most so many, and deletes what nobody needs since before."""
CHORES: Mapping[str, Forget] = {
    "seen": outlived.forget_seen,
    "jobs": outlived.forget_jobs,
    "reminders": outlived.forget_reminders,
    "deliveries": outlived.forget_deliveries,
    "mailed_codes": lapsed.forget_mailed_codes,
    "typed_codes": lapsed.forget_typed_codes,
    "answers": partial(lapsed.forget_answers, answers_so_far.NAME),
    "offers": lapsed.forget_offers,
}


@dataclass(slots=True)
class Tidied:
    """How many rows went, by what they were, and how long each batch took."""

    gone: dict[str, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)


class Housekeeping:
    """Goes through the tables once each time that it is asked.

    Args:
        working: held during each batch; whoever has it is not disturbed.
        keep_days: for how long all of it is kept, but for the ids of events.
        copy_days: for how long the copy is kept that an upgrade made; evidence may be in it.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        working: asyncio.Lock,
        keep_days: int,
        copy_days: int = 30,
    ) -> None:
        self._database, self._now, self._working = database, now, working
        self._keep, self._keep_copies = timedelta(days=keep_days), timedelta(days=copy_days)
        self._most = FIRST_BATCH

    async def run(self) -> Tidied:
        """Until nothing is left that is old enough. What can't be deleted now is found again the next time."""
        done, now = Tidied(), self._now()
        while await self._batch(lambda session: outlived.note_over(session, now, self._most), done):
            pass
        for name, forget in CHORES.items():
            before = now - (SEEN_FOR if name == "seen" else self._keep)
            done.gone[name] = await self._all_of(forget, before, done)
        await asyncio.to_thread(forget_copies, self._database.engine.url, now - self._keep_copies)
        await self._settle()
        log.info("tidied", **done.gone, batches=len(done.seconds), longest=round(max(done.seconds), 3))
        return done

    async def _settle(self) -> None:
        """Where somebody reads all the time, it is left to the next time."""
        for _ in range(SETTLE_TRIES):
            if await self._database.call(self._database.settle):
                return
            await asyncio.sleep(SETTLE_SECONDS)

    async def _all_of(self, forget: Forget, before: datetime, done: Tidied) -> int:
        total, after = 0, START
        while True:
            step = await self._batch(partial(self._next, forget, before, after), done)
            total += step.gone
            if step.after is None:
                return total
            after = step.after

    def _next(self, forget: Forget, before: datetime, after: int, session: Session) -> Step:
        return forget(session, before, after, self._most)

    async def _batch(self, work: Callable[[Session], T], done: Tidied) -> T:
        """One batch; then others have the database for as long."""
        async with self._working:
            timed: tuple[T, float] = await self._database.call(self._timed, work)
        result, took = timed
        done.seconds.append(took)
        self._most = _next_size(self._most, took)
        await asyncio.sleep(took)
        return result

    def _timed(self, work: Callable[[Session], T]) -> tuple[T, float]:
        began = time.monotonic()
        with self._database.transaction() as session:
            result = work(session)
        return result, time.monotonic() - began


def _next_size(most: int, took: float) -> int:
    share = BATCH_SECONDS / max(took, 0.001)
    return max(SMALLEST, min(LARGEST, int(most * min(share, 2))))
