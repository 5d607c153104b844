"""What waits to be sent or done, and since when: for whoever watches the service."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, literal, text
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, func, select

from models.broadcast import Broadcast, BroadcastState
from models.delivery import Delivery, Priority
from models.installation import LostWorkspace
from models.job import Job, JobState
from models.queries import cards
from models.seen import ParkedEvent
from models.switch import SENDING, SwitchedOff

MOST_COUNTED = 20_000
"""So many of one channel and urgency are counted one by one, some milliseconds; where more wait, that is all that is
said. Cards are no part of it: how many of them wait is kept."""


class Late(NamedTuple):
    """How many of one urgency wait, at least, and since when the oldest of them has been due."""

    priority: Priority
    number: int
    since: datetime
    is_all: bool = True


class _Lane(NamedTuple):
    """Messages of one channel and urgency that have not gone out; `since` is when the first of them was due, or is."""

    channel: str
    priority: Priority
    since: datetime


class _Lanes(NamedTuple):
    """How lanes are found: the channel after another, and since when one of its urgencies waits."""

    channel: Select[str | None]
    since: Select[datetime | None]


def late(session: Session, now: datetime) -> list[Late]:
    """What is due by now, the most urgent first; without what waits for a lost workspace or for a recruiter.

    Costs the same however much waits.
    """
    lost = frozenset(session.scalars(_LOST))
    found: dict[int, Late] = {}
    for one in (*_messages(session, now, lost), *_cards(session, now, lost)):
        same = found.get(one.priority, one._replace(number=0))
        all_ = same.is_all and one.is_all
        found[one.priority] = Late(one.priority, same.number + one.number, min(same.since, one.since), all_)
    return [found[priority] for priority in sorted(found)]


def _messages(session: Session, now: datetime, lost: Collection[str]) -> Iterator[Late]:
    """All but cards, lane by lane."""
    for lane in _lanes(session, _OF_NO_BROADCAST, {}):
        if lane.since <= now and lane.channel not in lost:
            bound = {"channel": lane.channel, "priority": int(lane.priority), "now": now, "most": MOST_COUNTED + 1}
            number = session.scalar(_COUNTED, bound) or 0
            yield Late(lane.priority, min(number, MOST_COUNTED), lane.since, number <= MOST_COUNTED)


def _cards(session: Session, now: datetime, lost: Collection[str]) -> Iterator[Late]:
    """As they are kept, for each broadcast that is being sent."""
    for broadcast_id, number in cards.waiting(session, now).items():
        of_it = {"broadcast": broadcast_id}
        lanes = [lane for lane in _lanes(session, _OF_BROADCAST, of_it) if lane.since <= now]
        kept = sum(
            session.scalar(_CARDS_COUNTED, of_it | {"channel": lane.channel, "now": now}) or 0
            for lane in lanes
            if lane.channel in lost
        )
        since = min((lane.since for lane in lanes if lane.channel not in lost), default=None)
        if since is not None and number > kept:
            yield Late(Priority.BROADCAST, number - kept, since)


def _lanes(session: Session, queries: _Lanes, bound: Mapping[str, object]) -> Iterator[_Lane]:
    """A look into the index for each, so that nothing else of what waits is read."""
    channel: str | None = ""
    while channel := session.scalar(queries.channel, {**bound, "channel": channel}):
        for priority in Priority:
            since = session.scalar(queries.since, {**bound, "channel": channel, "priority": int(priority)})
            if since is not None:
                yield _Lane(channel, priority, since)


def kept_for_lost(session: Session, now: datetime) -> int:
    """How much waits until the app is installed in its workspace again."""
    return session.exec(select(func.count()).where(*_due(now), col(Delivery.channel).in_(_LOST))).one()


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
    sending = select(Broadcast.id).where(Broadcast.state == BroadcastState.SENDING)
    goes_out = col(Delivery.broadcast_id).is_(None) | col(Delivery.broadcast_id).in_(sending)
    return _WAITS, col(Delivery.not_before) <= now, goes_out


_LOST = select(LostWorkspace.channel)
_WAITS: ColumnElement[bool] = text("delivery.state < 2")  # type: ignore[assignment]  # a text is a condition too
"""Said as the index of what is due says it, so that it is looked up there."""
_NO_CARD = (_WAITS, col(Delivery.broadcast_id).is_(None))
_CARD = (_WAITS, col(Delivery.broadcast_id) == bindparam("broadcast"))
_OF_CHANNEL = col(Delivery.channel) == bindparam("channel")
_OF_LANE = (_OF_CHANNEL, col(Delivery.priority) == bindparam("priority"))


def _lanes_of(*which: ColumnElement[bool]) -> _Lanes:
    channel = sa_select(func.min(Delivery.channel)).where(*which, col(Delivery.channel) > bindparam("channel"))
    since = sa_select(func.min(Delivery.not_before)).where(*which, *_OF_LANE)
    return _Lanes(channel, since)


_OF_NO_BROADCAST, _OF_BROADCAST = _lanes_of(*_NO_CARD), _lanes_of(*_CARD)
_DUE = col(Delivery.not_before) <= bindparam("now")
_FIRST = sa_select(literal(1)).select_from(Delivery).where(*_NO_CARD, *_OF_LANE, _DUE).limit(bindparam("most"))
_COUNTED = sa_select(func.count()).select_from(_FIRST.subquery())
_CARDS_COUNTED = sa_select(func.count()).select_from(Delivery).where(*_CARD, _OF_CHANNEL, _DUE)
