"""The rows of someone who has just come: their account on a platform, their terms, a proof that waits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session

from models.credential import CheckMethod, Credential, CredentialKind
from models.expert import Expert, Seniority
from models.person import Account, Person
from models.types import PersonId


def account(
    session: Session,
    now: datetime,
    external_id: str,
    *,
    name: str = "Sara",
    platform: str = "telegram",
    chat_id: str = "",
    username: str = "",
    language: str = "en",
    timezone: str = "UTC",
) -> Account:
    """Someone new, and their account; both have their ids."""
    person = Person(name=name, language=language, timezone=timezone, created_at=now)
    session.add(person)
    session.flush()
    made = account_of(person.key, now, external_id, platform=platform, chat_id=chat_id, username=username)
    session.add(made)
    session.flush()
    return made


def account_of(
    person_id: PersonId,
    now: datetime,
    external_id: str,
    *,
    platform: str = "telegram",
    chat_id: str = "",
    username: str = "",
) -> Account:
    """One of somebody who is there already; not stored yet.

    Args:
        chat_id: where they are written to; without one it is their id on the platform, as on Telegram.
    """
    return Account(
        person_id=person_id,
        platform=platform,
        external_id=external_id,
        chat_id=chat_id or external_id,
        username=username,
        last_seen_at=now,
    )


def expert(person_id: PersonId, now: datetime, **terms: Any) -> Expert:
    """A hepatologist from $20 an hour who has just joined, with these terms; not stored yet."""
    usual: dict[str, Any] = {
        "field_code": "hepatology",
        "seniority": Seniority.SENIOR,
        "min_rate_minor": 2000,
        "currency": "USD",
        "languages": frozenset({"en"}),
    }
    return Expert(person_id=person_id, joined_at=now, **usual | terms)


def waiting_licence(person_id: PersonId, now: datetime) -> Credential:
    """One in a register that only a person can look into, so it waits for a reviewer; not stored yet."""
    return Credential(
        person_id=person_id,
        kind=CredentialKind.LICENCE,
        method=CheckMethod.REGISTER,
        field_code="hepatology",
        claim="7654321",
        register_code="gmc",
        claimed_at=now,
    )
