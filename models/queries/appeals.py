"""Who may decide on an appeal, and which wait for whom: never for the expert, nor for whoever rejected the answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlmodel import Session, col

from models.appeal import Appeal
from models.client import HOUSE, Client
from models.membership import Membership, Role
from models.offer import Offer
from models.review import Review
from models.task import Task
from models.types import PersonId

MOST_TOLD = 50


class Waiting(NamedTuple):
    """How many appeals wait, and since when the oldest."""

    number: int
    since: datetime


def reviewers_of(session: Session, task: Task) -> list[PersonId]:
    """Who may decide on answers to a task: admins, and whoever recruits for its client."""
    who = col(Membership.person_id)
    may = select(who).join(Task, col(Task.id) == task.key).where(_REVIEWS).group_by(who).order_by(who)
    return [PersonId(person_id) for person_id in session.execute(may.limit(MOST_TOLD)).scalars()]


def others(session: Session, task: Task, offer: Offer, first: Review) -> list[PersonId]:
    """Those of them who may decide on an appeal against this rejection."""
    return [one for one in reviewers_of(session, task) if one not in (offer.expert_id, first.reviewer_id)]


def may_review(session: Session, task: Task, person_id: PersonId) -> bool:
    """Whether this person may decide on answers to a task, as it is today."""
    held = select(col(Membership.id)).join(Task, col(Task.id) == task.key).where(_REVIEWS)
    return session.execute(held.where(col(Membership.person_id) == person_id).limit(1)).first() is not None


def waiting_for(session: Session, people: Collection[PersonId]) -> dict[PersonId, Waiting]:
    """What each of these people may decide on; those for whom nothing waits are left out."""
    who, made = col(Membership.person_id), col(Appeal.made_at)
    theirs = _UNDECIDED.join(Membership, _REVIEWS).where(
        who.in_(people), who != col(Appeal.expert_id), who != col(Review.reviewer_id)
    )
    counted = theirs.with_only_columns(who, func.count(func.distinct(col(Appeal.offer_id))), func.min(made))
    rows = session.execute(counted.group_by(who)).all()
    return {person_id: Waiting(number, since) for person_id, number, since in rows}


def all_for(session: Session, reviewer: PersonId) -> Sequence[Appeal]:
    """Those that this person may decide on, the oldest first; not more than `MOST_TOLD`."""
    return (
        session.execute(_waiting(reviewer).order_by(col(Appeal.made_at), col(Appeal.offer_id)).limit(MOST_TOLD))
        .scalars()
        .all()
    )


def undecided(session: Session) -> Waiting | None:
    """All that wait for anybody; None for none."""
    counted = _UNDECIDED.with_only_columns(func.count(), func.min(col(Appeal.made_at)))
    number, since = session.execute(counted).one()
    return Waiting(number, since) if number else None


def count_for(session: Session, reviewer: PersonId) -> int:
    """How many wait that this person may decide on."""
    return int(session.execute(_waiting(reviewer).with_only_columns(func.count())).scalar_one())


def next_for(session: Session, reviewer: PersonId, *, after: Appeal | None = None) -> Appeal | None:
    """The one to look at next, the oldest first; after the last it begins again."""
    every = _waiting(reviewer).order_by(col(Appeal.made_at), col(Appeal.offer_id)).limit(1)
    if after is not None:
        at: Any = after.made_at
        same = and_(col(Appeal.made_at) == at, col(Appeal.offer_id) > after.offer_id)
        later: Appeal | None = session.execute(every.where(or_(col(Appeal.made_at) > at, same))).scalar()
        if later is not None:
            return later
    first: Appeal | None = session.execute(every).scalar()
    return first


def count_stuck(session: Session, rejected_by: PersonId | None = None) -> int:
    """How many appeals against this person's rejections nobody may decide on; against anyone's where none is named."""
    judge = select(col(Membership.id)).where(
        _REVIEWS,
        col(Membership.person_id) != col(Appeal.expert_id),
        col(Membership.person_id) != col(Review.reviewer_id),
    )
    alone = ~judge.correlate(Task, Appeal, Review).exists()
    whose = true() if rejected_by is None else col(Review.reviewer_id) == rejected_by
    against = _UNDECIDED.where(whose, alone)
    return int(session.execute(against.with_only_columns(func.count())).scalar_one())


def _waiting(reviewer: PersonId) -> Select[Any]:
    may = select(col(Membership.id)).where(_REVIEWS, col(Membership.person_id) == reviewer)
    return _UNDECIDED.where(
        col(Appeal.expert_id) != reviewer,
        col(Review.reviewer_id) != reviewer,
        may.correlate(Task).exists(),
    )


_HOUSE = select(col(Client.id)).where(col(Client.name) == HOUSE).scalar_subquery()
_REVIEWS: ColumnElement[bool] = or_(
    col(Membership.role) == Role.ADMIN,
    and_(
        col(Membership.role) == Role.RECRUITER,
        func.coalesce(col(Membership.client_id), _HOUSE) == col(Task.client_id),
    ),
)
"""As `handlers.scope` has it, for a row of a task."""
_UNDECIDED: Select[Any] = (
    select(Appeal)
    .join(Review, col(Review.offer_id) == col(Appeal.offer_id))
    .join(Offer, col(Offer.id) == col(Appeal.offer_id))
    .join(Task, col(Task.id) == col(Offer.task_id))
    .where(col(Appeal.decided_at).is_(None))
)
