"""Answers are decided on: one at a time, accepted and paid, or rejected with a reason."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session, col, func, select

from bot.chat.message import Button, Message, say, text
from bot.chat.texts import Reader
from handlers.broadcasts import closing
from handlers.cards.offer_card import shown_at
from handlers.credentials import review as credential_review
from handlers.credentials.card import name_of
from handlers.help import way
from handlers.money.payouts import tell_earned
from handlers.notices import awake_at, notify
from handlers.review import appeal_notices, appeal_review, appealing, rejection
from handlers.review.answer_card import answer_card
from handlers.review.rejection import Rejection
from handlers.routes import on_command, on_tap, view
from handlers.scope import own_task, scope
from handlers.talking import talk
from handlers.turn import Turn, Work
from models.appeal import appeal_until
from models.errors import Refused
from models.ledger import pay_for
from models.membership import Role
from models.offer import Offer, OfferState
from models.queries import appeals, reviewing, tally
from models.review import Review
from models.task import Task
from models.types import OfferId, PersonId, TaskId


@on_command("review", Role.RECRUITER)
def show(turn: Turn, _: str) -> list[Message]:
    """The first answer, document or appeal that waits; a choice where several kinds do."""
    if not turn.may(Role.RECRUITER):
        turn.need(Role.REVIEWER)
        return credential_review.show_next(turn)
    numbers = {
        "answers": reviewing.count_answers(turn.session, scope(turn).tasks, turn.person.key),
        "documents": credential_review.waiting(turn) if turn.may(Role.REVIEWER) else 0,
        "appeals": appeals.count_for(turn.session, turn.person.key),
    }
    return [*appeal_notices.stuck(turn), *_first_of(turn, {kind: n for kind, n in numbers.items() if n})]


def _first_of(turn: Turn, numbers: Mapping[str, int]) -> list[Message]:
    """By how many wait of each kind."""
    if len(numbers) > 1:
        opens = {"answers": "review.open", "documents": "proof.open", "appeals": "appeal.open"}
        return [say("review-which", rows=[[Button(text(f"review-{k}", n=n), opens[k])] for k, n in numbers.items()])]
    if "appeals" in numbers:
        return appeal_review.show_next(turn)
    return credential_review.show_next(turn) if numbers.keys() == {"documents"} else [_next(turn)]


@on_tap("review.open")
def begin(turn: Turn, task_id: TaskId | None = None) -> list[Message]:
    """The queue in a message of its own, from a task's answers on if one is named."""
    return [_next(turn, first_of=task_id)]


@on_tap("review.skip")
def skip(turn: Turn, offer_id: OfferId) -> list[Message]:
    """The next one; what was skipped comes round again."""
    scope(turn)
    return [_next(turn, after=turn.get(Offer, offer_id)).in_place_of(turn.tapped_id)]


@on_tap("review.accept")
def accept(turn: Turn, offer_id: OfferId) -> list[Message]:
    """The answer counts and is paid; when it fills the last place, the task is complete."""
    task, offer = _locked(turn, offer_id)
    if offer.state is not OfferState.SUBMITTED:
        return _decided_before(turn, offer)
    turn.session.add(Review.accept(offer, turn.person.key, turn.now))
    tally.keep(turn.session, offer.expert_id, turn.now)
    pay_for(turn.session, offer, task, turn.now)
    turn.note("answer-accepted", f"offer:{offer.key}", turn.person.key)
    accepted = text("review-told-accepted", task=task.title, pay=task.pay)
    tell_earned(turn, offer.expert_id, accepted, key=_decision(offer))
    closing.put_right(turn, offer, shown_at(turn, offer), "decided")
    closing.close_if_over(turn, task)
    done = text("review-accepted", expert=name_of(turn.session, offer.expert_id), pay=task.pay)
    return [_next(turn, after=offer).after(done).in_place_of(turn.tapped_id)]


@on_tap("review.reject")
def reject(turn: Turn, offer_id: OfferId) -> list[Message]:
    """Asks for the reason, and for words if there are any."""
    _, offer = _locked(turn, offer_id)
    if offer.state is not OfferState.SUBMITTED:
        return _decided_before(turn, offer)
    return [message.in_place_of(turn.tapped_id) for message in talk.begin(turn, REJECTING, offer.key)]


