"""Mails by real SMTP, to servers in every mood."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession

from bot.database import Database
from bot.jobs import mail
from bot.playground.mail import Mailbox
from bot.storage import schema
from tests.edges.works import Works


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
    database = Database(f"sqlite:///{tmp_path / 'works.db'}")
    schema.upgrade(database)
    works = Works(database, f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    try:
        works.mail("nobody@example.org")
        assert (await works.ended()).error == "mail-failed"
    finally:
        await works.close()
        server.close()
        await server.wait_closed()
