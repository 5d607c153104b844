"""/proofs: a reviewer takes a proof back; whoever it was hears why, and recent answers that rest on it are flagged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from sqlmodel import Session, col, select

from bot.chat.conversation import Script
from bot.chat.forms import FormScript
from bot.chat.message import Button, Lines, Message, Text, say, text
from handlers.credentials import because
from handlers.credentials.because import Because
from handlers.credentials.card import name_of
from handlers.credentials.claim_words import subject
from handlers.help import adding, way
from handlers.routes import on_command, on_tap
from handlers.talking import talk
from handlers.turn import Turn
from models.credential import Credential, CredentialState
from models.field import covers
from models.membership import Role
from models.offer import Offer, OfferState
from models.person import Person
from models.review import ProofReason
from models.task import Task
from models.types import CredentialId, PersonId

MOST_LISTED = 8
REASONS = (ProofReason.NOT_ACTIVE, ProofReason.NAME_DIFFERS, ProofReason.ALTERED, ProofReason.WRONG_FIELD)
RECENT = timedelta(days=90)
"""How far back answers are looked at again."""


@on_command("proofs", Role.REVIEWER)
def show(turn: Turn, rest: str) -> list[Message]:
    """The newest standing proofs, of everyone or of those whose name holds the words; never the reviewer's own."""
    turn.need(Role.REVIEWER)
    standing = (
        select(Credential)
        .join(Person, col(Person.id) == col(Credential.person_id))
        .where(Credential.state == CredentialState.VERIFIED, col(Credential.expires_at) > turn.now)
        .where(col(Credential.person_id) != turn.person.key)
        .order_by(col(Credential.id).desc())
        .limit(MOST_LISTED)
    )
    if rest.strip():
        standing = standing.where(col(Person.name).icontains(rest.strip()[:60], autoescape=True))
    found = turn.session.exec(standing).all()
    if not found:
        return [say("doubts-none")]
    rows = [[Button(_line(turn.session, one), "doubt.ask", (one.id,))] for one in found]
    return [say("doubts", rows=rows)]


@on_tap("doubt.ask")
def ask(turn: Turn, credential_id: CredentialId) -> list[Message]:
    """Why it is taken back, in a reason and in words if there are any."""
    turn.need(Role.REVIEWER)
    return [message.in_place_of(turn.tapped_id) for message in talk.begin(turn, REVOKING, credential_id)]


def _revoking(turn: Turn, credential_id: int) -> Callable[[], Script[Because | None]]:
    proof = _line(turn.session, turn.get(Credential, credential_id))
    return lambda: because.asked(REASONS, text("revoke-nothing"), proof)


def _revoking_form(turn: Turn, credential_id: int) -> FormScript:
    return because.form(REASONS, text("revoke-reason", about=_line(turn.session, turn.get(Credential, credential_id))))


def _revoke(turn: Turn, credential_id: int, why: Because | None) -> list[Message]:
    """It counts no more, from now on; or it stands. Refused as `Credential.revoke`."""
    turn.need(Role.REVIEWER)
    if why is None:
        return [message.in_place_of(turn.tapped_id) for message in show(turn, "")]
    credential = turn.lock(Credential, credential_id)
    if credential.state is CredentialState.FAILED:
        return [say("doubt-done", n=0).in_place_of(turn.tapped_id)]
    credential.revoke(why.reason.key, turn.now, turn.person.key, why.words)
    turn.note("credential-revoked", f"credential:{credential_id}", turn.person.key)
    taken = text("doubt-told", field=subject(credential))
    told = Message((taken, *why.told, text("doubt-told-again")), ((adding(),), (way("profile"),)))
    turn.tell(credential.person_id, told, key=f"credential:{credential_id}:revoked")
    flagged = _tell_recruiters(turn, credential)
    return [say("doubt-done", n=flagged).in_place_of(turn.tapped_id)]


def taken_back(session: Session, expert_id: PersonId, field_code: str) -> bool:
    """Whether a proof of the expert's that counted in this field was taken back."""
    revoked = select(Credential.field_code).where(
        Credential.person_id == expert_id,
        Credential.state == CredentialState.FAILED,
        col(Credential.verified_at).is_not(None),
    )
    return any(covers(field_code, code) for code in session.exec(revoked))


def _tell_recruiters(turn: Turn, credential: Credential) -> int:
    """How many recent answers rest on it; whoever made their tasks is told."""
    turn.session.flush()
    recent = (
        select(Task)
        .join(Offer, col(Offer.task_id) == col(Task.id))
        .where(Offer.expert_id == credential.person_id)
        .where(col(Offer.state).in_([OfferState.SUBMITTED, OfferState.ACCEPTED]))
        .where(col(Offer.submitted_at) > turn.now - RECENT)
    )
    tasks = [task for task in turn.session.exec(recent).all() if _rests_on(task, credential)]
    expert = name_of(turn.session, credential.person_id)
    for author in {task.created_by for task in tasks}:
        titles = Counter(task.title for task in tasks if task.created_by == author)
        lines = Lines(tuple(text("doubt-task", task=title, n=number) for title, number in titles.items()))
        told = say("doubt-answers", expert=expert, lines=lines, rows=[[way("review")]])
        turn.tell(author, told, key=f"credential:{credential.id}:doubt:{author}")
    return len(tasks)


def _rests_on(task: Task, credential: Credential) -> bool:
    """Whether it asked for such a proof: of its field, or of a language of its own."""
    if credential.language:
        return task.min_fluency > 0 and credential.language in task.languages
    return task.min_level > 0 and covers(task.field_code, credential.field_code)


def _line(session: Session, credential: Credential) -> Text:
    return text(
        "doubt-proof",
        person=name_of(session, credential.person_id),
        field=subject(credential),
        kind=text(f"credential-kind-{credential.kind.value}"),
    )


REVOKING = talk.register(talk.Conversation("revoke", _revoking, _revoke, form=_revoking_form))
