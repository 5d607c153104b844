"""Broadcasts that are set for later, and the clock that starts them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlmodel import col, update

from handlers.sweeps import SWEEPS
from models.broadcast import Broadcast, BroadcastState
from models.person import Person
from models.task import Task, TaskState
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import describes, recruiter

WEDNESDAY_NINE = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
"""By the clock of Cairo."""


def later(chat: Chat, at: str = "tomorrow 9:00", *, deadline: str = "In 3 days") -> Chatter:
    """A recruiter in Cairo who has set a task to go out later; it is Tuesday, 11:00 there."""
    rana = of_cairo(chat, recruiter(chat))
    describes(rana, deadline=deadline).taps("Send later").writes(at)
    return rana


def of_cairo(chat: Chat, person: Chatter) -> Chatter:
    whose = make.person_id(chat, person)
    moved = update(Person).where(col(Person.id) == whose).values(timezone="Africa/Cairo", language=person.language)
    make.within(chat, lambda session: session.execute(moved))
    return person


def clock(chat: Chat, at: datetime) -> None:
    """The clock's work at that time, until nothing is left to do."""
    chat.now = at
    for _ in range(3):
        chat.sweep(*SWEEPS)


def states(chat: Chat) -> list[tuple[BroadcastState, TaskState]]:
    tasks = {task.key: task.state for task in make.rows(chat, Task)}
    return [(one.state, tasks[one.task_id]) for one in make.rows(chat, Broadcast)]


def is_a_draft(chat: Chat) -> bool:
    return states(chat) == [] and [task.state for task in make.rows(chat, Task)] == [TaskState.DRAFT]


WAITS = [(BroadcastState.SCHEDULED, TaskState.DRAFT)]
RUNS = [(BroadcastState.SENDING, TaskState.OPEN)]
