"""What a reviewer sees of names: the claimed one beside the profile's, those confirmed before, the document's own."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.chat.message import Text, text
from models.credential import Credential, CredentialKind
from models.names import NameMatch, compare
from models.person import Person
from models.queries import identities


def of_names(session: Session, credential: Credential, now: datetime) -> tuple[Text, ...]:
    """For a name that is to be confirmed: whether it is the profile's; for any other claim, the confirmed names."""
    person = session.get(Person, credential.person_id)
    if person is None:
        return ()
    if credential.kind is CredentialKind.IDENTITY:
        return (_beside_profile(person, credential.title), *_elsewhere(session, credential))
    confirmed = identities.confirmed_names(session, credential.person_id, now)
    return tuple(_confirmed(person, name) for name in confirmed)


def in_document(session: Session, credential: Credential, now: datetime) -> Text:
    """Whether the document's text has a name that its sender claims or is known by."""
    person = session.get(Person, credential.person_id)
    if not credential.matched_name or person is None:
        return text("proof-name-missing")
    is_name = credential.kind is CredentialKind.IDENTITY
    known = [credential.title] if is_name else identities.known_names(session, person, now)
    found = identities.likest(known, [credential.matched_name])[1]
    return text("proof-name-found", name=credential.matched_name, reason=_why(found))


def _beside_profile(person: Person, claimed: str) -> Text:
    found = compare(person.name, claimed)
    key = "proof-name-is-profiles" if found.match else "proof-name-is-another"
    return text(key, own=person.name, reason=_why(found))


def _confirmed(person: Person, name: str) -> Text:
    found = compare(person.name, name)
    return text("proof-name-confirmed" if found.match else "proof-other-name-confirmed", name=name, own=person.name)


def _elsewhere(session: Session, credential: Credential) -> tuple[Text, ...]:
    others = identities.same_name_elsewhere(session, credential)
    return (text("proof-name-of-others", n=others),) if others else ()


def _why(found: NameMatch) -> Text:
    return text(f"name-{found.reason.value}")
