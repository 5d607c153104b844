"""How a few tasks fill: from the offers to what was paid, for a picture of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlmodel import Session, col

from models.money import Money
from models.offer import Offer
from models.queries import progress
from models.queries.progress import Answered
from models.task import Task, TaskState
from models.types import TaskId

MOST = 6
"""So many can be read on a phone."""
RECENT = timedelta(days=30)
"""What was closed longer ago is no news."""


@dataclass(frozen=True, slots=True)
class Filling:
    """One task: each number includes those that went further. `most` is what all of its places cost."""

    title: str
    state: TaskState
    places: int
    left: int
    offered: int
    claimed: int
    answered: int
    accepted: int
    paid: Money
    most: Money


def newest(session: Session, which: ColumnElement[bool], now: datetime) -> list[TaskId]:
    """Of such tasks those that were offered to anyone: the open ones first, then what was closed lately, each from the
    newest on."""
    is_open = col(Task.state) == TaskState.OPEN
    offered = exists().where(col(Offer.task_id) == col(Task.id))
    found = (
        select(col(Task.id))
        .where(which, or_(is_open, col(Task.closed_at) > now - RECENT), offered)
        .order_by(is_open.desc(), col(Task.id).desc())
        .limit(MOST)
    )
    return list(session.scalars(found))


def of_tasks(session: Session, tasks: Sequence[TaskId]) -> list[Filling]:
    """Those of them that are still there, in their order. It reads a row for each offer."""
    found = {task.key: task for task in session.scalars(select(Task).where(col(Task.id).in_(tasks)))}
    counted = select(col(Offer.task_id), func.count()).where(col(Offer.task_id).in_(tasks)).group_by(col(Offer.task_id))
    offered = {row[0]: row[1] for row in session.execute(counted)}
    further = progress.of_tasks(session, tasks)
    return [
        _filling(session, found[key], offered.get(key, 0), further.get(key, Answered()))
        for key in tasks
        if key in found
    ]


def _filling(session: Session, task: Task, offered: int, further: Answered) -> Filling:
    return Filling(
        title=task.title,
        state=task.state,
        places=task.places,
        left=task.places_left,
        offered=offered,
        claimed=further.claimed,
        answered=further.answered,
        accepted=further.accepted,
        paid=progress.paid(session, task.key, task.currency),
        most=task.pay * task.places,
    )
