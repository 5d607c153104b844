"""How each kind of slow work is done."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from sqlmodel import Session, col, select

from bot.channel import Rejected, Unavailable
from bot.chat.message import text
from bot.chat.texts import LANGUAGES, Reader, plain
from bot.chat.wire import load_text
from bot.checks import document
from bot.checks.document import DocumentKind
from bot.checks.document_words import find_end, find_name
from bot.checks.page import names
from bot.checks.signed_words import shows_claim, shows_holder
from bot.children.document_text import read_pdf
from bot.config import EmailSettings
from bot.database import Database
from bot.jobs import mail
from bot.jobs.errands import Errand, Failed, Runner
from handlers.routes import menu
from models.errors import Refused
from models.membership import Membership, Role

if TYPE_CHECKING:
    from bot.platforms.telegram import Telegram

log = structlog.get_logger()

Fetch = Callable[[str], Awaitable[bytes]]
"""A file's content by its handle. Raises Rejected where it can't be had."""


class Runners:
    """The kinds of job: `mail`, `inspect-file` and `menu`.

    `telegram`, and how other platforms fetch a file by its handle, are set once they are connected.
    """

    def __init__(
        self, database: Database, email: EmailSettings, now: Callable[[], datetime], roots: Path | None = None
    ) -> None:
        self._database, self._email, self._now = database, email, now
        self._roots = roots
        self.telegram: Telegram | None = None
        self.fetches: dict[str, Fetch] = {}

    @property
    def by_kind(self) -> Mapping[str, Runner]:
        return {"mail": self.send_mail, "inspect-file": self.inspect_file, "menu": self.set_menu}

    async def send_mail(self, errand: Errand) -> dict[str, Any]:
        """`{"to", "subject", "body"}`, the last two as texts. Fails with "mail-failed"."""
        reader = errand.reader(self._now())
        subject, body = (plain(load_text(errand.payload[part]), reader) for part in ("subject", "body"))
        try:
            await mail.send(self._email.url, self._email.sender, errand.payload["to"], subject, body)
        except mail.MailRefused:
            raise Failed("mail-failed") from None
        return {}

    async def inspect_file(self, errand: Errand) -> dict[str, Any]:
        """`{"handle", "field", "shows", "title"}`: fetches it, looks at what it is, and keeps nothing of it but that.

        Fails with what `document.inspect` refuses, or "inspect-file-failed" where the file can't be had.
        """
        try:
            content = await self.fetch(errand.payload["handle"])
        except Rejected:
            raise Failed("inspect-file-failed") from None
        try:
            found = await asyncio.to_thread(document.inspect, content, errand.payload.get("name", ""))
        except Refused as refused:
            raise Failed(refused.key, **refused.variables) from None
        is_pdf = found.kind is DocumentKind.PDF
        said = await asyncio.to_thread(_said, content, errand, self._roots) if is_pdf else {}
        return {"mime": found.mime, "sha256": found.sha256, "size": found.size, **said}

    async def fetch(self, handle: str) -> bytes:
        """A file's content, from whichever platform has it: a handle says so, Telegram's alone are bare.

        Raises:
            Rejected: it can't be had. Unavailable: not now.
        """
        platform, colon, _ = handle.partition(":")
        if not colon and self.telegram is not None:
            return await self.telegram.fetch(handle)
        if platform not in self.fetches:
            raise Unavailable(f"{platform if colon else 'telegram'} is not connected")
        return await self.fetches[platform](handle)

    async def set_menu(self, errand: Errand) -> dict[str, Any]:
        """One person's menu, by their roles and their language."""
        if self.telegram is not None and errand.account.platform == "telegram":
            held = await self._database.run(lambda session: _roles(session, errand.person.key))
            menu = menu_of(errand.reader(self._now()), held)
            await self.telegram.set_menu(menu, chat_id=errand.account.chat_id)
        return {}

    async def set_menus(self) -> None:
        """Everybody's menu, in each language."""
        if self.telegram is None:
            return
        try:
            for language in LANGUAGES:
                reader = Reader(language, "UTC", self._now())
                menu = await asyncio.to_thread(menu_of, reader, [])  # it reads all texts
                await self.telegram.set_menu(menu, language=language if language != "en" else "")
        except Exception as failure:
            log.warning("menus-not-set", because=str(failure))


def _said(content: bytes, errand: Errand, roots: Path | None) -> dict[str, Any]:
    """What a PDF says of its holder and its signers, or nothing where it has neither text nor signature:
    `{"name", "score", "until", "signatures", "holder", "claim"}`, the last three only of a signed one."""
    read = read_pdf(content, roots)
    known = errand.payload.get("names") or [errand.person.name]
    said = _words(read.text, known) if read.text.strip() else {}
    if not read.signatures:
        return said
    field, shows, title = (errand.payload.get(part, "") for part in ("field", "shows", "title"))
    return {
        **said,
        "signatures": [one.stored() for one in read.signatures],
        "holder": any(shows_holder(read.text, name) for name in known),
        "claim": shows_claim(read.text, field, shows) and (not title or names(read.text, title)),
    }


def _words(text: str, known: Sequence[str]) -> dict[str, Any]:
    found = [one for name in known if (one := find_name(text, name)) is not None]
    named, end = max(found, key=lambda one: (one[1].match, one[1].score), default=None), find_end(text)
    told = {"name": named[0] if named[1].match else "", "score": named[1].score} if named else {}
    return {**told, "until": end.isoformat() if end else ""}


def menu_of(reader: Reader, held: list[Role]) -> list[tuple[str, str]]:
    """The commands for whoever holds these roles, each with what it does in the reader's language."""
    mine = menu(lambda needed: any(role.covers(needed) for role in held))
    return [(route.word, plain(text(f"command-{route.word}"), reader)) for route in mine]


def _roles(session: Session, person_id: int) -> list[Role]:
    return list(session.exec(select(col(Membership.role)).where(col(Membership.person_id) == person_id)))
