"""A recruiter sends a task to everyone who matches, halts it, goes on, or ends it; the clock does the rest."""

from __future__ import annotations

from sqlalchemy import and_, exists, or_
from sqlmodel import col, select

from bot.chat.message import Button, Message, say, text
from handlers.broadcasts import closing
from handlers.broadcasts.funnel import funnel, open_funnel, refresh
from handlers.cards import room_card, sending
from handlers.drafts import scheduled
from handlers.drafts.drafts import drafts
from handlers.drafts.reach import wider
from handlers.due import NOW, ago
from handlers.help import way
from handlers.questions.answer_kinds import shortened
from handlers.routes import on_command, on_tap
from handlers.scope import own_task, scope
from handlers.turn import Turn, Work
from models.broadcast import AHEAD, LEAST_REST, Broadcast, BroadcastState
from models.membership import Role
from models.posting import Posting
from models.queries import progress
from models.task import Task, TaskState
from models.types import BroadcastId, TaskId


@on_command("broadcast", Role.RECRUITER)
def show(turn: Turn, _: str) -> list[Message]:
    """What could be sent, and what is being sent."""
    allowed = scope(turn)
    running = (
        select(Task)
        .join(Broadcast, col(Broadcast.task_id) == col(Task.id))
        .where(allowed.tasks, col(Task.state) == TaskState.OPEN)
        .order_by(col(Task.id).desc())
        .limit(10)
    )
    waiting = drafts(turn)
    ahead = scheduled.of_tasks(turn, waiting)
    rows = [_button(_waiting(ahead.get(task.key)), task, "draft.show") for task in waiting]
    rows += [_button("broadcast-running", task, "task.show") for task in turn.session.exec(running)]
    return [say("broadcast-which" if rows else "broadcast-none", rows=rows or [(way("newtask"),)])]


@on_tap("broadcast.start")
def start(turn: Turn, task_id: TaskId) -> list[Message]:
    """Opens the task and sends the first cards; a second tap changes nothing and says so."""
    task = own_task(turn, task_id)
    if task.state is not TaskState.DRAFT:
        rows = [[Button(text("task-show"), "task.show", (task.key,))]]
        return [say("broadcast-already", task=task.title, rows=rows)]
    broadcast = scheduled.of_task(turn, task)
    if broadcast is None:
        broadcast = Broadcast.start(task, turn.person.key, turn.now)
    else:
        scheduled.tell_who_scheduled(turn, broadcast, task, "schedule-sent-by-other")
        broadcast.set_out(task, turn.person.key, turn.now)
    turn.note("broadcast-started", f"task:{task.key}", turn.person.key)
    said = begin(turn, broadcast, task)
    open_funnel(turn, broadcast)
    return [said.in_place_of(turn.tapped_id)]


def begin(work: Work, broadcast: Broadcast, task: Task) -> Message:
    """The first cards of a broadcast that has just set out, and those for rooms; returns what its recruiter is told."""
    broadcast.trace = work.trace
    work.session.add(broadcast)
    work.session.flush()
    sending.fill(work, broadcast, task)
    room_card.put_up_all(work, task)
    if broadcast.recipients:
        return say("broadcast-started", task=task.title)
    ways = wider(work, task)
    hint = (text("broadcast-wider", ways=ways),) if ways.items else ()
    return Message((text("broadcast-started-nobody", task=task.title), *hint))


@on_tap("broadcast.pause")
def pause(turn: Turn, broadcast_id: BroadcastId) -> list[Message]:
    """Cards that have not gone out wait until it is resumed."""
    broadcast, task = _own(turn, broadcast_id)
    broadcast.pause()
    return [_picture(turn, broadcast, task)]


@on_tap("broadcast.resume")
def resume(turn: Turn, broadcast_id: BroadcastId) -> list[Message]:
    """It goes on where it was halted, outside everyone's quiet hours."""
    broadcast, task = _own(turn, broadcast_id)
    broadcast.resume()
    return [_picture(turn, broadcast, task)]


@on_tap("broadcast.cancel")
def cancel(turn: Turn, broadcast_id: BroadcastId) -> list[Message]:
    """Asks, and says what can't be undone."""
    broadcast, task = _own(turn, broadcast_id)
    sent = progress.of_cards(turn.session, broadcast, turn.now)
    rows = [
        [Button(text("broadcast-cancel-no"), "broadcast.keep", (broadcast.key,), style="primary")],
        [Button(text("broadcast-cancel-yes"), "broadcast.cancelled", (broadcast.key,), style="danger")],
    ]
    return [say("broadcast-cancel-sure", task=task.title, queued=sent.queued, sent=sent.sent, rows=rows)]


