"""Documents are looked at by a reviewer, who confirms the claim or says what is wrong; the file goes, a hash stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlmodel import Session

from bot.chat.conversation import Script
from bot.chat.forms import FormScript
from bot.chat.message import Button, Message, say, text
from bot.chat.texts import Reader
from bot.checks.eye_registers import eye_registers
from handlers.cards.sending import offer_to
from handlers.credentials import because
from handlers.credentials.because import Because
from handlers.credentials.card import months_of, name_of
from handlers.credentials.claim_words import subject
from handlers.help import adding, way
from handlers.notices import awake_at, notify
from handlers.routes import on_command, on_tap, view
from handlers.talking import talk
from handlers.turn import Turn, View, Work
from models.credential import Credential, CredentialKind, CredentialState, Level, end_of
from models.expert import Expert
from models.file import File
from models.membership import Role
from models.queries import reviewing
from models.review import ProofReason
from models.types import CredentialId, FileId, PersonId


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
def confirm(turn: Turn, credential_id: CredentialId, months: int = 24, until: str = "") -> list[Message]:
    """The claim is proven for so long, or until that day; whoever made it hears so and is offered what it opens."""
    turn.need(Role.REVIEWER)
    credential = turn.lock(Credential, credential_id)
    if credential.state is not CredentialState.PENDING or credential.first_by == turn.person.key:
        return _decided_before(turn, credential)
    if credential.is_over(turn.now):
        return [say("proof-over"), *show_next(turn, after=CredentialId(credential_id - 1))]
    level = Level.LISTED if credential.register_code else Level.CONFIRMED
    if credential.first_by is None and needs_two(turn, credential, level):
        return _confirmed_first(turn, credential)
    valid = end_of(date.fromisoformat(until)) - turn.now if until else months_of(months)
    ends = credential.ends(turn.now, valid)
    source = eye_registers()[credential.register_code].name["en"] if credential.register_code else "reviewer"
    file_id = credential.verify(level, source, turn.now, valid, turn.person.key)
    let_go(turn, file_id)
    turn.note("credential-verified", f"credential:{credential_id}", turn.person.key)
    expert = turn.session.get(Expert, credential.person_id)
    opened = offer_to(turn, expert) if expert else 0
    told = say(_told_by(credential), field=subject(credential), until=ends, opened=opened, rows=[[way("work")]])
    _tell_verdict(turn, credential, told)
    return [_done(turn, "proof-confirmed", credential, file_id), *show_next(turn, after=credential_id)]


@on_tap("proof.reject")
def reject(turn: Turn, credential_id: CredentialId) -> list[Message]:
    """Asks what is wrong with it, and for words if there are any."""
    turn.need(Role.REVIEWER)
    credential = turn.lock(Credential, credential_id)
    if credential.state is not CredentialState.PENDING:
        return _decided_before(turn, credential)
    return talk.begin(turn, REFUSING, credential_id)


def _refusing(turn: Turn, credential_id: int) -> Callable[[], Script[Because | None]]:
    credential = turn.get(Credential, credential_id)
    person = name_of(turn.session, credential.person_id)
    return lambda: because.asked(_reasons(credential), text("refuse-nothing"), person)


def _refusing_form(turn: Turn, credential_id: int) -> FormScript:
    credential = turn.get(Credential, credential_id)
    question = text("refuse-reason", about=name_of(turn.session, credential.person_id))
    return because.form(_reasons(credential), question)


def _told_by(credential: Credential) -> str:
    if credential.kind is CredentialKind.IDENTITY:
        return "proof-told-name"
    return "proof-told-listed" if credential.register_code else "proof-told-confirmed"


def _reasons(credential: Credential) -> list[ProofReason]:
    fitting = [one for one in ProofReason if one.fits(in_register=bool(credential.register_code))]
    beside = {ProofReason.WRONG_LEVEL} if credential.field_code else {ProofReason.WRONG_FIELD}
    beside |= set() if credential.language else {ProofReason.WRONG_LEVEL}
    return [one for one in fitting if one not in beside]


def _refuse(turn: Turn, credential_id: int, why: Because | None) -> list[Message]:
    """The claim is not proven; whoever made it hears why and what would do. Or it is looked at once more."""
    turn.need(Role.REVIEWER)
    if why is None:
        return show_next(turn, after=CredentialId(credential_id - 1))
    credential = turn.lock(Credential, credential_id)
    if credential.state is not CredentialState.PENDING:
        return _decided_before(turn, credential)
    file_id = credential.fail(why.reason.key, turn.now, turn.person.key, why.words)
    let_go(turn, file_id)
    turn.note("credential-failed", f"credential:{credential_id}", turn.person.key)
    key = "proof-told-unlisted" if credential.register_code else "proof-told-rejected"
    refused = text(key, field=subject(credential))
    told = Message((refused, *why.told), ((adding(),), (way("profile"),)))
    _tell_verdict(turn, credential, told)
    done = _done(turn, "proof-rejected", credential, file_id).in_place_of(turn.tapped_id)
    return [done, *show_next(turn, after=credential.id)]


def _tell_verdict(turn: Turn, credential: Credential, told: Message) -> None:
    key = f"credential:{credential.id}:verdict"
    turn.tell(credential.person_id, told, key=key, not_before=awake_at(turn, credential.person_id))


def _done(turn: Turn, key: str, credential: Credential, file_id: FileId | None) -> Message:
    """What the reviewer reads of a decision; no file is said to be gone where there was none."""
    return say(key, person=name_of(turn.session, credential.person_id), files=int(file_id is not None))


def waiting(turn: Turn) -> int:
    """How many documents this reviewer could look at."""
    return reviewing.count_documents(turn.session, turn.person.key)


def show_next(turn: Turn, *, after: CredentialId | None = None) -> list[Message]:
    """The document after one, in a message of its own: a file can't take another one's place.

    The card is made when it is sent and stored nowhere, like the file that it shows.
    """
    turn.need(Role.REVIEWER)
    turn.session.flush()
    found = reviewing.next_document(turn.session, turn.person.key, after=after)
    if found is None:
        return [say("proof-none")]
    card = View("proof-card", [found.id or 0, turn.person.key])
    turn.tell(turn.person.key, card, key=f"proof-card:{turn.account.platform}:{turn.event_id}")
    return []


def announce_credential(work: Work, credential: Credential) -> None:
    """Tells the reviewers that a document waits: one notice each, however many do."""
    work.session.flush()
    assert credential.id is not None, "a credential without a row"
    for reviewer in reviewing.reviewers(work.session):
        if reviewer not in (credential.person_id, credential.first_by):
            alone = reviewing.count_documents(work.session, reviewer) <= 1
            notify(work, reviewer, "documents-waiting", about=credential.id, anew=alone)


@view("documents-waiting")
def _waiting_notice(session: Session, reviewer: PersonId, _: Reader) -> Message | None:
    number = reviewing.count_documents(session, reviewer)
    if not number:
        return say("proof-notice-none")
    return say("proof-notice", n=number, rows=[[Button(text("proof-open"), "proof.open", style="primary")]])


def needs_two(turn: Turn, credential: Credential, level: Level) -> bool:
    """Whether the verdict opens a task that pays more than one reviewer may open."""
    above = turn.policy.second_reviewer_above
    return above is not None and reviewing.opens_above(turn.session, credential, level, above, turn.now)


def _confirmed_first(turn: Turn, credential: Credential) -> list[Message]:
    credential.second(turn.person.key)
    turn.note("credential-confirmed-first", f"credential:{credential.id}", turn.person.key)
    announce_credential(turn, credential)
    done = say("proof-confirmed-first", person=name_of(turn.session, credential.person_id))
    return [done, *show_next(turn, after=credential.id)]


def let_go(turn: Turn, file_id: FileId | None) -> None:
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


REFUSING = talk.register(talk.Conversation("refuse", _refusing, _refuse, form=_refusing_form))
