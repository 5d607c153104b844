"""What waits to be sent or done, and since when: for whoever watches the service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, text
from sqlmodel import Session, col, func, select

from models.broadcast import Broadcast, BroadcastState
from models.delivery import Delivery, Priority
from models.installation import LostWorkspace
from models.job import Job, JobState
from models.seen import ParkedEvent
from models.switch import SENDING, SwitchedOff


class Late(NamedTuple):
    """How many of one urgency wait, and since when the oldest of them has been due."""

    priority: Priority
    number: int
    since: datetime


def late(session: Session, now: datetime) -> list[Late]:
    """What is due by now, the most urgent first; without what waits for a lost workspace or for a recruiter."""
    by = col(Delivery.channel), col(Delivery.priority)  # in the order of the index: nothing is sorted
    counted = select(*by, func.count(), func.min(Delivery.not_before)).where(*_due(now)).group_by(*by)
    found: dict[int, Late] = {}
    for _, priority, number, since in session.exec(counted.having(~_in_lost())):
        one = found.get(priority, Late(Priority(priority), 0, since))
        found[priority] = Late(one.priority, one.number + number, min(one.since, since))
    return [found[priority] for priority in sorted(found)]


def kept_for_lost(session: Session, now: datetime) -> int:
    """How much waits until the app is installed in its workspace again."""
    return session.exec(select(func.count()).where(*_due(now), _in_lost())).one()


def jobs(session: Session) -> dict[JobState, int]:
    """How many jobs there are in each state."""
    rows = session.exec(select(Job.state, func.count()).group_by(col(Job.state))).all()
    return dict.fromkeys(JobState, 0) | {JobState(state): number for state, number in rows}


def oldest_job(session: Session, now: datetime) -> datetime | None:
    """Since when the oldest job that is not done yet has been due; None where none is."""
    since = select(func.min(Job.due_at)).where(Job.state == JobState.DUE, col(Job.due_at) <= now)
    return session.exec(since).one()


def parked(session: Session) -> int:
    """How many events failed and are kept for the operator."""
    return session.exec(select(func.count()).select_from(ParkedEvent)).one()


def paused(session: Session) -> SwitchedOff | None:
    """Since when nothing goes out, and why; None while it does."""
    return session.get(SwitchedOff, SENDING)


def _due(now: datetime) -> Sequence[ColumnElement[bool]]:
    """Said as the index of what is due says it, so that it is looked up there."""
    sending = select(Broadcast.id).where(Broadcast.state == BroadcastState.SENDING)
    goes_out = col(Delivery.broadcast_id).is_(None) | col(Delivery.broadcast_id).in_(sending)
    return text("delivery.state < 2"), col(Delivery.not_before) <= now, goes_out  # type: ignore[return-value]  # a text is a condition too


def _in_lost() -> ColumnElement[bool]:
    return col(Delivery.channel).in_(select(LostWorkspace.channel))
