"""A signed PDF proves a degree by itself, or a reviewer and its owner hear what the signature shows.

What a machine found is what the real runner makes of a real file; only the platform that has it is left out.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.config import EmailSettings
from bot.jobs.errands import Errand
from bot.jobs.runners import Runners
from models.credential import Credential, CredentialState, Level
from models.file import File
from models.membership import Role
from models.person import Account, Person
from tests import make
from tests.chat import Chat, Chatter
from tests.checks.test_document_text import pdf
from tests.recruiting import member
from tests.signing import DIPLOMA, self_signed, university


@pytest.fixture
def roots(tmp_path: Path) -> Path:
    return university()[0].within(tmp_path / "roots")


def sends(chat: Chat, person: Chatter, content: bytes, roots: Path) -> None:
    """Sends a diploma, which is then looked at."""
    add, document, degree = ADD[person.language]
    person.writes("/profile").taps(add).taps(document).taps(degree).uploads()
    (payload,) = chat.jobs("inspect-file")
    owner = make.row(chat, Person, make.person_id(chat, person))
    runners = Runners(chat.database, EmailSettings(url="console:"), lambda: chat.now, roots)

    async def fetch(_: str) -> bytes:
        return content

    runners.fetches["file"] = fetch
    account = Account(person_id=owner.key, platform="telegram", external_id="1", chat_id="1", last_seen_at=chat.now)
    errand = Errand(1, "inspect-file", {**payload, "handle": "file:1"}, account, owner)
    found: dict[str, Any] = asyncio.run(runners.inspect_file(errand))
    chat.finish("inspect-file", **found)


ADD = {"en": ("Add a proof", "Document", "Diploma"), "ar": ("أضف إثباتًا", "وثيقة", "درجة")}


def test_a_trusted_signature_proves_it_and_the_file_is_deleted(chat: Chat, roots: Path) -> None:
    lina, sara = member(chat, "Lina", Role.REVIEWER), make.expert(chat, "Sara Haddad", level=Level.CLAIMED)

    sends(chat, sara, university()[1].signs(DIPLOMA), roots)

    assert sara.has_seen("The signature is enough. Hepatology is proven until")
    assert sara.has_seen("It is signed by Example University, as a whole and unaltered, and has your name.")
    held = make.rows(chat, Credential)[-1]
    assert (held.state, held.level, held.source) == (CredentialState.VERIFIED, Level.CONFIRMED, "Example University")
    assert held.decided_by is None and held.evidence_hash
    assert make.rows(chat, File) == []
    lina.never_sees("One document waits")


@pytest.mark.parametrize(
    ("content", "told", "shown"),
    [
        (self_signed().signs(DIPLOMA), "I don't know that signer", "is not among the trusted roots"),
        (
            university()[1].signs(DIPLOMA).replace(b"Sara Haddad", b"Sara Hadded"),
            "changed after it was signed",
            "Changed after it was signed",
        ),
        (
            self_signed("Me").signs(self_signed().signs(DIPLOMA), "Another"),
            "I don't know that signer",
            "covers only a part",
        ),
        (university()[1].signs(pdf("conferred on", "Omar Nasser")), "don't find your full name", "a trusted signer"),
        (university()[1].signs(pdf("conferred on", "Sara Haddad")), "doesn't say in words", "a trusted signer"),
    ],
    ids=["unknown", "altered", "partial", "another's", "another field"],
)
def test_what_is_not_enough_goes_to_a_reviewer(chat: Chat, roots: Path, content: bytes, told: str, shown: str) -> None:
    lina, sara = member(chat, "Lina", Role.REVIEWER), make.expert(chat, "Sara Haddad", level=Level.CLAIMED)

    sends(chat, sara, content, roots)

    assert sara.has_seen(told)
    assert sara.has_seen("A reviewer looks at it within two days")
    lina.writes("/documents")
    assert lina.sees(shown)
    lina.taps("Confirm · 24")
    assert make.rows(chat, Credential)[-1].state is CredentialState.VERIFIED
    assert make.rows(chat, File) == []


def test_the_same_diploma_of_another_person_proves_nothing_by_itself(chat: Chat, roots: Path) -> None:
    signed = university()[1].signs(DIPLOMA)
    digits = signed.index(b"/Contents <") + len(b"/Contents <")
    respelled = signed[:digits] + signed[digits : digits + 200].swapcase() + signed[digits + 200 :]
    assert respelled != signed
    sends(chat, make.expert(chat, "Sara Haddad", level=Level.CLAIMED), signed, roots)
    eve = make.expert(chat, "Sarah Haddad", level=Level.CLAIMED)

    sends(chat, eve, respelled, roots)

    assert eve.has_seen("here someone looks at it too")
    assert make.rows(chat, Credential)[-1].state is CredentialState.PENDING


def test_it_is_told_in_arabic_too(chat: Chat, roots: Path) -> None:
    sara = make.expert(chat, "سارة حداد", level=Level.CLAIMED, language="ar")
    sends(chat, sara, university()[1].signs(DIPLOMA), roots)
    assert sara.has_seen("التوقيع يكفي")