@on_tap("broadcast.keep")
def keep(turn: Turn, broadcast_id: BroadcastId) -> list[Message]:
    """It was not meant."""
    _, task = _own(turn, broadcast_id)
    return [say("broadcast-kept", task=task.title).in_place_of(turn.tapped_id)]


@on_tap("broadcast.cancelled")
def cancelled(turn: Turn, broadcast_id: BroadcastId) -> list[Message]:
    """Ends the sending for good; who has the card may still claim."""
    broadcast, task = _own(turn, broadcast_id)
    broadcast.cancel()
    sending.withdraw_next(turn, broadcast)
    turn.note("broadcast-cancelled", f"task:{task.key}", turn.person.key)
    rows = [[Button(text("task-show"), "task.show", (task.key,))]]
    return [say("broadcast-cancelled", task=task.title, rows=rows).in_place_of(turn.tapped_id)]


def sweep(work: Work) -> None:
    """Looks after every broadcast that can still change: closes at the deadline, and keeps the picture true."""
    for task, broadcast in work.session.exec(_LIVE.with_for_update(of=Task, skip_locked=True)).all():
        _look_after(work, task, broadcast)


def move(work: Work) -> bool:
    """One chunk of one broadcast: cards for the next experts, or, where it is over, cards put right. What has come
    least far goes first, so that a large one holds up no small one.

    Returns:
        whether there may be more to do.
    """
    found = work.session.exec(UNFINISHED.with_for_update(of=Task, skip_locked=True), params=work.moments).first()
    if found is None:
        return False
    task, broadcast = found
    if broadcast.state is BroadcastState.SENDING:
        sending.fill(work, broadcast, task)
    else:
        closing.put_next_right(work, broadcast, task)
    return True


def _look_after(work: Work, task: Task, broadcast: Broadcast) -> None:
    closing.close_if_over(work, task)
    true = all([refresh(work, broadcast, task), room_card.refresh(work, task)])
    if true and task.state is TaskState.CLOSED and broadcast.cursor is None and closing.settled(work, task):
        broadcast.ended_at = work.now


def _waiting(ahead: Broadcast | None) -> str:
    return "broadcast-scheduled" if ahead else "broadcast-draft"


def _button(key: str, task: Task, action: str) -> tuple[Button]:
    return (Button(text(key, task=shortened(task.title, 50)), action, (task.key,)),)


def _own(turn: Turn, broadcast_id: BroadcastId) -> tuple[Broadcast, Task]:
    """A broadcast of the recruiter's client with its task, both locked."""
    task = own_task(turn, turn.get(Broadcast, broadcast_id).task_id)
    return turn.lock(Broadcast, broadcast_id), task


def _picture(turn: Turn, broadcast: Broadcast, task: Task) -> Message:
    return funnel(turn.session, broadcast, task, turn).in_place_of(turn.tapped_id)


_OF_TASKS = select(Task, Broadcast).join(Broadcast, col(Broadcast.task_id) == col(Task.id))
_OVER = col(Broadcast.state).in_((BroadcastState.CANCELLED, BroadcastState.DONE))
_SENDS = and_(
    col(Broadcast.state) == BroadcastState.SENDING,
    col(Task.state) == TaskState.OPEN,
    col(Task.deadline) > NOW,
    col(Task.places_left) > 0,
)
UNFINISHED = (
    _OF_TASKS.where(col(Broadcast.ended_at).is_(None), col(Broadcast.cursor).is_not(None), or_(_OVER, _SENDS))
    .order_by(col(Broadcast.recipients), col(Broadcast.id))
    .limit(1)
)
_LIVE = _OF_TASKS.where(col(Broadcast.ended_at).is_(None), col(Broadcast.state).not_in(AHEAD)).order_by(
    col(Broadcast.id)
)
CHANGES = _LIVE.where(
    or_(
        col(Broadcast.funnel_at).is_(None),
        col(Broadcast.funnel_at) <= ago("picture_rested", LEAST_REST),
        exists().where(col(Posting.task_id) == col(Task.id)),
        closing.MAY_CLOSE,
        and_(col(Broadcast.cursor).is_(None), closing.IS_SETTLED),
    )
)
"""Those of the live ones of which something may be changed: the picture of the others rests, and no room has their
card."""
