"""The service's time, and what it sets off. APScheduler only wakes the sweepers: what is due is in the tables."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

import structlog
from sqlmodel import Session
from structlog.contextvars import bound_contextvars

from bot.database import Database, is_away
from bot.queue.mailroom import Due, store
from bot.storage.asking import ask
from bot.storage.housekeeping import Housekeeping
from bot.watching import tracing
from handlers.policy import Policy
from handlers.sweeps import FIRST_SWEEPS, SLOW_SWEEPS, SWEEPS, Sweep, due
from handlers.turn import Work

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = structlog.get_logger()

TICK_SECONDS = 1
BUSY_SECONDS = 0.8
"""So long a tick goes on with what has more to do: the next one comes in time."""
APART_SECONDS = 0.03
"""Between two sweeps of a tick: one after another they would keep whoever writes just then waiting for all of them."""
REST_SECONDS = 0.1
"""After a sweep that has more to say, while there is plenty to send: what is made earlier than it can be sent takes of
the time in which what was made would be sent, and is out of date by then."""
CLEAN_AFTER = timedelta(minutes=5)
SLOW_EVERY = timedelta(minutes=1)
EARLIEST = datetime.min.replace(tzinfo=UTC) + SLOW_EVERY


class Clock:
    """The time everywhere in the service. Only the demo moves it."""

    def __init__(self) -> None:
        self._offset = timedelta()

    def now(self) -> datetime:
        """Aware, UTC."""
        return datetime.now(UTC) + self._offset

    def advance(self, length: timedelta) -> None:
        """Moves the service forward in time."""
        self._offset += length


class Ticker:
    """Runs the sweeps that have something to do, each in a transaction of its own, so that one that fails stops no
    other. Where none has, a tick is one statement that only reads: nobody who writes waits for it.

    Args:
        has_plenty: whether this process has enough to send for a while.
    """

    def __init__(
        self,
        database: Database,
        policy: Policy,
        rng: Random,
        now: Callable[[], datetime],
        deliver: Callable[[list[Due]], None],
        has_plenty: Callable[[], bool] = lambda: False,
    ) -> None:
        self._database, self._policy, self._rng, self._now = database, policy, rng, now
        self._deliver, self._has_plenty = deliver, has_plenty
        self._scheduler: AsyncIOScheduler | None = None
        self._working = asyncio.Lock()
        self._housekeeping = Housekeeping(database, now, self._working, policy.delivery_days, policy.evidence_days)
        self._slow_at = EARLIEST
        self._watching: asyncio.Task[None] | None = None

    def start(self) -> None:
        """From now on, on the running event loop."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler  # loads while the first answers are under way

        self._scheduler = AsyncIOScheduler(timezone=UTC)
        one_at_a_time = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        self._scheduler.add_job(self.tick, "interval", seconds=TICK_SECONDS, **one_at_a_time)
        soon = datetime.now(UTC) + CLEAN_AFTER  # whoever is started anew each hour would never get to it
        self._scheduler.add_job(self.clean, "interval", hours=1, next_run_time=soon, **one_at_a_time)
        self._scheduler.start()
        self._watching = asyncio.create_task(self._watch(self._scheduler))

    async def stop(self) -> None:
        """No more ticks; the one that runs ends first. Before `start` there is nothing to do."""
        if self._scheduler is None or self._watching is None:
            return
        self._watching.cancel()
        self._scheduler.remove_all_jobs()
        await asyncio.sleep(0)  # what was set off just now begins
        async with self._working:
            self._scheduler.shutdown(wait=False)

    async def begin(self) -> None:
        """What comes before anything is sent."""
        await self._sweep_all(FIRST_SWEEPS)

    async def tick(self) -> None:
        """Everything that is due by now, and what becomes due by that; each sweep has its turn once."""
        async with self._working:
            until = asyncio.get_running_loop().time() + BUSY_SECONDS
            sweeps, done = self._looked_after(), set[Sweep]()
            while found := [sweep for sweep in await self._ask(sweeps) if sweep not in done]:
                await self._sweep_all(found, until)
                done.update(found)

    async def clean(self) -> None:
        """Deletes what nobody needs any more; nothing of it stays in the database's log."""
        await self._housekeeping.run()

    async def _watch(self, scheduler: AsyncIOScheduler) -> None:
        """APScheduler goes by the time of day: set back by an hour, it would let its jobs rest for an hour."""
        before = _ahead()
        while True:
            await asyncio.sleep(TICK_SECONDS)
            ahead = _ahead()
            if ahead < before - TICK_SECONDS:
                log.warning("clock-set-back", seconds=round(before - ahead))
                for job in scheduler.get_jobs():
                    job.modify(next_run_time=datetime.now(UTC))
            before = ahead

    async def _ask(self, sweeps: tuple[Sweep, ...]) -> Sequence[Sweep]:
        """Those that may have something to do. Where that can't be told none, or all if the database is there."""
        try:
            return await ask(self._database, lambda session: due(session, sweeps, self._now(), self._policy))
        except Exception as failure:
            log.error("due-not-read", because=str(failure))
            return () if is_away(failure) else sweeps

    async def _sweep_all(self, sweeps: Sequence[Sweep], until: float = 0.0) -> None:
        """Each once; those that have more to do again, in turns, until then by the loop's time. Whatever people ask for
        goes between any two."""
        waiting = deque(sweeps)
        while waiting:
            sweep = waiting.popleft()
            said, more = await self._once(sweep)
            if not more:
                await asyncio.sleep(APART_SECONDS)
            elif asyncio.get_running_loop().time() < until:
                waiting.append(sweep)
                if said and self._has_plenty():
                    await asyncio.sleep(REST_SECONDS)

    async def _once(self, sweep: Sweep) -> tuple[bool, bool]:
        """Whether it has said something, and whether it has more to do."""
        try:
            said, more = await self._database.run(lambda session: self._sweep(session, sweep))
        except Exception:
            log.exception("sweep-failed", sweep=sweep.run.__module__)
            return False, False
        self._deliver(said)
        return bool(said), more

    def _looked_after(self) -> tuple[Sweep, ...]:
        """Those of each minute also right after the clock was set back."""
        now = self._now()
        if self._slow_at - SLOW_EVERY <= now < self._slow_at:
            return SWEEPS
        self._slow_at = now + SLOW_EVERY
        return (*SWEEPS, *SLOW_SWEEPS)

    def _sweep(self, session: Session, sweep: Sweep) -> tuple[list[Due], bool]:
        work = Work(session, self._now(), self._rng, self._policy)
        began = time.monotonic()
        with bound_contextvars(trace=work.trace):
            more = bool(sweep.run(work))
        session.flush()
        due = store(session, work.outgoing, {}, work.now)
        if work.outgoing:
            tracing.record("sweep", work.trace, time.monotonic() - began, root=True, sweep=sweep.run.__module__)
        return due, more


def _ahead() -> float:
    """By how many seconds the time of day is ahead of the clock that is never set."""
    return datetime.now(UTC).timestamp() - time.monotonic()
