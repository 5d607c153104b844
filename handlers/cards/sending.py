"""Cards go out: to everyone who matches, a chunk at a time, and to whoever comes to match later."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select, update
from sqlmodel import col

from handlers.turn import View, Work
from models.broadcast import Broadcast, BroadcastState
from models.client import Client
from models.delivery import Delivery, DeliveryState, Priority
from models.expert import Expert
from models.field import wholes
from models.offer import Offer, OfferState
from models.queries import audience, cards
from models.queries.offering import offer_next
from models.rivalry import rivals
from models.task import Task, TaskState
from models.types import PersonId, TaskId

MOST_WITHDRAWN = 2000
"""Cards in one transaction: some tens of milliseconds."""


def fill(work: Work, broadcast: Broadcast, task: Task) -> int:
    """Offers the task to the next chunk of experts who match, in a drawn order; returns how many.

    Nothing happens while it is paused or has no place left. The position is kept with the chunk, in one transaction:
    whatever is killed when, it goes on behind the last whole one.
    """
    if not broadcast.may_send or not task.is_open(work.now) or task.places_left < 1:
        return 0
    wanted = audience.criteria(task, work.get(Client, task.client_id), rivals(work.session))
    after = broadcast.cursor or PersonId(0)
    made, broadcast.cursor = offer_next(work.session, broadcast, wanted, work.now, after, work.rng)
    _count(work, broadcast, made)
    return made


def offer_to(work: Work, expert: Expert) -> int:
    """Offers an expert all tasks being broadcast that they match: to call when they have joined or proven more.

    Returns:
        how many cards they will get.
    """
    with work.reading(Task, Broadcast, Client):
        found = work.session.execute(_RUNNING, {"now": work.now, "fields": wholes(expert.field_code)}).all()
    if not found:
        return 0
    work.session.flush()
    them, competing = audience.candidate(work.session, expert), rivals(work.session)
    matching = [
        (task, broadcast)
        for task, broadcast, client in found
        if not audience.failed(audience.criteria(task, client, competing), them, work.now)
    ]
    _send(work, matching, expert)
    return len(matching)


def _send(work: Work, matching: Sequence[tuple[Task, Broadcast]], expert: Expert) -> None:
    """Makes the offers of an expert and has their cards sent, at once: they are here. Ten cost no more statements than
    one.

    The broadcasts are locked after the offers are there, whose tasks somebody may hold who waits for a broadcast.
    """
    if not matching:
        return
    rows = [
        _offer(work, broadcast, task.key, expert.person_id).model_dump(exclude={"id"}) for task, broadcast in matching
    ]
    made = dict(work.session.connection().execute(_OFFERED, rows).all())
    ids = [broadcast.key for _, broadcast in matching]
    work.session.execute(_LOCKED, {"ids": ids})
    work.session.execute(_ONE_MORE, {"ids": ids}, execution_options={"synchronize_session": False})
    for task, broadcast in matching:
        work.session.expire(broadcast, ["recipients"])
        offer_id = made[task.key]
        work.tell(
            expert.person_id,
            View("offer-card", offer_id),
            key=f"offer:{offer_id}",
            priority=Priority.BROADCAST,
            broadcast_id=broadcast.key,
            trace=broadcast.trace,
        )


def offer_one(work: Work, broadcast: Broadcast, task_id: TaskId, person_id: PersonId) -> Offer:
    """The offer of one expert; the caller shows it to them.

    Args:
        broadcast: locked for this transaction, after its task.
    """
    offer = _offer(work, broadcast, task_id, person_id)
    work.session.add(offer)
    _count(work, broadcast, 1)
    return offer


def _offer(work: Work, broadcast: Broadcast, task_id: TaskId, person_id: PersonId) -> Offer:
    return Offer(task_id=task_id, expert_id=person_id, broadcast_id=broadcast.key, offered_at=work.now)


def withdraw_next(work: Work, broadcast: Broadcast) -> int:
    """Cards that have not gone out never will, and their offers end: the next of them; returns how many.

    Who was found by another way, and has touched the offer, keeps it. None of them is sent meanwhile: the sender takes
    cards only of broadcasts that are being sent.
    """
    waiting = (col(Delivery.broadcast_id) == broadcast.key, col(Delivery.state) < DeliveryState.SENT)
    chosen = select(col(Delivery.id), col(Delivery.dedupe_key)).where(*waiting).limit(MOST_WITHDRAWN)
    rows = work.session.execute(chosen.with_for_update(skip_locked=True)).all()
    if not rows:
        return 0
    ids = [row.id for row in rows]
    with cards.counting(work.session, col(Delivery.id).in_(ids)):
        withdrawn = update(Delivery).where(col(Delivery.id).in_(ids)).values(state=DeliveryState.CANCELLED)
        work.session.execute(withdrawn.execution_options(synchronize_session=False))
    offers = [int(row.dedupe_key.partition(":")[2]) for row in rows]
    unseen = (col(Offer.state) == OfferState.OFFERED, col(Offer.tapped_at).is_(None))
    ended = update(Offer).where(col(Offer.id).in_(offers), *unseen)
    ended = ended.values(state=OfferState.CLOSED, decided_at=work.now)
    work.session.execute(ended.execution_options(synchronize_session=False))
    return len(rows)


def _count(work: Work, broadcast: Broadcast, offers: int) -> None:
    """Added where it stands: others may be adding too."""
    if offers:
        broadcast.recipients = col(Broadcast.recipients) + offers  # type: ignore[assignment]  # SQL, worked out there
    work.session.flush()


_RUNNING = (
    select(Task, Broadcast, Client)
    .join(Broadcast, col(Broadcast.task_id) == col(Task.id))
    .join(Client, col(Client.id) == col(Task.client_id))
    .where(col(Broadcast.ended_at).is_(None), col(Broadcast.state) == BroadcastState.SENDING)
    .where(col(Task.state) == TaskState.OPEN, col(Task.deadline) > bindparam("now"), col(Task.places_left) > 0)
    .where(col(Task.field_code).in_(bindparam("fields", expanding=True)))
    .order_by(col(Task.deadline), col(Task.id))
)
_OFFERS = Offer.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_OFFERED = _OFFERS.insert().returning(_OFFERS.c.task_id, _OFFERS.c.id)
_THESE = col(Broadcast.id).in_(bindparam("ids", expanding=True))
_LOCKED = select(col(Broadcast.id)).where(_THESE).order_by(col(Broadcast.id)).with_for_update()
_ONE_MORE = update(Broadcast).where(_THESE).values(recipients=col(Broadcast.recipients) + 1)
