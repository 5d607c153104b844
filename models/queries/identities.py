"""By which names somebody is known here: what is compared with registers and documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.credential import Credential, CredentialKind, CredentialState
from models.names import NameMatch, compare
from models.person import Person
from models.types import PersonId


def confirmed_names(session: Session, person_id: PersonId, now: datetime) -> list[str]:
    """Those that a reviewer has seen in an official document, the newest first."""
    standing = (
        select(col(Credential.title))
        .where(col(Credential.person_id) == person_id, col(Credential.kind) == CredentialKind.IDENTITY)
        .where(col(Credential.state) == CredentialState.VERIFIED, col(Credential.expires_at) > now)
        .order_by(col(Credential.id).desc())
    )
    return list(dict.fromkeys(session.execute(standing).scalars()))


def known_names(session: Session, person: Person, now: datetime) -> list[str]:
    """The names that proofs are compared with: the confirmed ones, and the profile's own where none is confirmed or
    it is one with one of them."""
    confirmed = confirmed_names(session, person.key, now)
    own = person.name
    if not confirmed or any(compare(own, name).match for name in confirmed):
        return list(dict.fromkeys((own, *confirmed)))
    return confirmed


def likest(known: Sequence[str], shown: Sequence[str]) -> tuple[str, NameMatch]:
    """Of the spellings that were shown, the one most like one of the known names, and how alike they are."""
    pairs = ((one, compare(name, one)) for one in (shown or [""]) for name in (known or [""]))
    return max(pairs, key=lambda pair: (pair[1].match, pair[1].score))


def same_name_elsewhere(session: Session, credential: Credential) -> int:
    """To how many other people exactly this name is confirmed, or waits to be."""
    same = select(func.count(func.distinct(col(Credential.person_id)))).where(
        func.lower(col(Credential.title)) == credential.title.lower(),
        col(Credential.kind) == CredentialKind.IDENTITY,
        col(Credential.state).in_([CredentialState.PENDING, CredentialState.VERIFIED]),
        col(Credential.person_id) != credential.person_id,
    )
    return int(session.execute(same).scalar_one())
