"""What a reviewer sees of a claim: the document or where to look, and what the machine found. Made when it is sent."""

from __future__ import annotations

from datetime import UTC, datetime, time

from sqlmodel import Session

from bot.chat.message import Button, Labels, Message, Rows, Text, say, text
from bot.chat.texts import Reader
from bot.checks.eye_registers import eye_registers
from handlers.routes import view
from handlers.task_terms import labels
from models.credential import Credential, CredentialState
from models.field import by_code
from models.file import File
from models.names import compare
from models.person import Person
from models.queries import reviewing
from models.signature import recalled
from models.types import PersonId

MONTHS = (24, 12, 6)
"""How long a verdict may hold; a reviewer chooses what the document says."""


@view("proof-card")
def card(session: Session, subject: list[int], reader: Reader) -> Message | None:
    """The claim as it is now, for the reviewer who is named second."""
    credential, platform = session.get(Credential, subject[0]), str(subject[2])
    file = session.get(File, credential.evidence_file_id) if credential and credential.evidence_file_id else None
    pending = credential is not None and credential.state is CredentialState.PENDING
    if credential is None or not pending or not (file or credential.register_code):
        return say("proof-already", rows=[[Button(text("proof-open"), "proof.open")]])
    more = reviewing.count_documents(session, PersonId(subject[1]), platform) - 1
    found = (
        *_found(session, credential),
        *_proven(session, credential, reader.now),
        *((text("proof-more", n=more),) if more > 0 else ()),
    )
    if file is None:
        return Message((_in_register(session, credential), *found), _decisions(credential))
    shown = (
        _document(session, credential, file),
        *_signed(file),
        *_said(session, credential, file, reader.now),
        *found,
    )
    return Message(shown, _decisions(credential), file=file.handle, file_kind=file.kind)


def name_of(session: Session, person_id: PersonId) -> str | Text:
    """What someone calls themselves."""
    person = session.get(Person, person_id)
    return person.name if person and person.name else text("review-someone")


def _document(session: Session, credential: Credential, file: File) -> Text:
    return text(
        "proof-card",
        person=name_of(session, credential.person_id),
        kind=text(f"credential-kind-{credential.kind.value}"),
        field=labels(by_code(credential.field_code)),
        name=file.name or text("proof-unnamed"),
        mime=file.mime,
        size=max(1, file.size // 1024),
    )


def _signed(file: File) -> tuple[Text, ...]:
    """What each of its signatures shows."""
    return tuple(
        text(f"signature-{one.state.value}", signer=one.signer or text("signature-someone"), issuer=one.issuer)
        for one in recalled(file.signatures)
    )


def _said(session: Session, credential: Credential, file: File, now: datetime) -> tuple[Text, ...]:
    """What the document's text says, where a machine could read it: the name, and until when it is valid."""
    person = session.get(Person, credential.person_id)
    if credential.name_score is None or person is None:
        return ()
    if credential.matched_name:
        reason = text(f"name-{compare(person.name, credential.matched_name).reason.value}")
        name = text("proof-name-found", name=credential.matched_name, reason=reason)
    else:
        name = text("proof-name-missing")
    if file.valid_until is None:
        return (name,)
    until = datetime.combine(file.valid_until, time(12), UTC)
    return (name, text("proof-valid-until" if file.valid_until >= now.date() else "proof-run-out", until=until))


def _in_register(session: Session, credential: Credential) -> Text:
    register = eye_registers()[credential.register_code]
    return text(
        "proof-register-card",
        person=name_of(session, credential.person_id),
        field=labels(by_code(credential.field_code)),
        number=credential.claim,
        register=Labels(register.name),
        look=Labels(register.look),
    )


def _found(session: Session, credential: Credential) -> tuple[Text, ...]:
    """The same evidence of others, other names of the same person that were compared, and a first reviewer."""
    others = reviewing.shown_by_others(session, credential)
    shared = (text("proof-shown-by-others", n=others),) if others else ()
    failed = reviewing.refused_before(session, credential)
    before = (text("proof-refused-before", n=failed),) if failed else ()
    first = (text("proof-second", by=name_of(session, credential.first_by)),) if credential.first_by else ()
    return (*shared, *before, *first)


def _proven(session: Session, credential: Credential, now: datetime) -> tuple[Text, ...]:
    """What machines and others have found of the same person in this field."""
    standing = reviewing.standing_beside(session, credential, now)
    return tuple(
        text("proof-beside", kind=text(f"credential-kind-{one.kind.value}"), source=one.source) for one in standing
    )


def _decisions(credential: Credential) -> Rows:
    confirms = tuple(
        Button(text("proof-confirm", months=months), "proof.confirm", (credential.id, months), style="primary")
        for months in MONTHS
    )
    reject = Button(text("proof-reject"), "proof.reject", (credential.id,), style="danger")
    skip = Button(text("review-skip"), "proof.skip", (credential.id,))
    rows: Rows = (confirms, (reject, skip))
    if not credential.register_code:
        return rows
    look = Button(text("proof-register-open"), url=eye_registers()[credential.register_code].link)
    return ((look,), *rows)
