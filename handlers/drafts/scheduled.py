"""Broadcasts that are to start later: which drafts have one, how that is shown, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from bot.chat.message import Button, Message, Rows, Text, say, text
from handlers.drafts.reach import number
from handlers.questions import zones
from handlers.turn import Turn, Work
from models.broadcast import AHEAD, Broadcast, BroadcastState
from models.errors import Refused
from models.task import Task
from models.types import TaskId


def of_task(work: Work, task: Task) -> Broadcast | None:
    """The broadcast of a task that has not started, locked; the task is locked first, as everywhere."""
    found = select(Broadcast).where(Broadcast.task_id == task.key, col(Broadcast.state).in_(AHEAD))
    fresh = found.with_for_update().execution_options(populate_existing=True)
    return work.session.exec(fresh).first()


def of_tasks(work: Work, tasks: Sequence[Task]) -> dict[TaskId, Broadcast]:
    """The same for several, without a lock."""
    ids = [task.key for task in tasks]
    found = select(Broadcast).where(col(Broadcast.task_id).in_(ids), col(Broadcast.state).in_(AHEAD))
    return {broadcast.task_id: broadcast for broadcast in work.session.exec(found)}


def needed(work: Work, task: Task) -> Broadcast:
    """Raises Refused "schedule-none" where it has been called off."""
    broadcast = of_task(work, task)
    if broadcast is None:
        raise Refused("schedule-none", task=task.title)
    return broadcast


def drop(work: Work, task: Task) -> Broadcast | None:
    """It never starts, and the task is a draft like any other; returns what it was, None where it was nothing."""
    broadcast = of_task(work, task)
    if broadcast is not None:
        work.session.delete(broadcast)
        work.session.flush()
    return broadcast


def card(turn: Turn, task: Task, broadcast: Broadcast) -> Message:
    """When it goes out, and to how many if that were now."""
    return Message(
        (*stands(turn, task, broadcast), number(turn, task), text("schedule-then")), (*ways(task), _show(task))
    )


def stands(turn: Turn, task: Task, broadcast: Broadcast) -> tuple[Text, ...]:
    """What it waits for, and whether its task will be open by then."""
    at = broadcast.starts_at
    if broadcast.state is BroadcastState.LATE:
        return (text("schedule-late", task=task.title, at=at, deadline=task.deadline),)
    when = text("schedule-set", task=task.title, at=at, zone=zones.label(turn.person.timezone))
    return (when, text("schedule-beyond", deadline=task.deadline)) if at >= task.deadline else (when,)


def ways(task: Task) -> Rows:
    """What can be done about it."""
    now = Button(text("schedule-now"), "schedule.now", (task.key,))
    other = Button(text("schedule-other"), "schedule.begin", (task.key,))
    return (now, other), (Button(text("schedule-cancel"), "schedule.cancel", (task.key,)),)


def tell_who_scheduled(turn: Turn, broadcast: Broadcast, task: Task, key: str) -> None:
    """Another recruiter of the same client has changed it: whose it was hears of that.

    Args:
        key: of a text of `who` and `task`.
    """
    if broadcast.started_by == turn.person.key:
        return
    told = say(key, who=turn.person.name, task=task.title, rows=[_show(task)])
    turn.tell(broadcast.started_by, told, key=f"{key}:{task.key}:{turn.event_id}")


def _show(task: Task) -> tuple[Button]:
    return (Button(text("task-show"), "task.show", (task.key,)),)
