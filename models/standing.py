"""What one person's claims amount to together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, select

from models.credential import CheckMethod, Credential, Level
from models.field import covers
from models.types import PersonId


def verified_level(credentials: Iterable[Credential], field_code: str, now: datetime) -> Level:
    """The best standing level among one person's credentials in a field or in one of its parts.

    Derived each time and never stored, so that a lapsed or withdrawn credential counts no longer at once.
    """
    levels = (c.level for c in credentials if c.stands(now) and covers(field_code, c.field_code))
    return max(levels, default=Level.CLAIMED)


def level_of(session: Session, person_id: PersonId, field_code: str, now: datetime) -> Level:
    """The same of one person's credentials as they are stored."""
    held = session.exec(select(Credential).where(Credential.person_id == person_id)).all()
    return verified_level(held, field_code, now)


def fluent_in(credentials: Iterable[Credential], least: int, now: datetime) -> frozenset[str]:
    """The languages that one person has proven to at least that level; their own word proves none."""
    return frozenset(c.language for c in credentials if c.language and c.fluency >= least and c.stands(now))


def same_claim(
    credentials: Iterable[Credential], field_code: str, method: CheckMethod, claim: str, now: datetime
) -> Credential | None:
    """The pending or standing credential that already makes this claim: a second tap makes no second one."""
    for held in credentials:
        if held.alive(now) and (held.field_code, held.method, held.claim) == (field_code, method, claim):
            return held
    return None
