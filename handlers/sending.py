"""Cards go out: to everyone who matches, a chunk at a time, and to whoever comes to match later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, String, cast, exists, insert, literal, select, update
from sqlmodel import col

from handlers.turn import View, Work
from models.broadcast import Broadcast, BroadcastState
from models.client import Client
from models.delivery import Delivery, DeliveryState, Priority
from models.expert import Expert
from models.field import wholes
from models.offer import Offer, OfferState
from models.person import Account, Person
from models.queries import audience
from models.queries.audience import JUST_HERE, Recipient
from models.queries.progress import WAITING
from models.rivalry import rivals
from models.task import Task, TaskState
from models.types import BroadcastId, OfferId, PersonId, TaskId

CHUNK = 1000
"""So many experts at once: about a tenth of a second, so that no reply waits for a broadcast."""
HELD_BACK = timedelta(days=36500)
"""A paused card is not due before that; resuming reckons its time anew."""


def fill(work: Work, broadcast: Broadcast, task: Task) -> int:
    """Offers the task to the next chunk of experts who match, in a drawn order; returns how many.

    Nothing happens while it is paused or has no place left.
    """
    if not broadcast.may_send or not task.is_open(work.now) or task.places_left < 1:
        return 0
    after = broadcast.cursor or PersonId(0)
    wanted = audience.criteria(task, work.get(Client, task.client_id), rivals(work.session))
    found, broadcast.cursor = audience.recipients(work.session, wanted, work.now, after=after, limit=CHUNK)
    work.rng.shuffle(found)
    send(work, broadcast, task.key, found)
    return len(found)


def offer_to(work: Work, expert: Expert) -> int:
    """Offers an expert all tasks being broadcast that they match: to call when they have joined or proven more.

    Returns:
        how many cards they will get.
    """
    work.session.flush()
    running = (
        select(Task, Broadcast, Client)
        .join(Broadcast, col(Broadcast.task_id) == col(Task.id))
        .join(Client, col(Client.id) == col(Task.client_id))
        .where(col(Broadcast.ended_at).is_(None), col(Broadcast.state) == BroadcastState.SENDING)
        .where(col(Task.state) == TaskState.OPEN, col(Task.deadline) > work.now, col(Task.places_left) > 0)
        .where(col(Task.field_code).in_(wholes(expert.field_code)))
        .order_by(col(Task.deadline))
    )
    them, competing = audience.candidate(work.session, expert), rivals(work.session)
    matching = [
        (task, broadcast)
        for task, broadcast, client in work.session.execute(running)
        if not audience.failed(audience.criteria(task, client, competing), them, work.now)
    ]
    for task, broadcast in matching:
        send(work, broadcast, task.key, [Recipient(expert.person_id, work.now)])
    return len(matching)


def send(work: Work, broadcast: Broadcast, task_id: TaskId, recipients: Sequence[Recipient]) -> None:
    """Makes the offers of these experts and has their cards sent, each when they are awake."""
    if not recipients:
        return
    offers = _offers(work, broadcast.key, task_id, [one.person_id for one in recipients])
    for one in recipients:
        if one.person_id in offers:
            _card(work, broadcast, offers[one.person_id], one)
    broadcast.recipients += len(offers)


def offer_one(work: Work, broadcast: Broadcast, task_id: TaskId, person_id: PersonId) -> Offer:
    """The offer of an expert who came for it; the caller shows it to them.

    Args:
        broadcast: locked for this transaction, after its task.
    """
    made = _offers(work, broadcast.key, task_id, [person_id])
    broadcast.recipients += 1
    return work.get(Offer, made[person_id])


def withdraw_unsent(work: Work, broadcast: Broadcast) -> None:
    """Cards that have not gone out never will, and their offers end; who was found by another way keeps it."""
    waiting = _waiting(broadcast.key)
    card = col(Delivery.dedupe_key) == literal("offer:") + cast(col(Offer.id), String)
    unseen = (col(Offer.state) == OfferState.OFFERED) & col(Offer.tapped_at).is_(None)
    work.session.execute(
        update(Offer)
        .where(col(Offer.broadcast_id) == broadcast.key, unseen, exists().where(card, *waiting))
        .values(state=OfferState.CLOSED, decided_at=work.now)
        .execution_options(synchronize_session=False)
    )
    cancelled = update(Delivery).where(*waiting).values(state=DeliveryState.CANCELLED)
    work.session.execute(cancelled.execution_options(synchronize_session=False))


def hold_back(work: Work, broadcast: Broadcast) -> None:
    """What has not gone out waits until `let_go`."""
    held = update(Delivery).where(*_waiting(broadcast.key)).values(not_before=work.now + HELD_BACK)
    work.session.execute(held.execution_options(synchronize_session=False))


def let_go(work: Work, broadcast: Broadcast) -> None:
    """What was held back is due again, each card when its expert is awake."""
    rows = work.session.execute(
        select(
            col(Delivery.id),
            col(Person.timezone),
            col(Expert.quiet_from),
            col(Expert.quiet_to),
            col(Account.last_seen_at) > work.now - JUST_HERE,
        )
        .join(Person, col(Person.id) == col(Delivery.person_id))
        .join(Expert, col(Expert.person_id) == col(Delivery.person_id))
        .join(Account, col(Account.id) == col(Delivery.account_id))
        .where(*_waiting(broadcast.key))
    )
    due = [{"id": id_, "not_before": at} for id_, at in audience.awake_from(rows, work.now)]
    if due:
        work.session.execute(update(Delivery), due)


def _offers(
    work: Work, broadcast_id: BroadcastId, task_id: TaskId, people: Sequence[PersonId]
) -> dict[PersonId, OfferId]:
    """One insert for all of them."""
    rows = [
        {
            "task_id": task_id,
            "expert_id": person_id,
            "broadcast_id": broadcast_id,
            "state": OfferState.OFFERED,
            "offered_at": work.now,
            "more_time_given": False,
            "declined_because": "",
        }
        for person_id in people
    ]
    made = work.session.execute(insert(Offer).returning(col(Offer.expert_id), col(Offer.id)), rows)
    return {row[0]: row[1] for row in made}


def _waiting(broadcast_id: BroadcastId) -> tuple[ColumnElement[bool], ...]:
    return col(Delivery.broadcast_id) == broadcast_id, col(Delivery.state).in_(WAITING)


def _card(work: Work, broadcast: Broadcast, offer_id: OfferId, to: Recipient) -> None:
    work.tell(
        to.person_id,
        View("offer-card", offer_id),
        key=f"offer:{offer_id}",
        priority=Priority.BROADCAST,
        not_before=to.not_before,
        broadcast_id=broadcast.key,
        trace=broadcast.trace,
    )
