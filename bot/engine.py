"""Works off due jobs: here in the one process that there is on SQLite; on PostgreSQL `bot.jobs.drains` does it."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import bindparam, exists
from sqlmodel import Session, col, select

from bot.jobs.errands import MOST_AT_ONCE, Errand, Errands
from bot.storage.asking import ask
from models.job import Job, JobState
from models.person import Account, Person

if TYPE_CHECKING:
    from bot.jobs.drains import Drains

log = structlog.get_logger()

POLL_SECONDS = 0.5


def engine_of(errands: Errands) -> Engine | Drains:
    """Whatever works off jobs on this kind of database."""
    if not errands.database.is_shared:
        return Engine(errands)
    from bot.jobs.drains import Drains  # SQLite needs no job queue, nor waits for its import

    return Drains(errands)


class Engine:
    """Drains due jobs in this process, each at least once."""

    def __init__(self, errands: Errands) -> None:
        self._errands = errands
        self._running: dict[int, asyncio.Task[None]] = {}
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """There may be work."""
        self._woken.set()

    async def run(self) -> None:
        """Works until cancelled."""
        try:
            while True:
                self._woken.clear()
                await self._start_due()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(POLL_SECONDS):  # wait_for could swallow a cancellation
                        await self._woken.wait()
        finally:
            for task in self._running.values():
                task.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _start_due(self) -> None:
        free = MOST_AT_ONCE - len(self._running)
        if free <= 0:
            return
        busy = list(self._running)
        try:
            errands = await ask(self._errands.database, lambda session: _due(session, self._errands.now(), free, busy))
        except Exception as failure:
            log.error("jobs-not-read", because=str(failure))
            return
        for errand in errands:
            task = asyncio.create_task(self._errands.run(errand))
            self._running[errand.id] = task
            task.add_done_callback(lambda _, id_=errand.id: self._ended(id_))  # type: ignore[misc]  # the default binds the loop's value

    def _ended(self, job_id: int) -> None:
        self._running.pop(job_id, None)
        self._woken.set()


def _due(session: Session, now: datetime, most: int, busy: list[int]) -> list[Errand]:
    bound = {"now": now, "busy": busy}
    if not session.connection().execute(_ANY, bound).scalar():
        return []
    return [Errand.of(job, account, person) for job, account, person in session.execute(_ROWS, {**bound, "most": most})]


_OPEN = (
    col(Job.state) == JobState.DUE,
    col(Job.due_at) <= bindparam("now"),
    col(Job.id).not_in(bindparam("busy", expanding=True)),
)
_ANY = exists().where(*_OPEN).select()
_ROWS = (
    select(Job, Account, Person)
    .join(Account, col(Account.id) == col(Job.account_id))
    .join(Person, col(Person.id) == col(Job.person_id))
    .where(*_OPEN)
    .order_by(col(Job.due_at), col(Job.id))
    .limit(bindparam("most"))
)
