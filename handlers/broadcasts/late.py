"""A broadcast that stood still too long asks its recruiter before it goes on: the world has moved meanwhile.

It stands still while the service is down, or while the operator has paused everything that goes out. What would go
out then was meant for another hour, or has been told by another way. The same goes for one that was to start meanwhile.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from bot.chat.message import Button, say, text
from handlers.drafts import scheduled
from handlers.due import ago
from handlers.turn import Work
from models.alive import CLOCK, Alive
from models.broadcast import Broadcast, BroadcastState
from models.delivery import Delivery
from models.queries.progress import WAITING
from models.switch import SENDING, SwitchedOff
from models.task import Task, TaskState


def after_absence(work: Work) -> None:
    """To do when the service starts, before anything is sent."""
    seen = work.session.get(Alive, CLOCK)
    if seen is not None and work.now - seen.at > work.policy.late_after:
        _ask_about_all(work, seen.at)
    note_alive(work)


def note_alive(work: Work) -> None:
    """The service is at work."""
    work.session.merge(Alive(name=CLOCK, at=work.now))


def while_paused(work: Work) -> None:
    """Asks while nothing goes out: the cards are held by the time that sending is resumed, and the question goes."""
    off = work.session.exec(LONG_PAUSED, params=work.moments).first()
    if off is not None:
        _ask_about_all(work, off.since)


def is_late(work: Work, broadcast: Broadcast) -> bool:
    """Whether the time at which it was to start was missed by too much."""
    return work.now - broadcast.starts_at > work.policy.late_after


def ask_before_start(work: Work, task: Task, broadcast: Broadcast) -> None:
    """A broadcast that was scheduled, both locked, waits for its recruiter's word."""
    broadcast.wait_for_word()
    work.note("broadcast-late", f"task:{task.key}")
    at = broadcast.starts_at
    asked = say("schedule-late", task=task.title, at=at, deadline=task.deadline, rows=scheduled.ways(task))
    work.tell(broadcast.started_by, asked, key=f"broadcast-late:{broadcast.key}:{at.timestamp():.0f}")


def _ask_about_all(work: Work, since: datetime) -> None:
    running = (
        select(Task, Broadcast)
        .join(Broadcast, col(Broadcast.task_id) == col(Task.id))
        .where(col(Broadcast.ended_at).is_(None), col(Broadcast.state) == BroadcastState.SENDING)
        .where(col(Task.state) == TaskState.OPEN, col(Task.deadline) > work.now, col(Broadcast.started_at) <= since)
        .order_by(col(Broadcast.id))
        .with_for_update(of=Task)
    )
    for task, broadcast in work.session.exec(running).all():
        if _has_more(work, broadcast):
            _ask(work, task, broadcast, since)


def _has_more(work: Work, broadcast: Broadcast) -> bool:
    """Whether a card would go out now, or there are experts who have not been considered yet."""
    mine = col(Delivery.broadcast_id) == broadcast.key, col(Delivery.state).in_(WAITING)
    due = select(Delivery.id).where(*mine, col(Delivery.not_before) <= work.now).limit(1)
    return broadcast.cursor is not None or work.session.exec(due).first() is not None


def _ask(work: Work, task: Task, broadcast: Broadcast, since: datetime) -> None:
    broadcast.pause()
    work.note("broadcast-late", f"task:{task.key}")
    rows = [
        [Button(text("broadcast-late-yes"), "broadcast.resume", (broadcast.key,), style="primary")],
        [Button(text("funnel-cancel"), "broadcast.cancel", (broadcast.key,))],
    ]
    asked = say("broadcast-late", task=task.title, since=since, deadline=task.deadline, rows=rows)
    work.tell(broadcast.started_by, asked, key=f"broadcast-late:{broadcast.key}:{since.timestamp():.0f}")


LATE = ago("late", lambda policy: policy.late_after)
LONG_PAUSED = select(SwitchedOff).where(SwitchedOff.name == SENDING, col(SwitchedOff.since) < LATE)
