"""Slow work: mails by real SMTP, files from the local Telegram, and what happens when they can't be had."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession

from bot import mail
from bot.chat.event import Event, Finished
from bot.chat.message import Text, text
from bot.chat.wire import dump_text
from bot.config import EmailSettings
from bot.database import Database
from bot.engine import Engine
from bot.platforms.telegram import Telegram
from bot.playground.mail import Mailbox
from bot.playground.telegram import TelegramServer
from bot.runners import Runners
from models.job import Job, JobState
from models.person import Account, Person
from models.tables import metadata
from models.types import AccountId, PersonId
from tests.platforms.house import until

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
START = datetime(2026, 11, 24, 9, tzinfo=UTC)


class Works:
    """An engine with the real runners; what ended is in `ends`, and ends its job as the inbox would."""

    def __init__(self, folder: Path, url: str) -> None:
        self.now = START
        self.database = Database(f"sqlite:///{folder / 'works.db'}")
        metadata.create_all(self.database.engine)
        self.runners = Runners(self.database, EmailSettings(url=url, sender="callboard@example.org"), lambda: self.now)
        self.kinds = dict(self.runners.by_kind)
        self.ends: list[Finished] = []
        self.lose_ends = 0
        self.engine = Engine(self.database, self.kinds, self.take, lambda: self.now)
        with self.database.transaction() as session:
            for number, language in ((1, "en"), (2, "ar")):
                session.add(Person(id=PersonId(number), language=language, created_at=START))
                session.flush()
                session.add(
                    Account(
                        person_id=PersonId(number),
                        platform="telegram",
                        external_id=str(number),
                        chat_id="7",
                        last_seen_at=START,
                    )
                )
        self._running = asyncio.create_task(self.engine.run())

    async def take(self, event: Event) -> None:
        if self.lose_ends:
            self.lose_ends -= 1
            raise OSError("the database is away")
        assert isinstance(event.what, Finished)
        self.ends.append(event.what)
        with self.database.transaction() as session:
            session.get_one(Job, event.what.job_id).end(JobState.FAILED if event.what.error else JobState.DONE)

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
        await until(lambda: len(self.ends) >= count)
        return self.ends[count - 1]

    async def close(self) -> None:
        self._running.cancel()
        await asyncio.wait([self._running])
        self.database.close()


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    mailbox = Mailbox()
    await mailbox.start()
    yield mailbox
    await mailbox.stop()


@pytest.fixture
async def works(tmp_path: Path, mailbox: Mailbox) -> AsyncIterator[Works]:
    works = Works(tmp_path, mailbox.url)
    yield works
    await works.close()


class Grumpy:
    """A mail server's handler that answers a recipient or a mail as told."""

    def __init__(self, rcpt: str = "250 OK", data: str = "250 OK") -> None:
        self.rcpt, self.data = rcpt, data

    async def handle_RCPT(self, server: SMTP, session: SmtpSession, envelope: Envelope, to: str, options: Any) -> str:
        envelope.rcpt_tos.append(to)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: SmtpSession, envelope: Envelope) -> str:
        return self.data


@pytest.mark.parametrize("person", [1, 2])
async def test_a_mail_arrives_in_the_readers_language(works: Works, mailbox: Mailbox, person: int) -> None:
    works.mail("sara@example.org", person)
    received = await mailbox.wait_for("sara@example.org")
    assert (await works.ended()).error == ""

    assert "سارة <b>&" in received.subject.replace("\u2068", "").replace("\u2069", "")
    assert received.subject.isascii() is False
    assert "سارة <b>&" in received.text
    assert received.sender == "callboard@example.org"
    assert b"Message-ID" in received.raw


@pytest.mark.parametrize(
    ("grumpy", "verdict"),
    [
        (Grumpy(rcpt="550 no such user"), mail.MailRefused),
        (Grumpy(rcpt="451 greylisted"), mail.MailLater),
        (Grumpy(data="554 spam"), mail.MailRefused),
        (Grumpy(data="452 full"), mail.MailLater),
    ],
)
async def test_what_a_mail_server_says_is_told_apart(grumpy: Grumpy, verdict: type[Exception]) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(grumpy, hostname="localhost"), "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    try:
        with pytest.raises(verdict):
            await mail.send(f"smtp://127.0.0.1:{port}", "a@example.org", "b@example.org", "s", "b")
    finally:
        server.close()
        await server.wait_closed()


