"""How far tasks and broadcasts have come, counted where the rows are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlmodel import Session, col

from models.delivery import Delivery, DeliveryState
from models.ledger import LedgerEntry
from models.money import Money
from models.offer import Offer, OfferState
from models.types import BroadcastId, TaskId

WAITING = (DeliveryState.DUE, DeliveryState.RETRYING)
LOST = (DeliveryState.UNREACHABLE, DeliveryState.REFUSED)


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a task's offers. Each number includes those that went further, up to the decision."""

    offered: int = 0
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
    """The offers of several tasks, counted at once; a task without any is left out."""
    task = col(Offer.task_id)
    rows = session.execute(select(task, *_COUNTED).where(task.in_(tasks)).group_by(task))
    return {row[0]: Answered(*row[1:]) for row in rows}


def of_task(session: Session, task_id: TaskId) -> Answered:
    """The offers of one task."""
    return of_tasks(session, [task_id]).get(task_id, Answered())


def of_cards(session: Session, broadcast_id: BroadcastId, now: datetime) -> Sent:
    """The cards of one broadcast. The edits of cards are not counted again."""
    later = _one(col(Delivery.state).in_(WAITING) & (col(Delivery.not_before) > now))
    row = session.execute(
        select(
            func.coalesce(func.sum(_one(col(Delivery.state).in_(WAITING))), 0),
            func.coalesce(func.sum(_one(col(Delivery.state) == DeliveryState.SENT)), 0),
            func.coalesce(func.sum(_one(col(Delivery.state).in_(LOST))), 0),
            func.coalesce(func.sum(later), 0),
            func.min(case((later == 1, col(Delivery.not_before)))),
        ).where(col(Delivery.broadcast_id) == broadcast_id)
    ).one()
    return Sent(*row)


def paid(session: Session, task_id: TaskId, currency: str) -> Money:
    """What has been booked to experts for a task: accepted answers and time held."""
    total = session.execute(
        select(func.coalesce(func.sum(col(LedgerEntry.amount_minor)), 0))
        .join(Offer, col(Offer.id) == col(LedgerEntry.offer_id))
        .where(col(Offer.task_id) == task_id, col(LedgerEntry.amount_minor) > 0)
    ).scalar_one()
    return Money(int(total), currency)


def _one(condition: ColumnElement[bool]) -> Any:
    return case((condition, 1), else_=0)


def _state(*states: OfferState) -> Any:
    return func.sum(_one(col(Offer.state).in_(states)))


_COUNTED = (
    func.count(),
    func.sum(_one(col(Offer.tapped_at).is_not(None))),
    func.sum(_one(col(Offer.claimed_at).is_not(None))),
    _state(OfferState.CLAIMED),
    func.sum(_one(col(Offer.submitted_at).is_not(None))),
    _state(OfferState.SUBMITTED),
    _state(OfferState.ACCEPTED),
)
