"""Processes of the service on one PostgreSQL database, as on several machines, and the errands that they are given."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import Process
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlmodel import col, func, select

from bot.chat.message import text
from bot.chat.wire import dump_text
from bot.database import Database
from bot.playground.mail import Mailbox
from models.job import Job, JobState
from models.person import Account
from tests import newcomers
from tests.bench import running

STARTS_WITHIN = 90.0
"""On a machine that has other things to do."""


class SlowMailbox(Mailbox):
    """Takes its time over each mail, in which a process can be killed; none is accepted while `open` is not set."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__()
        self.seconds = seconds
        self.open = asyncio.Event()
        self.open.set()
        self.begun = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.begun += 1
        await asyncio.sleep(self.seconds)
        await self.open.wait()
        return await super().handle_DATA(server, session, envelope)


class Machines:
    """Processes that share a database and a mail server."""

    def __init__(self, url: str, mailbox: Mailbox, folder: Path) -> None:
        self._url, self._mailbox, self._folder = url, mailbox, folder
        self.database = Database(url)
        self._processes: list[Process] = []
        with self.database.transaction() as session:
            newcomers.account(session, datetime.now(UTC), "7")

    async def start(self) -> Process:
        """`callboard worker`; returns when one more worker is there."""
        newest = "SELECT coalesce(max(id), 0) FROM procrastinate_workers"  # those that have died are deleted meanwhile
        before = self._number(newest)
        more = {"DATABASE__URL": self._url, "EMAIL__URL": self._mailbox.url, "EMAIL__SENDER": "callboard@example.org"}
        with (self._folder / f"{len(self._processes)}.log").open("wb") as log:
            process = await running.callboard(
                None, self._folder, command="worker", log=log.fileno(), more=more | {"LOG__LEVEL": "info"}
            )
        self._processes.append(process)
        async with asyncio.timeout(STARTS_WITHIN):
            while self._number(newest) <= before:  # noqa: ASYNC110  # another's
                await asyncio.sleep(0.1)
        return process

    def ask(self, *recipients: str) -> None:
        """A mail to each, as a turn of a process that died right after its commit leaves it: nobody is woken."""
        subject, body = (dump_text(text("help-line", command=part, does="-")) for part in ("s", "b"))
        with self.database.transaction() as session:
            account = session.exec(select(Account)).one()
            assert account.id is not None
            for to in recipients:
                payload = {"to": to, "subject": subject, "body": body}
                session.add(
                    Job(
                        kind="mail",
                        person_id=account.person_id,
                        account_id=account.id,
                        payload=payload,
                        due_at=datetime.now(UTC),
                    )
                )

    def jobs(self) -> list[Job]:
        """All of them, in the order in which they were asked for."""
        with self.database.transaction() as session:
            return list(session.exec(select(Job).order_by(col(Job.id))))

    def begun(self) -> int:
        """How many calls to work the queue counts as begun."""
        return self._number("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")

    async def done(self, seconds: float) -> None:
        """Returns when every errand has ended; TimeoutError if it does not come to it."""
        async with asyncio.timeout(seconds):
            while self._waiting():  # noqa: ASYNC110  # another process does it
                await asyncio.sleep(0.1)

    def cut(self) -> int:
        """Ends every other connection to the database; how many there were."""
        with self.database.engine.begin() as connection:
            gone = connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
            return len(gone.all())

    def log(self, number: int) -> str:
        """What a process has written."""
        return (self._folder / f"{number}.log").read_text("utf-8")

    async def stop(self) -> None:
        """Ends all."""
        for process in self._processes:
            await running.stop(process)
        self.database.close()

    def _waiting(self) -> int:
        with self.database.transaction() as session:
            return session.exec(select(func.count()).select_from(Job).where(Job.state == JobState.DUE)).one()

    def _number(self, question: str) -> int:
        with self.database.engine.begin() as connection:
            return int(connection.exec_driver_sql(question).scalar_one())