async def test_a_wrong_password_is_not_the_addresss_fault(mailbox: Mailbox) -> None:
    url = mailbox.url.replace("smtp://", "smtp://user:wrong@")
    with pytest.raises(mail.MailLater) as later:
        await mail.send(url, "a@example.org", "b@example.org", "s", "b")
    assert "wrong" not in str(later.value)


async def test_a_refused_mail_is_final(tmp_path: Path) -> None:
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Grumpy(rcpt="550 no"), hostname="localhost"), "127.0.0.1"
    )
    works = Works(tmp_path, f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    try:
        works.mail("nobody@example.org")
        assert (await works.ended()).error == "mail-failed"
    finally:
        await works.close()
        server.close()
        await server.wait_closed()


async def test_a_mail_server_that_is_down_is_tried_again(works: Works, mailbox: Mailbox) -> None:
    port = mailbox.port
    await mailbox.stop()
    number = works.mail("sara@example.org")
    await until(lambda: works.job(number).attempts == 1)
    assert works.job(number).state is JobState.DUE
    assert works.job(number).due_at == START + timedelta(seconds=10)
    await mailbox.start(port=port)
    works.now += timedelta(seconds=11)
    works.engine.wake()

    assert (await works.ended()).error == ""
    assert len(mailbox.messages) == 1


async def test_after_five_attempts_it_is_given_up(works: Works, mailbox: Mailbox) -> None:
    await mailbox.stop()
    number = works.mail("sara@example.org")
    for attempt in range(1, 5):
        await until(lambda attempt=attempt: works.job(number).attempts == attempt)  # type: ignore[misc]  # the default binds the loop's value
        works.now += timedelta(minutes=5)
        works.engine.wake()

    assert (await works.ended()).error == "mail-failed"
    assert works.job(number).payload == {}


async def test_an_unknown_kind_stops_nothing(works: Works, mailbox: Mailbox) -> None:
    works.ask("no-such-kind")
    works.mail("sara@example.org")
    await works.ended()
    await mailbox.wait_for("sara@example.org")
    assert works.job(1).attempts == 1


async def test_an_end_that_could_not_be_stored_comes_again_but_not_at_once(
    works: Works, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.engine.REST_SECONDS", 0.3)
    works.lose_ends = 2
    works.mail("sara@example.org")
    await works.ended()

    assert len(mailbox.messages) == 3  # at least once is the promise; not a flood
    await asyncio.sleep(0.7)
    assert len(mailbox.messages) == 3


async def test_a_job_runs_again_after_a_crash(works: Works, tmp_path: Path, mailbox: Mailbox) -> None:
    works._running.cancel()
    await asyncio.wait([works._running])
    number = works.mail("sara@example.org")
    works._running = asyncio.create_task(works.engine.run())
    assert (await works.ended()).job_id == number


async def test_a_file_is_fetched_and_looked_at(works: Works) -> None:
    server = TelegramServer()
    await server.start()
    sara = server.user(7, "Sara")
    telegram = Telegram(server.token, server.url, _nothing)
    await telegram.start()
    works.runners.telegram = telegram
    try:
        message = await sara.send_file("diploma.pdf", PDF)
        handle = sara._chat.messages[message].file
        assert handle is not None
        works.ask("inspect-file", handle=handle.to_api()["file_id"], name="diploma.pdf")
        good = await works.ended()
        assert (good.result["mime"], good.result["size"]) == ("application/pdf", len(PDF))
        works.ask("inspect-file", handle="no-such-file")
        assert (await works.ended(2)).error == "inspect-file-failed"
        message = await sara.send_file("x.exe", b"MZ" + bytes(100))
        other = sara._chat.messages[message].file
        assert other is not None
        works.ask("inspect-file", handle=other.to_api()["file_id"])
        bad = await works.ended(3)
        assert Text(bad.error, bad.result).key.startswith("file-")
    finally:
        await telegram.stop()
        await server.stop()


async def _nothing(_: object) -> None:
    return None