def announce(turn: Work, offer: Offer, task: Task) -> None:
    """Tells the task's recruiter that an answer has come in: one notice, however many wait."""
    turn.session.flush()
    alone = _waiting_for(turn.session, task.created_by) <= 1
    notify(turn, task.created_by, "answers-waiting", about=offer.key, anew=alone)


@view("answers-waiting")
def _waiting_notice(session: Session, recruiter: PersonId, _: Reader) -> Message | None:
    waiting = _waiting_for(session, recruiter)
    if not waiting:
        return say("review-notice-none")
    return say("review-notice", n=waiting, rows=[[Button(text("button-review"), "review.open", style="primary")]])


def _reject(turn: Turn, offer_id: int, because: Rejection) -> list[Message]:
    task, offer = _locked(turn, OfferId(offer_id))
    if offer.state is not OfferState.SUBMITTED:
        return _decided_before(turn, offer)
    review = Review.reject(offer, task, turn.person.key, because.reason, because.words, turn.now)
    turn.session.add(review)
    tally.keep(turn.session, offer.expert_id, turn.now)
    turn.note("answer-rejected", f"offer:{offer.key}", turn.person.key)
    why = rejection.told("review-told-rejected", review.reason, review.words, task=task.title)
    may = text("appeal-possible", until=appeal_until(review))
    told = Message((why, may, text("review-told-others")), ((appealing.button(offer),), (way("work"),)))
    turn.tell(offer.expert_id, told, key=_decision(offer), not_before=awake_at(turn, offer.expert_id))
    closing.put_right(turn, offer, shown_at(turn, offer), "decided")
    key = "review-rejected" if task.is_open(turn.now) else "review-rejected-closed"
    done = text(key, expert=name_of(turn.session, offer.expert_id))
    return [_next(turn, after=offer).after(done).in_place_of(turn.tapped_id)]


def _next(turn: Turn, *, after: Offer | None = None, first_of: TaskId | None = None) -> Message:
    allowed = scope(turn).tasks
    turn.session.flush()
    offer = reviewing.next_answer(turn.session, allowed, turn.person.key, after=after, first_of=first_of)
    if offer is None:
        return say("review-none", rows=[[way("tasks")]])
    others = reviewing.count_answers(turn.session, allowed, turn.person.key) - 1
    return answer_card(turn, offer, others)


def _locked(turn: Turn, offer_id: OfferId) -> tuple[Task, Offer]:
    """An answer to a task of the recruiter's client, both rows locked. Refused "review-own" for their own."""
    task = own_task(turn, turn.get(Offer, offer_id).task_id)
    offer = turn.lock(Offer, offer_id)
    if offer.expert_id == turn.person.key:
        raise Refused("review-own")
    return task, offer


def _decided_before(turn: Turn, offer: Offer) -> list[Message]:
    """A second tap says nothing; a second reviewer hears who was first."""
    review = turn.session.get(Review, offer.key)
    if review is not None and review.reviewer_id == turn.person.key:
        return []
    if review is None:
        already = text("review-withdrawn")
    else:
        already = text(f"review-already-{review.verdict.value}", by=name_of(turn.session, review.reviewer_id))
    return [_next(turn, after=offer).after(already).in_place_of(turn.tapped_id)]


def _decision(offer: Offer) -> str:
    return f"offer:{offer.key}:decision"


def _waiting_for(session: Session, recruiter: PersonId) -> int:
    waiting = (
        select(func.count())
        .select_from(Offer)
        .join(Task, col(Task.id) == col(Offer.task_id))
        .where(col(Offer.state) == OfferState.SUBMITTED, col(Task.created_by) == recruiter)
        .where(col(Offer.expert_id) != recruiter)
    )
    return session.exec(waiting).one()


REJECTING = talk.register(
    talk.Conversation(
        "reject",
        lambda _, __: rejection.asked,
        _reject,
        form=lambda _, __: rejection.form(text("reject-reason")),
    )
)
