"""What a reviewer sees of a claim: the document or where to look, and what the machine found. Made when it is sent."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.chat.message import Button, Labels, Message, Rows, Text, say, text
from bot.chat.texts import Reader
from bot.checks.eye_registers import eye_registers
from handlers.credentials.claim_words import said_of, shown_day, subject
from handlers.credentials.name_lines import in_document, of_names
from handlers.routes import view
from models.credential import Credential, CredentialState, end_of
from models.file import File
from models.person import Person
from models.queries import reviewing
from models.signature import recalled
from models.types import PersonId

MONTHS = (24, 12, 6)
"""How long a verdict may hold; a reviewer chooses what the document says."""
LONGEST = timedelta(days=5 * 365)
"""A last day that lies farther away is no reason to ask nothing until then."""


def months_of(months: int) -> timedelta:
    """So many twelfths of a year."""
    return timedelta(days=365 * months // 12)


@view("proof-card")
def card(session: Session, subject: list[int], reader: Reader) -> Message | None:
    """The claim as it is now, for the reviewer who is named second."""
    credential = session.get(Credential, subject[0])
    file = session.get(File, credential.evidence_file_id) if credential and credential.evidence_file_id else None
    pending = credential is not None and credential.state is CredentialState.PENDING
    if credential is None or not pending or not (file or credential.register_code):
        return say("proof-already", rows=[[Button(text("proof-open"), "proof.open")]])
    more = reviewing.count_documents(session, PersonId(subject[1])) - 1
    found = (
        *said_of(credential, reader.now),
        *of_names(session, credential, reader.now),
        *_found(session, credential),
        *_proven(session, credential, reader.now),
        *((text("proof-more", n=more),) if more > 0 else ()),
    )
    if file is None:
        return Message((_in_register(session, credential), *found), _decisions(credential, None, reader.now))
    shown = (
        _document(session, credential, file),
        *_signed(file),
        *_said(session, credential, file, reader.now),
        *found,
    )
    return Message(shown, _decisions(credential, file.valid_until, reader.now), file=file.handle, file_kind=file.kind)


def name_of(session: Session, person_id: PersonId) -> str | Text:
    """What someone calls themselves."""
    person = session.get(Person, person_id)
    return person.name if person and person.name else text("review-someone")


def _document(session: Session, credential: Credential, file: File) -> Text:
    return text(
        "proof-card",
        person=name_of(session, credential.person_id),
        kind=text(f"credential-kind-{credential.kind.value}"),
        field=subject(credential),
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
    if credential.name_score is None:
        return ()
    name = in_document(session, credential, now)
    if file.valid_until is None:
        return (name,)
    key = "proof-valid-until" if file.valid_until >= now.date() else "proof-run-out"
    return (name, text(key, until=shown_day(file.valid_until)))


def _in_register(session: Session, credential: Credential) -> Text:
    register = eye_registers()[credential.register_code]
    return text(
        "proof-register-card",
        person=name_of(session, credential.person_id),
        field=subject(credential),
        number=credential.claim,
        register=Labels(register.name),
        look=Labels(register.look),
    )


def _found(session: Session, credential: Credential) -> tuple[Text, ...]:
    """The same evidence of others, other names of the same person that were compared, and a first reviewer."""
    others = reviewing.shown_by_others(session, credential)
    shared = (text("proof-shown-by-others", n=others),) if others else ()
    alike = reviewing.numbered_alike(session, credential)
    numbered = (text("proof-number-of-others", n=alike),) if alike else ()
    failed = reviewing.refused_before(session, credential)
    before = (text("proof-refused-before", n=failed),) if failed else ()
    first = (text("proof-second", by=name_of(session, credential.first_by)),) if credential.first_by else ()
    return (*shared, *numbered, *before, *first)


def _proven(session: Session, credential: Credential, now: datetime) -> tuple[Text, ...]:
    """What machines and others have found of the same person in this field."""
    standing = reviewing.standing_beside(session, credential, now)
    return tuple(
        text("proof-beside", kind=text(f"credential-kind-{one.kind.value}"), source=one.source) for one in standing
    )


def _decisions(credential: Credential, found_until: date | None, now: datetime) -> Rows:
    """To confirm it until a day that is said, by whoever showed it or by the document, or for so long; or not to."""
    stated = credential.stated_until
    days = sorted({day for day in (stated, found_until) if day and now < end_of(day) <= now + LONGEST})
    exactly = tuple(_confirm(credential, 0, day) for day in days)
    lengths = [months for months in MONTHS if stated is None or now + months_of(months) <= end_of(stated)]
    confirms = tuple(_confirm(credential, months) for months in lengths)
    reject = Button(text("proof-reject"), "proof.reject", (credential.id,), style="danger")
    skip = Button(text("review-skip"), "proof.skip", (credential.id,))
    rows: Rows = tuple(row for row in (exactly, confirms, (reject, skip)) if row)
    if not credential.register_code:
        return rows
    look = Button(text("proof-register-open"), url=eye_registers()[credential.register_code].link)
    return ((look,), *rows)


def _confirm(credential: Credential, months: int, day: date | None = None) -> Button:
    label = text("proof-confirm", months=months) if day is None else text("proof-confirm-until", until=shown_day(day))
    until = () if day is None else (day.isoformat(),)
    return Button(label, "proof.confirm", (credential.id, months, *until), style="primary")
