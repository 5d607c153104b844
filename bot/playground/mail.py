"""A local mail server that keeps what it receives."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.playground import PATIENCE
from bot.playground.feed import Feed


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it was received: to and sender are the addresses of the envelope, text is its plain part."""

    id: int
    to: tuple[str, ...]
    sender: str
    subject: str
    text: str
    at: float
    raw: bytes

    def to_json(self) -> dict[str, Any]:
        """The mail as the page gets it."""
        return {
            "id": self.id,
            "to": ", ".join(self.to),
            "from": self.sender,
            "subject": self.subject,
            "text": self.text,
            "at": self.at,
        }


class Mailbox:
    """Accepts every mail for anybody, keeps it in `messages`, and publishes it to `feed`."""

    def __init__(self) -> None:
        self.messages: list[Mail] = []
        self.feed = Feed()
        self.host = ""
        self.port = 0
        self._server: asyncio.Server | None = None
        self._sessions: WeakSet[SMTP] = WeakSet()
        self._arrived = asyncio.Condition()

    @property
    def url(self) -> str:
        """Where it listens, e.g. "smtp://127.0.0.1:40125"."""
        return f"smtp://{self.host}:{self.port}"

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> tuple[str, int]:
        """Listens, on a free port if none is given; returns host and port."""
        self._server = await asyncio.get_running_loop().create_server(self._session, host, port)
        self.host, self.port = self._server.sockets[0].getsockname()[:2]
        return self.host, self.port

    async def stop(self) -> None:
        """Ends all connections; the mails stay."""
        if self._server is None:
            return
        self._server.close()
        for session in list(self._sessions):
            if session.transport is not None:
                session.transport.close()
        await self._server.wait_closed()
        await asyncio.sleep(0)  # lets the sessions see that their connections are closed
        self._server = None
        self.feed.close()

    async def wait_for(self, to: str, timeout: float = PATIENCE, *, after: int = 0) -> Mail:
        """The first mail to this address whose id is greater than `after`; TimeoutError if none comes."""
        async with asyncio.timeout(timeout), self._arrived:
            while (found := self._find(to, after)) is None:
                await self._arrived.wait()
            return found

    def as_json(self) -> list[dict[str, Any]]:
        """All mails, newest first."""
        return [mail.to_json() for mail in reversed(self.messages)]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Takes a mail; aiosmtpd finds this method by its name."""
        del server, session
        raw = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        mail = self._read(raw, envelope)
        self.messages.append(mail)
        self.feed.publish(mail.to_json())
        async with self._arrived:
            self._arrived.notify_all()
        return "250 OK"

    def _read(self, raw: bytes, envelope: Envelope) -> Mail:
        message = message_from_bytes(raw, _class=EmailMessage, policy=policy.default)
        body = message.get_body(("plain", "html"))
        text = body.get_content() if body is not None else ""
        return Mail(
            id=len(self.messages) + 1,
            to=tuple(envelope.rcpt_tos),
            sender=envelope.mail_from or "",
            subject=str(message["subject"] or ""),
            text=str(text).replace("\r\n", "\n").rstrip("\n"),
            at=time.time(),
            raw=raw,
        )

    def _find(self, to: str, after: int) -> Mail | None:
        address = to.lower()
        for mail in self.messages:
            if mail.id > after and address in (each.lower() for each in mail.to):
                return mail
        return None

    def _session(self) -> SMTP:
        session = SMTP(self, hostname="localhost", enable_SMTPUTF8=True, loop=asyncio.get_running_loop())
        self._sessions.add(session)
        return session
