"""Documents are looked at by a reviewer, who confirms the claim or says what is wrong; the file goes, a hash stays."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, select

from bot.chat.message import Button, Message, Rows, Text, say, text
from bot.chat.texts import Reader
from handlers.help import way
from handlers.notices import notify
from handlers.routes import on_command, on_tap, view
from handlers.sending import offer_to
from handlers.task_terms import labels
from handlers.turn import Turn, View, Work
from models.credential import Credential, CredentialState, Level
from models.expert import Expert
from models.field import by_code
from models.file import File
from models.membership import Membership, Role
from models.person import Account, Person
from models.queries import reviewing
from models.review import ProofReason
from models.types import CredentialId, FileId, PersonId

VALID_FOR = timedelta(days=730)
"""A confirmed document is asked for again after two years."""


@on_command("documents", Role.REVIEWER)
def show(turn: Turn, _: str) -> list[Message]:
    """The first document that waits."""
    return show_next(turn)


@on_tap("proof.open")
def begin(turn: Turn) -> list[Message]:
    """From the notice or the choice."""
    return show_next(turn)


@on_tap("proof.skip")
def skip(turn: Turn, credential_id: CredentialId) -> list[Message]:
    """The next one; what was skipped comes round again."""
    return show_next(turn, after=credential_id)


@on_tap("proof.confirm")
def confirm(turn: Turn, credential_id: CredentialId) -> list[Message]:
    """The claim is proven; whoever made it hears so and is offered what it opens."""
    turn.need(Role.REVIEWER)
    credential = turn.lock(Credential, credential_id)
    if credential.state is not CredentialState.PENDING:
        return _decided_before(turn, credential)
    _let_go(turn, credential.verify(Level.CONFIRMED, "reviewer", turn.now, VALID_FOR, turn.person.key))
    turn.note("credential-verified", f"credential:{credential_id}", turn.person.key)
    expert = turn.session.get(Expert, credential.person_id)
    opened = offer_to(turn, expert) if expert else 0
    field = labels(by_code(credential.field_code))
    told = say("proof-told-confirmed", field=field, until=turn.now + VALID_FOR, opened=opened, rows=[[way("work")]])
    turn.tell(credential.person_id, told, key=f"credential:{credential_id}:verdict")
    done = say("proof-confirmed", person=_name(turn.session, credential.person_id))
    return [done, *show_next(turn, after=credential_id)]


@on_tap("proof.reject")
def reject(turn: Turn, credential_id: CredentialId) -> list[Message]:
    """Asks what is wrong with it."""
    turn.need(Role.REVIEWER)
    credential = turn.lock(Credential, credential_id)
    if credential.state is not CredentialState.PENDING:
        return _decided_before(turn, credential)
    reasons = [[Button(text(f"{one.key}-button"), "proof.because", (credential_id, one.value))] for one in ProofReason]
    back = [Button(text("proof-reject-no"), "proof.keep", (credential_id,))]
    return [say("proof-reject-why", person=_name(turn.session, credential.person_id), rows=[*reasons, back])]


@on_tap("proof.keep")
def keep(turn: Turn, credential_id: CredentialId) -> list[Message]:
    """Not rejected after all: the same document again."""
    return show_next(turn, after=CredentialId(credential_id - 1))


@on_tap("proof.because")
def because(turn: Turn, credential_id: CredentialId, reason: str) -> list[Message]:
    """The claim is not proven; whoever made it hears why and what would do."""
    turn.need(Role.REVIEWER)
    why = ProofReason(reason)
    credential = turn.lock(Credential, credential_id)
    if credential.state is not CredentialState.PENDING:
        return _decided_before(turn, credential)
    _let_go(turn, credential.fail(why.key, turn.now, turn.person.key))
    turn.note("credential-failed", f"credential:{credential_id}", turn.person.key)
    field = labels(by_code(credential.field_code))
    told = say("proof-told-rejected", field=field, reason=text(why.key), rows=[[way("profile")]])
    turn.tell(credential.person_id, told, key=f"credential:{credential_id}:verdict")
    done = say("proof-rejected", person=_name(turn.session, credential.person_id)).in_place_of(turn.tapped_id)
    return [done, *show_next(turn, after=credential_id)]


def waiting(turn: Turn) -> int:
    """How many documents this reviewer could look at."""
    return reviewing.count_documents(turn.session, turn.person.key, turn.account.platform)


def show_next(turn: Turn, *, after: CredentialId | None = None) -> list[Message]:
    """The document after one, in a message of its own: a file can't take another one's place.

    The card is made when it is sent and stored nowhere, like the file that it shows.
    """
    turn.need(Role.REVIEWER)
    turn.session.flush()
    found = reviewing.next_document(turn.session, turn.person.key, turn.account.platform, after=after)
    if found is None:
        return [say("proof-none")]
    card = View("proof-card", [found.id or 0, turn.person.key])
    turn.tell(turn.person.key, card, key=f"proof-card:{turn.account.platform}:{turn.event_id}")
    return []


@view("proof-card")
def _shown(session: Session, subject: list[int], _: Reader) -> Message | None:
    credential = session.get(Credential, subject[0])
    file = session.get(File, credential.evidence_file_id) if credential and credential.evidence_file_id else None
    if credential is None or file is None or credential.state is not CredentialState.PENDING:
        return say("proof-already", rows=[[Button(text("proof-open"), "proof.open")]])
    waiting_too = reviewing.count_documents(session, PersonId(subject[1]), file.platform) - 1
    card = _card(session, credential, file, waiting_too)
    return Message(card, _decisions(credential), file=file.handle, file_kind=file.kind)


def announce_credential(work: Work, credential: Credential) -> None:
    """Tells the reviewers that a document waits: one notice each, however many do."""
    work.session.flush()
    assert credential.id is not None, "a credential without a row"
    reviewers = select(Membership.person_id).where(Membership.role != Role.RECRUITER).distinct().limit(50)
    for reviewer in map(PersonId, work.session.exec(reviewers)):
        if reviewer != credential.person_id:
            alone = _waiting_for(work.session, reviewer) <= 1
            notify(work, reviewer, "documents-waiting", about=credential.id, anew=alone)


@view("documents-waiting")
def _waiting_notice(session: Session, reviewer: PersonId, _: Reader) -> Message | None:
    number = _waiting_for(session, reviewer)
    if not number:
        return say("proof-notice-none")
    return say("proof-notice", n=number, rows=[[Button(text("proof-open"), "proof.open", style="primary")]])


def _waiting_for(session: Session, reviewer: PersonId) -> int:
    """On whichever platform the reviewer is."""
    platforms = session.exec(select(Account.platform).where(Account.person_id == reviewer).distinct()).all()
    return sum(reviewing.count_documents(session, reviewer, platform) for platform in platforms)


def _card(session: Session, credential: Credential, file: File, more: int) -> tuple[Text, ...]:
    others = reviewing.shown_by_others(session, credential)
    claim = text(
        "proof-card",
        person=_name(session, credential.person_id),
        kind=text(f"credential-kind-{credential.kind.value}"),
        field=labels(by_code(credential.field_code)),
        name=file.name or text("proof-unnamed"),
        mime=file.mime,
        size=max(1, file.size // 1024),
    )
    warning = (text("proof-shown-by-others", n=others),) if others else ()
    return (claim, *warning, *((text("proof-more", n=more),) if more else ()))


def _decisions(credential: Credential) -> Rows:
    confirm_ = Button(text("proof-confirm"), "proof.confirm", (credential.id,), style="primary")
    reject_ = Button(text("proof-reject"), "proof.reject", (credential.id,), style="danger")
    return ((confirm_, reject_), (Button(text("review-skip"), "proof.skip", (credential.id,)),))


def _let_go(turn: Turn, file_id: FileId | None) -> None:
    """The evidence is deleted with the verdict."""
    turn.session.flush()
    file = turn.session.get(File, file_id) if file_id else None
    if file is not None:
        turn.session.delete(file)


def _decided_before(turn: Turn, credential: Credential) -> list[Message]:
    """A second tap says nothing; a second reviewer hears that it was decided."""
    if credential.decided_by == turn.person.key:
        return []
    key = "proof-already-withdrawn" if credential.decided_by is None else "proof-already"
    return [say(key), *show_next(turn, after=credential.id)]


def _name(session: Session, person_id: PersonId) -> str | Text:
    person = session.get(Person, person_id)
    return person.name if person and person.name else text("review-someone")
