"""Runs slow work outside the turns that asked for it, and brings its end back as an event."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlmodel import Session, col, select

from bot import metrics
from bot.chat.event import Event, Finished, Sender
from bot.chat.texts import Reader
from bot.database import Database
from models.job import Job, JobState
from models.person import Account, Person

log = structlog.get_logger()

MOST_AT_ONCE = 8
POLL_SECONDS = 0.5
REST_SECONDS = 5.0
"""How long a job rests whose end could not be stored."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A job with whoever it is for."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    account: Account
    person: Person

    def reader(self, now: datetime) -> Reader:
        """The person as one who reads."""
        return Reader(self.person.language, self.person.timezone, now)


class Failed(Exception):
    """It can't be done, ever: a text key and its variables say why."""

    def __init__(self, key: str, **variables: Any) -> None:
        super().__init__(key)
        self.key, self.variables = key, variables


Runner = Callable[[Errand], Awaitable[dict[str, Any]]]
"""Does a job and returns its result. Raises Failed; anything else that it raises means: again later."""


class Engine:
    """Drains due jobs in this process, each at least once.

    Args:
        take: the inbox's; a job's end is an event like any other, and known by its id if it comes twice.
    """

    def __init__(
        self,
        database: Database,
        runners: Mapping[str, Runner],
        take: Callable[[Event], Awaitable[object]],
        now: Callable[[], datetime],
    ) -> None:
        self._database, self._runners, self._take, self._now = database, runners, take, now
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
            errands = await self._database.run(lambda session: _due(session, self._now(), free, busy))
        except Exception as failure:
            log.error("jobs-not-read", because=str(failure))
            return
        for errand in errands:
            task = asyncio.create_task(self._do(errand))
            self._running[errand.id] = task
            task.add_done_callback(lambda _, id_=errand.id: self._ended(id_))  # type: ignore[misc]  # the default binds the loop's value

    def _ended(self, job_id: int) -> None:
        self._running.pop(job_id, None)
        self._woken.set()

    async def _do(self, errand: Errand) -> None:
        try:
            end = await self._attempt(errand)
            if end is not None:
                await self._take(end)
        except Exception as failure:
            log.error("job-end-not-stored", job=errand.id, kind=errand.kind, because=str(failure))
            await asyncio.sleep(REST_SECONDS)

    async def _attempt(self, errand: Errand) -> Event | None:
        """The job's end; None where it is to be tried again."""
        try:
            return _end(errand, await self._runners[errand.kind](errand))
        except Failed as failed:
            log.info("job-failed", job=errand.id, kind=errand.kind, because=failed.key)
            return _end(errand, failed.variables, failed.key)
        except Exception as failure:
            error = f"{type(failure).__name__}: {failure}"
        log.warning("job-again", job=errand.id, kind=errand.kind, because=error)
        if await self._database.run(lambda session: self._again(session, errand.id, error)):
            metrics.JOBS.labels(errand.kind, "again").inc()
            return None
        return _end(errand, {}, f"{errand.kind}-failed")

    def _again(self, session: Session, job_id: int, error: str) -> bool:
        """Whether it will be tried again. If not, it is due until its end is stored."""
        return session.get_one(Job, job_id).retry(error[:500], self._now())


def _end(errand: Errand, result: Mapping[str, Any], error: str = "") -> Event:
    metrics.JOBS.labels(errand.kind, "failed" if error else "done").inc()
    sender = Sender(errand.account.platform, errand.account.external_id, errand.account.chat_id)
    return Event(f"job:{errand.id}", sender, Finished(errand.id, errand.kind, dict(result), error))


def _due(session: Session, now: datetime, most: int, busy: list[int]) -> list[Errand]:
    rows = session.exec(
        select(Job, Account, Person)
        .join(Account, col(Account.id) == col(Job.account_id))
        .join(Person, col(Person.id) == col(Job.person_id))
        .where(Job.state == JobState.DUE, col(Job.due_at) <= now, col(Job.id).not_in(busy))
        .order_by(col(Job.due_at))
        .limit(most)
    )
    return [Errand(job.id or 0, job.kind, dict(job.payload), account, person) for job, account, person in rows]
