"""What nobody needs any more, a little at a time: ids of events, ended jobs, messages that were sent long ago and the
reminders in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, delete, func, select, update

from models.broadcast import Broadcast
from models.delivery import Delivery, DeliveryState
from models.job import Job, JobState
from models.offer import CLAIMABLE, Offer, OfferState
from models.posting import Posting
from models.reminder import Reminder
from models.seen import SeenEvent
from models.task import Task, TaskState
from models.types import DeliveryId

OPEN = (*CLAIMABLE, OfferState.CLAIMED, OfferState.SUBMITTED)
"""While an offer is one of these, its card may be tapped or edited; a returned one while its task is open."""


_TABLE = Delivery.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it


class Step(NamedTuple):
    """How many rows went, and after which row the next step begins; None where no older one is left."""

    gone: int
    after: int | None


class _Sent(NamedTuple):
    id: DeliveryId
    key: str
    account: int
    person: int
    broadcast: int | None


def forget_seen(session: Session, before: datetime, after: int, most: int) -> Step:
    """Ids of events that arrived before."""
    key = sa.tuple_(col(SeenEvent.platform), col(SeenEvent.event_id))
    old = select(SeenEvent.platform, SeenEvent.event_id).where(col(SeenEvent.at) < before).limit(most)
    return _of_all(changed(session, delete(SeenEvent).where(key.in_(old))), after)


def forget_jobs(session: Session, before: datetime, after: int, most: int) -> Step:
    """Jobs that have ended and were due before."""
    ended = (JobState.DONE, JobState.FAILED)
    old = select(Job.id).where(col(Job.state).in_(ended), col(Job.due_at) < before).limit(most)
    return _of_all(changed(session, delete(Job).where(col(Job.id).in_(old))), after)


def note_over(session: Session, now: datetime, most: int) -> int:
    """Reminders that are over are noted as such from now on; how many were. Nobody who has one is waited for."""
    over = (col(Reminder.due_at).is_(None), col(Reminder.over_at).is_(None))
    unnoted = select(Reminder.id).where(*over).limit(most).with_for_update(skip_locked=True)
    return changed(session, update(Reminder).where(col(Reminder.id).in_(unnoted), *over).values(over_at=now))


def forget_reminders(session: Session, before: datetime, after: int, most: int) -> Step:
    """Reminders that have been over since before. One that was put off meanwhile stays."""
    over = (col(Reminder.due_at).is_(None), col(Reminder.over_at) < before)
    old = select(Reminder.id).where(*over).limit(most).with_for_update(skip_locked=True)
    return _of_all(changed(session, delete(Reminder).where(col(Reminder.id).in_(old), *over)), after)


def forget_deliveries(session: Session, before: datetime, after: int, most: int) -> Step:
    """Looks at the next so many deliveries, and deletes those that have ended, are older, and are needed no more.

    A button names the delivery that it hangs under. So there stay: cards of offers that are still open, the live
    picture of a broadcast and all that it counts, cards in rooms, pages, and the last message of each chat.
    """
    columns = _TABLE.c["id", "dedupe_key", "account_id", "person_id", "broadcast_id"]
    rows = session.execute(
        sa.select(col(Delivery.created_at), col(Delivery.state), *columns)
        .where(col(Delivery.id) > after)
        .order_by(col(Delivery.id))
        .limit(most)
    ).all()
    old = [row for row in rows if row.created_at < before]
    ended = [_Sent(*row[2:]) for row in old if row.state >= DeliveryState.SENT]
    needed = _needed(session, ended)
    gone = [one.id for one in ended if one.id not in needed]
    if gone:
        session.execute(delete(Delivery).where(col(Delivery.id).in_(gone)))
    reached_the_end = len(rows) < most or len(old) < len(rows)
    return Step(len(gone), None if reached_the_end else rows[-1].id)


def _needed(session: Session, ended: Sequence[_Sent]) -> set[DeliveryId]:
    last = _last_of_chats(session, {one.account for one in ended})
    cards, offers = _open_offers(session, {one.person for one in ended})
    running = set(session.exec(select(Broadcast.id).where(col(Broadcast.ended_at).is_(None))))
    kept = {"offer": offers, "funnel": running, "posting": _in_rooms(session)}
    return {
        one.id
        for one in ended
        if one.id in last or one.id in cards or one.broadcast in running or _is_kept(one.key, kept)
    }


def _is_kept(key: str, kept: dict[str, set[int | None]]) -> bool:
    """By what a delivery is known by: "offer:5", "funnel:7:2", "home:3"."""
    kind, _, rest = key.partition(":")
    subject = rest.partition(":")[0]
    return kind == "home" or (subject.isdecimal() and int(subject) in kept.get(kind, set()))


def _last_of_chats(session: Session, accounts: Iterable[int]) -> set[DeliveryId | None]:
    account = col(Delivery.account_id)
    return set(session.exec(select(func.max(Delivery.id)).where(account.in_(accounts)).group_by(account)))


def _open_offers(session: Session, people: Iterable[int]) -> tuple[set[DeliveryId | None], set[int | None]]:
    """The cards that were tapped last, and the offers themselves."""
    rows = session.execute(
        select(Offer.card_id, Offer.id)
        .join(Task, col(Task.id) == col(Offer.task_id))
        .where(col(Offer.expert_id).in_(people), col(Offer.state).in_(OPEN))
        .where(sa.or_(col(Task.state) == TaskState.OPEN, col(Offer.state).not_in(CLAIMABLE)))
    ).all()
    return {card for card, _ in rows}, {offer for _, offer in rows}


def _in_rooms(session: Session) -> set[int | None]:
    """The postings of tasks that are open."""
    of_open = select(Posting.id).join(Task, col(Task.id) == col(Posting.task_id)).where(Task.state == TaskState.OPEN)
    return set(session.exec(of_open))


def changed(session: Session, statement: sa.Delete | sa.Update) -> int:
    """How many rows it changed or deleted."""
    return session.connection().execute(statement).rowcount


def _of_all(gone: int, after: int) -> Step:
    """A step that needs no place to go on after: what is old is found by an index, until there is none."""
    return Step(gone, after if gone else None)
