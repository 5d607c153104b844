"""Errands: slow work outside the turns that asked for it, whose end comes back as an event."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlmodel import Session
from structlog.contextvars import bind_contextvars

from bot.chat.event import Event, Finished, Sender
from bot.chat.texts import Reader
from bot.database import Database
from bot.watching import metrics, tracing
from models.job import Job, JobState
from models.person import Account, Person

log = structlog.get_logger()

MOST_AT_ONCE = 8
"""So many errands a process does at the same time."""
REST_SECONDS = 5.0
"""How long it waits before an end that could not be stored is tried again."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A job with whoever it is for. `lease` is the number under which it was taken."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    account: Account
    person: Person
    lease: int = 0
    trace: str = ""

    @classmethod
    def of(cls, job: Job, account: Account, person: Person) -> Errand:
        """As the rows say it."""
        return cls(job.id or 0, job.kind, dict(job.payload), account, person, job.lease, job.trace)

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


class Errands:
    """Does errands, one at a time for whoever calls, and writes down how each went.

    Whoever finds out what is due goes by its `database` and `now`.

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
        self.database, self.now = database, now
        self._runners, self._take = runners, take
        metrics.expect_jobs(runners)

    async def run(self, errand: Errand) -> None:
        """Returns when its end is stored, or when it will be tried again.

        What can't be stored, because the database is away, is kept until it can: the errand itself is not repeated.
        """
        bind_contextvars(trace=errand.trace)  # each errand has a task of its own
        began = time.monotonic()
        outcome = await self._attempt(errand)
        ended, error = _ended(outcome)
        took = time.monotonic() - began
        tracing.record("job", errand.trace, took, error=error, kind=errand.kind, outcome=ended)
        while True:
            try:
                return await self._store(errand, outcome)
            except Exception as failure:
                log.error("job-end-not-stored", job=errand.id, kind=errand.kind, because=str(failure))
                await asyncio.sleep(REST_SECONDS)

    async def _attempt(self, errand: Errand) -> Finished | str:
        """The job's end; or, in words, why it is to be tried again."""
        try:
            result = await self._runners[errand.kind](errand)
            return Finished(errand.id, errand.kind, dict(result))
        except Failed as failed:
            log.info("job-failed", job=errand.id, kind=errand.kind, because=failed.key)
            return Finished(errand.id, errand.kind, failed.variables, failed.key)
        except Exception as failure:
            error = f"{type(failure).__name__}: {failure}"
        log.warning("job-again", job=errand.id, kind=errand.kind, because=error)
        return error

    async def _store(self, errand: Errand, outcome: Finished | str) -> None:
        if isinstance(outcome, str):
            error = outcome[:500]
            if await self.database.run(lambda session: self._again(session, errand, error)):
                metrics.JOBS.labels(errand.kind, "again").inc()
                return
            outcome = Finished(errand.id, errand.kind, {}, f"{errand.kind}-failed")
        sender = Sender(errand.account.platform, errand.account.external_id, errand.account.chat_id)
        await self._take(Event(f"job:{errand.id}", sender, outcome, errand.trace))
        metrics.JOBS.labels(errand.kind, "failed" if outcome.error else "done").inc()

    def _again(self, session: Session, errand: Errand, error: str) -> bool:
        """Whether nothing more is to be stored. If not, that was the last attempt."""
        job = session.get(Job, errand.id, with_for_update=True)
        if job is None or job.state is not JobState.DUE or job.lease != errand.lease:
            return True  # forgotten with its person, or somebody else's by now
        return job.retry(error, self.now())


def _ended(outcome: Finished | str) -> tuple[str, str]:
    """The word for an attempt's end, and the kind of failure where it is one."""
    if isinstance(outcome, str):
        return "again", outcome.partition(":")[0]
    return ("failed", outcome.error) if outcome.error else ("done", "")
