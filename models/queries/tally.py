"""What is stored of an expert's week and past: counted anew wherever an offer of theirs changes its state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.expert import Expert, week_of
from models.offer import COMMITTED, Offer, OfferState
from models.person import Person
from models.task import Task
from models.types import PersonId

BEGINNING = PersonId(0)


class Tally(NamedTuple):
    """Minutes taken on in the week that ends then, and how many answers were accepted and rejected."""

    week_minutes: int
    week_ends_at: datetime
    accepted: int
    rejected: int


def count(session: Session, person_id: PersonId, timezone: str, now: datetime) -> Tally:
    """As the offers say: claimed since Monday by the clock where the expert lives, and not given back or rejected."""
    starts, ends = week_of(now, timezone)
    number = func.count()
    this_week = func.coalesce(func.sum(col(Task.minutes)).filter(col(Offer.claimed_at) >= starts), 0)
    found = session.execute(
        select(col(Offer.state), number, this_week)
        .join(Task, col(Task.id) == col(Offer.task_id))
        .where(col(Offer.expert_id) == person_id, col(Offer.state).in_((*COMMITTED, OfferState.REJECTED)))
        .group_by(col(Offer.state))
    )
    by_state = {state: (counted, int(minutes)) for state, counted, minutes in found}
    minutes = sum(by_state.get(state, (0, 0))[1] for state in COMMITTED)
    accepted, rejected = (by_state.get(state, (0, 0))[0] for state in (OfferState.ACCEPTED, OfferState.REJECTED))
    return Tally(minutes, ends, accepted, rejected)


def mend_next(session: Session, after: PersonId, most: int) -> tuple[PersonId | None, int, int]:
    """Counts the next experts anew, each for the week that was counted last.

    Returns:
        the last of them, None where there are no more; how many there were, and of how many the count was wrong.
    """
    counted = (
        select(Expert, col(Person.timezone))
        .join(Person, col(Person.id) == col(Expert.person_id))
        .where(col(Expert.person_id) > after, col(Expert.week_ends_at).is_not(None))
        .order_by(col(Expert.person_id))
        .limit(most)
        .with_for_update(of=Expert)
    )
    rows = session.execute(counted).all()
    wrong = sum(_mend(session, expert, zone) for expert, zone in rows)
    return rows[-1][0].person_id if len(rows) == most else None, len(rows), wrong


def _mend(session: Session, expert: Expert, zone: str) -> bool:
    assert expert.week_ends_at is not None
    before = Tally(expert.week_minutes, expert.week_ends_at, expert.accepted, expert.rejected)
    found = count(session, expert.person_id, zone, expert.week_ends_at - timedelta(seconds=1))
    if found == before:
        return False
    expert.week_minutes, expert.week_ends_at, expert.accepted, expert.rejected = found
    return True


def keep_all(session: Session, people: Iterable[PersonId], now: datetime) -> None:
    """The same for several, in one order everywhere: two sweeps never wait for each other in a ring."""
    for person_id in sorted(set(people)):
        keep(session, person_id, now)


def keep(session: Session, person_id: PersonId, now: datetime) -> None:
    """Stores it with the expert; to call in the transaction that changed an offer's state or their time zone.

    The row is locked before it is counted, so that of two who change something at once the later counts both.
    Nothing happens for who is no expert any more.
    """
    session.flush()
    expert = session.get(Expert, person_id, with_for_update=True, populate_existing=True)
    if expert is None:
        return
    zone = session.scalars(select(col(Person.timezone)).where(col(Person.id) == person_id)).one()
    found = count(session, person_id, zone, now)
    expert.week_minutes, expert.week_ends_at, expert.accepted, expert.rejected = found
