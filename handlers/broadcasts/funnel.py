"""The live picture of a broadcast: one message in the recruiter's chat, edited as things happen."""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session, col, select

from bot.chat.message import Button, Message, Rows, Text, text
from bot.chat.texts import Reader
from handlers.drafts.few import is_few
from handlers.routes import view
from handlers.turn import View, Work
from models.broadcast import Broadcast, BroadcastState
from models.delivery import Delivery, DeliveryState
from models.queries import progress
from models.queries.progress import WAITING, Answered, Sent
from models.task import Task, TaskState
from models.types import BroadcastId


def open_funnel(work: Work, broadcast: Broadcast) -> None:
    """Sends the one message that the clock keeps true."""
    work.tell(broadcast.started_by, View("funnel", broadcast.key), key=_key(broadcast, 0))


def refresh(work: Work, broadcast: Broadcast, task: Task) -> bool:
    """Edits the message where it no longer says what is true and no earlier edit is under way.

    Returns:
        whether the message says what is true, or can't be mended.
    """
    first = _delivery(work, _key(broadcast, 0))
    if first is None or first.state not in (*WAITING, DeliveryState.SENT):  # None: whose it was has been forgotten
        return True
    last = _delivery(work, _key(broadcast, broadcast.funnel_round))
    if last is None or last.state in WAITING or not broadcast.is_due(work.now):
        return False
    if not broadcast.shows(repr(picture(work.session, broadcast, task, work)), work.now):
        return True
    broadcast.funnel_round += 1
    edit = View("funnel", broadcast.key, replaces=first.id)
    work.tell(broadcast.started_by, edit, key=_key(broadcast, broadcast.funnel_round))
    return False


def funnel(session: Session, broadcast: Broadcast, task: Task, at: Work | Reader) -> Message:
    """The picture with what can be done."""
    return Message(picture(session, broadcast, task, at), _buttons(session, broadcast, task))


@view("funnel")
def _funnel(session: Session, broadcast_id: BroadcastId, reader: Reader) -> Message | None:
    broadcast = session.get(Broadcast, broadcast_id)
    task = session.get(Task, broadcast.task_id) if broadcast else None
    return funnel(session, broadcast, task, reader) if broadcast and task else None


def picture(session: Session, broadcast: Broadcast, task: Task, at: Work | Reader) -> tuple[Text, ...]:
    """How it stands, why it waits, and the numbers. Neither platform tells what was read, so nor does this."""
    sent = progress.of_cards(session, broadcast, at.now)
    answered = progress.of_task(session, task.key)
    numbers = text(
        "funnel",
        queued=sent.queued,
        sent=sent.sent,
        tapped=answered.tapped,
        claimed=answered.claimed,
        answered=answered.answered,
        accepted=answered.accepted,
        places=task.places,
        paid=progress.paid(session, task.key, task.currency),
    )
    heading = text("funnel-title", task=task.title)
    return (heading, _stands(broadcast, task, sent, at), numbers, *_remarks(broadcast, sent, answered))


def _stands(broadcast: Broadcast, task: Task, sent: Sent, at: Work | Reader) -> Text:
    match broadcast.state:
        case BroadcastState.PAUSED:
            return text("funnel-paused", queued=sent.queued)
        case BroadcastState.CANCELLED if task.closed_at is None:
            return text("funnel-cancelled", sent=sent.sent)
        case BroadcastState.CANCELLED | BroadcastState.DONE:
            return text("funnel-closed", at=task.closed_at or at.now)
    if sent.queued > sent.asleep or broadcast.cursor is not None:
        return text("funnel-sending")
    return text("funnel-out", deadline=task.deadline) if broadcast.recipients else text("funnel-nobody")


def _remarks(broadcast: Broadcast, sent: Sent, answered: Answered) -> Iterator[Text]:
    if sent.asleep and sent.wakes_at is not None and broadcast.state is BroadcastState.SENDING:
        few = is_few(sent.asleep)
        yield text("funnel-few-asleep") if few else text("funnel-asleep", n=sent.asleep, until=sent.wakes_at)
    if sent.lost:
        yield text("funnel-lost", n=sent.lost)
    if answered.waiting:
        yield text("funnel-to-review", n=answered.waiting)


def _buttons(session: Session, broadcast: Broadcast, task: Task) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if progress.of_task(session, task.key).waiting:
        rows.append((Button(text("button-review"), "review.open", (task.key,), style="primary"),))
    cancel = Button(text("funnel-cancel"), "broadcast.cancel", (broadcast.key,))
    if broadcast.state is BroadcastState.SENDING:
        rows.append((Button(text("funnel-pause"), "broadcast.pause", (broadcast.key,)), cancel))
    if broadcast.state is BroadcastState.PAUSED:
        rows.append((Button(text("funnel-resume"), "broadcast.resume", (broadcast.key,)), cancel))
    if task.state is TaskState.OPEN:
        rows.append((Button(text("room-button"), "task.rooms", (task.key,)),))
    return tuple(rows)


def _key(broadcast: Broadcast, round_: int) -> str:
    return f"funnel:{broadcast.key}:{round_}" if round_ else f"funnel:{broadcast.key}"


def _delivery(work: Work, key: str) -> Delivery | None:
    return work.session.exec(select(Delivery).where(col(Delivery.dedupe_key) == key)).first()
