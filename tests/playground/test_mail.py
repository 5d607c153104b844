"""A mailbox that takes real mail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from email.message import EmailMessage

import aiosmtplib
import pytest

from bot.playground.mail import Mailbox


async def send_mail(
    mailbox: Mailbox, *, to: str = "sara@clinic.example", subject: str = "Your code", text: str = "123456"
) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "callboard@jobs.example", to, subject
    mail.set_content(text)
    await aiosmtplib.send(mail, hostname=mailbox.host, port=mailbox.port, start_tls=False)


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    mailbox = Mailbox()
    await mailbox.start()
    yield mailbox
    await mailbox.stop()


async def test_a_mail_arrives_as_it_was_written(mailbox: Mailbox) -> None:
    await send_mail(mailbox, subject="Ihr Code, رمزك", text="Das ist es: ٤٢\nBye")
    (mail,) = mailbox.messages
    assert (mail.subject, mail.text) == ("Ihr Code, رمزك", "Das ist es: ٤٢\nBye")
    assert (mail.to, mail.sender, mail.id) == (("sara@clinic.example",), "callboard@jobs.example", 1)
    assert set(mail.to_json()) == {"id", "to", "from", "subject", "text", "at"}


async def test_waiting_for_a_mail(mailbox: Mailbox) -> None:
    waiting = asyncio.create_task(mailbox.wait_for("Sara@clinic.example"))
    await send_mail(mailbox, to="omar@clinic.example")
    await send_mail(mailbox, subject="first")
    first = await waiting
    assert first.subject == "first"
    await send_mail(mailbox, subject="second")
    assert (await mailbox.wait_for("sara@clinic.example", after=first.id)).subject == "second"
    with pytest.raises(TimeoutError):
        await mailbox.wait_for("nobody@clinic.example", timeout=0.05)


async def test_mails_can_be_watched(mailbox: Mailbox) -> None:
    with mailbox.feed.subscribe() as mails:
        await send_mail(mailbox, subject="seen")
        assert (await anext(mails))["subject"] == "seen"
    assert [mail["subject"] for mail in mailbox.as_json()] == ["seen"]


async def test_stopping_ends_open_connections(mailbox: Mailbox) -> None:
    client = aiosmtplib.SMTP(hostname=mailbox.host, port=mailbox.port, start_tls=False)
    await client.connect()
    await mailbox.stop()
    with pytest.raises(aiosmtplib.SMTPServerDisconnected):
        await client.noop()
    client.close()
