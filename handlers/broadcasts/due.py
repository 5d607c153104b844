"""A broadcast that was scheduled starts when its time has come, as if its recruiter had sent it then."""

from __future__ import annotations

from sqlalchemy import and_, exists, or_
from sqlmodel import col, select

from bot.chat.message import Button, Message, Text, text
from handlers.broadcasts import broadcast as broadcasts
from handlers.broadcasts import late
from handlers.broadcasts.funnel import open_funnel
from handlers.broadcasts.late import LATE
from handlers.drafts import scheduled
from handlers.due import NOW
from handlers.turn import Work
from models.broadcast import Broadcast, BroadcastState
from models.errors import Refused
from models.switch import SENDING, SwitchedOff
from models.task import Task, TaskState


def sweep(work: Work) -> bool:
    """The next one whose time has come, and the next one that was asked about until its task's deadline.

    While the operator has paused everything that goes out none starts, so that it isn't too late unasked by the time
    that sending is resumed.

    Returns:
        whether there may be more.
    """
    next_ = DUE.with_for_update(of=[Task, Broadcast], skip_locked=True)
    found = work.session.exec(next_, params=work.moments).first()
    if found is None:
        return False
    task, broadcast = found
    if late.is_late(work, broadcast) and task.deadline > work.now:
        late.ask_before_start(work, task, broadcast)
    else:
        _start(work, task, broadcast)
    return True


def _start(work: Work, task: Task, broadcast: Broadcast) -> None:
    try:
        broadcast.set_out(task, broadcast.started_by, work.now)
    except Refused as refused:
        _give_up(work, task, broadcast, refused)
        return
    work.note("broadcast-started", f"task:{task.key}")
    said = broadcasts.begin(work, broadcast, task)
    work.tell(broadcast.started_by, said, key=f"broadcast-began:{broadcast.key}")
    open_funnel(work, broadcast)


def _give_up(work: Work, task: Task, broadcast: Broadcast, refused: Refused) -> None:
    at, whose = broadcast.starts_at, broadcast.started_by
    scheduled.drop(work, task)
    work.note("broadcast-not-started", f"task:{task.key}")
    why = Text(refused.key, refused.variables)
    rows = (
        (Button(text("draft-edit"), "draft.edit", (task.key,)), Button(text("task-show"), "task.show", (task.key,))),
    )
    told = Message((text("schedule-not-sent", task=task.title, at=at), why), rows)
    work.tell(whose, told, key=f"broadcast-not-started:{task.key}:{at.timestamp():.0f}")


_START = col(Broadcast.scheduled_for)
_GOES_OUT = ~exists().where(col(SwitchedOff.name) == SENDING)
_COMES = and_(col(Broadcast.state) == BroadcastState.SCHEDULED, or_(_START < LATE, and_(_START <= NOW, _GOES_OUT)))
_UNANSWERED = and_(col(Broadcast.state) == BroadcastState.LATE, col(Task.deadline) <= NOW)
DUE = (
    select(Task, Broadcast)
    .join(Broadcast, col(Broadcast.task_id) == col(Task.id))
    .where(col(Broadcast.ended_at).is_(None), col(Task.state) == TaskState.DRAFT, or_(_COMES, _UNANSWERED))
    .order_by(_START, col(Broadcast.id))
    .limit(1)
)
