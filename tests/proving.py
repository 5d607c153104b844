"""How someone shows a proof, and what is kept of it."""

from __future__ import annotations

from sqlmodel import select

from models.audit import AuditEntry
from models.credential import Credential
from tests.chat import Chat, Chatter
from tests.joining import reaches

ADDRESS = "sara@ksu.edu.sa"


def code_in_the_mail(chat: Chat, place: int = -1) -> str:
    """The code of a mail that is due, the newest one by default."""
    body = chat.jobs("mail")[place]["body"]
    assert isinstance(body, list)
    return str(body[1]["code"])


def looked_at(chat: Chat) -> None:
    """The oldest file turns out to be a sound PDF."""
    chat.finish("inspect-file", mime="application/pdf", sha256="a" * 64, size=2048)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def credentials(chat: Chat) -> list[Credential]:
    with chat.database.transaction() as session:
        return list(session.exec(select(Credential).order_by("id")))


def acts(chat: Chat) -> list[str]:
    with chat.database.transaction() as session:
        return [entry.act for entry in session.exec(select(AuditEntry).order_by("id"))]


def asks_for_a_code(person: Chatter, address: str = ADDRESS) -> None:
    reaches(person, "proof")
    person.taps("Code to my address").writes(address)
