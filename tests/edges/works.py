"""An engine with the real runners, and what ended."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from bot.chat.event import Event, Finished
from bot.chat.message import text
from bot.chat.wire import dump_text
from bot.config import EmailSettings
from bot.database import Database
from bot.engine import engine_of
from bot.jobs.errands import Errands
from bot.jobs.runners import Runners
from models.job import Job, JobState
from models.types import AccountId, PersonId
from tests import newcomers
from tests.platforms.house import until

START = datetime(2026, 11, 24, 9, tzinfo=UTC)
PATIENCE = 20.0
"""Seconds that a busy machine may take."""


class Works:
    """An engine with the real runners; what ended is in `ends`, and ends its job as the inbox would.

    Args:
        database: where; it has its tables.
        url: the mail server's.
    """

    def __init__(self, database: Database, url: str) -> None:
        self.now = START
        self.database = database
        self.runners = Runners(self.database, EmailSettings(url=url, sender="callboard@example.org"), lambda: self.now)
        self.kinds = dict(self.runners.by_kind)
        self.ends: list[Finished] = []
        self.lose_ends = 0
        self.engine = engine_of(Errands(self.database, self.kinds, self.take, lambda: self.now))
        with self.database.transaction() as session:
            for number, language in ((1, "en"), (2, "ar")):
                newcomers.account(session, START, str(number), chat_id="7", language=language)
        self._running = asyncio.create_task(self.engine.run())

    async def take(self, event: Event) -> None:
        if self.lose_ends:
            self.lose_ends -= 1
            raise OSError("the database is away")
        assert isinstance(event.what, Finished)
        with self.database.transaction() as session:
            session.get_one(Job, event.what.job_id).end(JobState.FAILED if event.what.error else JobState.DONE)
        self.ends.append(event.what)

    def ask(self, kind: str, *, person: int = 1, **payload: Any) -> int:
        with self.database.transaction() as session:
            job = Job(
                kind=kind, person_id=PersonId(person), account_id=AccountId(person), payload=payload, due_at=self.now
            )
            session.add(job)
            session.flush()
            assert job.id is not None
            number = int(job.id)
        self.engine.wake()
        return number

    def mail(self, to: str, person: int = 1) -> int:
        subject, body = (dump_text(text("help-line", command=part, does="سارة <b>&")) for part in ("s", "b"))
        return self.ask("mail", person=person, to=to, subject=subject, body=body)

    def job(self, number: int) -> Job:
        with self.database.transaction() as session:
            return session.get_one(Job, number)

    async def ended(self, count: int = 1) -> Finished:
        await until(lambda: len(self.ends) >= count, PATIENCE)
        return self.ends[count - 1]

    async def close(self) -> None:
        self._running.cancel()
        await asyncio.wait([self._running])
        self.database.close()
