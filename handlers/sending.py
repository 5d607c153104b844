"""Cards go out: to everyone who matches, a chunk at a time, and to whoever comes to match later."""

from __future__ import annotations

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
    work.session.flush()
    found = work.session.execute(_RUNNING, {"now": work.now, "fields": wholes(expert.field_code)}).all()
    if not found:
        return 0
    them, competing = audience.candidate(work.session, expert), rivals(work.session)
    matching = [
        (task, broadcast)
        for task, broadcast, client in found
        if not audience.failed(audience.criteria(task, client, competing), them, work.now)
    ]
    for task, broadcast in matching:
        send(work, broadcast, task.key, expert)
    return len(matching)


def send(work: Work, broadcast: Broadcast, task_id: TaskId, expert: Expert) -> None:
    """Makes the offer of an expert and has its card sent, at once: they are here."""
    offer = offer_one(work, broadcast, task_id, expert.person_id)
    work.tell(
        expert.person_id,
        View("offer-card", offer.key),
        key=f"offer:{offer.key}",
        priority=Priority.BROADCAST,
        broadcast_id=broadcast.key,
        trace=broadcast.trace,
    )


def offer_one(work: Work, broadcast: Broadcast, task_id: TaskId, person_id: PersonId) -> Offer:
    """The offer of one expert; the caller shows it to them.

    Args:
        broadcast: locked for this transaction, after its task.
    """
    offer = Offer(task_id=task_id, expert_id=person_id, broadcast_id=broadcast.key, offered_at=work.now)
    work.session.add(offer)
    _count(work, broadcast, 1)
    return offer


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
