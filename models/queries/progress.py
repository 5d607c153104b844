"""How far tasks and broadcasts have come, counted where the rows are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlmodel import Session, col

from models.broadcast import Broadcast
from models.delivery import DeliveryState
from models.ledger import LedgerEntry
from models.money import Money
from models.offer import Offer, OfferState
from models.task import Task, TaskState
from models.types import TaskId
from models.wave import Wave

WAITING = (DeliveryState.DUE, DeliveryState.RETRYING)


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a task's offers. Each number includes those that went further, up to the decision."""

    tapped: int = 0
    claimed: int = 0
    held: int = 0
    answered: int = 0
    waiting: int = 0
    accepted: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a broadcast's cards. `asleep` wait for the end of quiet hours, the first at `wakes_at`."""

    queued: int = 0
    sent: int = 0
    lost: int = 0
    asleep: int = 0
    wakes_at: datetime | None = None


def of_tasks(session: Session, tasks: Sequence[TaskId]) -> dict[TaskId, Answered]:
    """The offers of several tasks, counted at once; a task of which nobody has touched an offer is left out.

    Only offers that were tapped or claimed are read: of a million, most never are.
    """
    task = col(Offer.task_id)
    claimed = select(task, *_CLAIMED).where(task.in_(tasks), col(Offer.claimed_at).is_not(None)).group_by(task)
    tapped = select(task, func.count()).where(task.in_(tasks), col(Offer.tapped_at).is_not(None)).group_by(task)
    further = {row[0]: row[1:] for row in session.execute(claimed)}
    return {id_: Answered(number, *further.get(id_, ())) for id_, number in session.execute(tapped)}


def of_task(session: Session, task_id: TaskId) -> Answered:
    """The offers of one task."""
    return of_tasks(session, [task_id]).get(task_id, Answered())


def of_cards(session: Session, broadcast: Broadcast, now: datetime) -> Sent:
    """The cards of one broadcast, by its waves: a row for each moment at which somebody wakes. Of one that is over
    none waits, whether or not they have been withdrawn yet."""
    waves = session.scalars(select(Wave).where(col(Wave.broadcast_id) == broadcast.key)).all()
    waiting = {one.at: one.made - one.sent - one.lost - one.withdrawn for one in waves} if broadcast.is_live else {}
    later = {at: number for at, number in waiting.items() if at > now and number}
    return Sent(
        queued=sum(waiting.values()),
        sent=sum(one.sent for one in waves),
        lost=sum(one.lost for one in waves),
        asleep=sum(later.values()),
        wakes_at=min(later, default=None),
    )


def paid(session: Session, task_id: TaskId, currency: str) -> Money:
    """What has been booked to experts for a task, which has one currency."""
    return next(iter(paid_of(session, col(Task.id) == task_id)), Money(0, currency))


@dataclass(frozen=True, slots=True)
class Tasks:
    """How many there are by their state, and the places of the open ones."""

    draft: int = 0
    open: int = 0
    closed: int = 0
    places: int = 0
    taken: int = 0

    @property
    def total(self) -> int:
        return self.draft + self.open + self.closed


def tasks_of(session: Session, which: ColumnElement[bool]) -> Tasks:
    """Such tasks, counted."""
    state, places, left = col(Task.state), col(Task.places), col(Task.places_left)
    counted = select(state, func.count(), func.sum(places), func.sum(places - left)).where(which).group_by(state)
    found = {row[0]: row[1:] for row in session.execute(counted)}
    numbers = {one.value: int(found[one][0]) for one in TaskState if one in found}
    _, places_of_open, taken = found.get(TaskState.OPEN, (0, 0, 0))
    return Tasks(**numbers, places=int(places_of_open), taken=int(taken))


def answers_of(session: Session, which: ColumnElement[bool]) -> Answered:
    """The offers of such tasks that were claimed, all together; of the others only claims are told."""
    of_those = col(Offer.task_id).in_(select(col(Task.id)).where(which))
    (claimed,) = session.execute(select(*_CLAIMED).where(of_those, col(Offer.claimed_at).is_not(None)))
    return Answered(0, *(int(number or 0) for number in claimed))


def paid_of(session: Session, which: ColumnElement[bool]) -> list[Money]:
    """What has been booked to experts for such tasks, accepted answers and time held, by currency."""
    amount, currency = col(LedgerEntry.amount_minor), col(LedgerEntry.currency)
    booked = (
        select(currency, func.sum(amount))
        .join(Offer, col(Offer.id) == col(LedgerEntry.offer_id))
        .join(Task, col(Task.id) == col(Offer.task_id))
        .where(which, amount > 0)
        .group_by(currency)
        .order_by(currency)
    )
    return [Money(int(total), code) for code, total in session.execute(booked)]


def _one(condition: ColumnElement[bool]) -> Any:
    return case((condition, 1), else_=0)


def _state(*states: OfferState) -> Any:
    return func.sum(_one(col(Offer.state).in_(states)))


_CLAIMED = (
    func.count(),
    _state(OfferState.CLAIMED),
    func.sum(_one(col(Offer.submitted_at).is_not(None))),
    _state(OfferState.SUBMITTED),
    _state(OfferState.ACCEPTED),
)
