"""A task ends: its cards are put right, work under way is paid, and its recruiter hears how it went."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, exists, literal, or_, select
from sqlmodel import col

from bot.chat.message import Button, Message, Text, say, text
from handlers.cards.offer_card import shown_at
from handlers.cards.sending import withdraw_next
from handlers.due import NOW
from handlers.help import way
from handlers.turn import View, Work
from models.broadcast import Broadcast
from models.delivery import Delivery, DeliveryState, Priority
from models.ledger import pay_for_time_held, time_held_pay
from models.offer import CLAIMABLE, Offer, OfferState
from models.queries import progress, tally
from models.reminder import ReminderKind
from models.task import Task, TaskState
from models.types import PersonId

UNSETTLED = (OfferState.CLAIMED, OfferState.SUBMITTED)
MOST_RETIRED = 300
"""Offers in one transaction: some tens of milliseconds."""


def close_if_over(work: Work, task: Task) -> None:
    """Closes an open task that has reached its deadline or has an accepted answer for every place."""
    if task.state is not TaskState.OPEN:
        return
    if task.deadline <= work.now:
        close(work, task)
        _tell_recruiter(work, task, "task-closed-deadline")
    elif task.places_left == 0 and progress.of_task(work.session, task.key).accepted >= task.places:
        close(work, task)
        _tell_recruiter(work, task, "task-closed-full")


def close(work: Work, task: Task) -> None:
    """No more claims; cards that have not gone out never will. Those that are out are put right by
    `put_next_right`.

    Args:
        task: locked for this transaction. Answers that wait are still reviewed and paid.
    """
    task.close(work.now)
    broadcast = work.session.scalars(select(Broadcast).where(col(Broadcast.task_id) == task.key)).first()
    if broadcast is not None:
        broadcast.finish()
        withdraw_next(work, broadcast)


def release_held(work: Work, task: Task) -> None:
    """The client ends work under way: the time that each place was held is paid, and its expert is told."""
    held = select(Offer).where(col(Offer.task_id) == task.key, col(Offer.state) == OfferState.CLAIMED)
    offers = work.session.scalars(held.order_by(col(Offer.id)).with_for_update()).all()
    for offer in offers:
        length = offer.close(task, work.now)
        pay_for_time_held(work.session, offer, task, length, work.now)
        work.forget_reminder(offer.expert_id, ReminderKind.HOLD_ENDS, about=offer.key)
        due = time_held_pay(task, length)
        key = "task-closed-held" if due.minor else "task-closed-just-claimed"
        told = say(key, task=task.title, held=length, pay=due, rows=[[way("work")]])
        tell = work.tell_of_money if due.minor else work.tell
        tell(offer.expert_id, told, key=f"offer:{offer.key}:closed-held")
        put_right(work, offer, shown_at(work, offer), "closed")
    tally.keep_all(work.session, (offer.expert_id for offer in offers), work.now)


def put_next_right(work: Work, broadcast: Broadcast, task: Task) -> None:
    """Of a broadcast that is over: withdraws the next cards that have not gone out; after the last of them, edits the
    next of those that have."""
    if withdraw_next(work, broadcast):
        return
    broadcast.cursor = _retire(work, task, broadcast.cursor or PersonId(0)) if task.state is TaskState.CLOSED else None


def _retire(work: Work, task: Task, after: PersonId) -> PersonId | None:
    """Ends the next chunk of a closed task's offers and edits their cards to say so; the expert to go on after."""
    card = col(Delivery.dedupe_key) == literal("offer:") + cast(col(Offer.id), String)
    offers = (
        select(Offer, col(Delivery.id))
        .outerjoin(Delivery, card & (col(Delivery.state) == DeliveryState.SENT))
        .where(col(Offer.task_id) == task.key, col(Offer.expert_id) > after)
        .order_by(col(Offer.expert_id))
        .limit(MOST_RETIRED)
    )
    found = work.session.execute(offers).all()
    for offer, delivery_id in found:
        if offer.state in CLAIMABLE:
            offer.close(task, work.now)
            if not offer.declined_because:
                put_right(work, offer, offer.card_id or delivery_id, "closed")
    return found[-1][0].expert_id if len(found) == MOST_RETIRED else None


def totals(work: Work, task: Task) -> Text:
    """How a task went."""
    answered = progress.of_task(work.session, task.key)
    return text(
        "task-totals",
        answered=answered.answered,
        accepted=answered.accepted,
        places=task.places,
        waiting=answered.waiting,
        paid=progress.paid(work.session, task.key, task.currency),
    )


def _tell_recruiter(work: Work, task: Task, why: str) -> None:
    """`why` is the text of how it came to close. Answers that wait are a tap away."""
    waits = progress.of_task(work.session, task.key).waiting
    review = Button(text("button-review"), "review.open", (task.key,), style="primary")
    show = Button(text("task-show"), "task.show", (task.key,))
    message = Message((text(why, task=task.title), totals(work, task)), ((review,), (show,)) if waits else ((show,),))
    work.tell(task.created_by, message, key=f"task-closed:{task.key}")


def look_again(work: Work, task: Task) -> None:
    """Something has changed after all: the picture of its broadcast is made true once more, though it had ended."""
    broadcast = work.session.scalars(select(Broadcast).where(col(Broadcast.task_id) == task.key)).first()
    if broadcast is not None:
        broadcast.ended_at = None


def settled(work: Work, task: Task) -> bool:
    """Whether nothing can become of any of a closed task's offers any more; those that nobody claimed have ended."""
    return not work.session.execute(select(_has_unsettled(task.key))).scalar_one()


def _has_unsettled(task: Any) -> ColumnElement[bool]:
    claimed = (col(Offer.task_id) == task, col(Offer.claimed_at).is_not(None))
    return exists().where(*claimed, col(Offer.state).in_(UNSETTLED))


def put_right(work: Work, offer: Offer, card: int | None, because: str) -> None:
    """Edits an expert's card to say what is true now; each cause once."""
    if card is not None:
        edit = View("offer-card", offer.key, replaces=card)
        work.tell(offer.expert_id, edit, key=f"offer:{offer.key}:{because}", priority=Priority.BROADCAST)


MAY_CLOSE = and_(col(Task.state) == TaskState.OPEN, or_(col(Task.deadline) <= NOW, col(Task.places_left) == 0))
"""Of tasks that `close_if_over` does not close, few are so; it closes no other."""
IS_SETTLED = and_(col(Task.state) == TaskState.CLOSED, ~_has_unsettled(col(Task.id)))
