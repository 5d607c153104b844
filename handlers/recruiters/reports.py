"""A recruiter's tasks in figures: how it goes with all of them, and whom each would reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import col, select

from bot.chat.message import MADE, Button, Lines, Message, Rows, Text, say, text
from handlers.drafts import reach
from handlers.help import way
from handlers.questions.answer_kinds import shortened
from handlers.routes import on_command, on_tap
from handlers.scope import own_task, scope
from handlers.turn import Turn
from models.membership import Role
from models.queries import filling, progress
from models.queries.progress import Answered
from models.task import Task, TaskState
from models.types import TaskId

MOST_TASKS = 10


@on_command("stats", Role.RECRUITER)
def stats(turn: Turn, _: str) -> list[Message]:
    """All tasks of the recruiter's clients together, and what waits for a review; then a picture of the newest, once
    any of them was offered to anyone."""
    allowed = scope(turn).tasks
    tasks, answers = progress.tasks_of(turn.session, allowed), progress.answers_of(turn.session, allowed)
    if not tasks.total:
        return [say("tasks-none", rows=[[way("newtask")]])]
    lines = [
        text("stats-tasks", draft=tasks.draft, open=tasks.open, closed=tasks.closed),
        text("stats-places", places=tasks.places, taken=tasks.taken, held=answers.held),
        _answers(answers),
        *(text("stats-paid", pay=pay) for pay in progress.paid_of(turn.session, allowed)),
    ]
    rows: Rows = ((way("tasks"), way("newtask")),)
    if answers.waiting:
        rows = ((Button(text("button-review"), "review.open", style="primary"),), *rows)
    words = Message((text("stats", lines=Lines(tuple(lines))),), rows)
    drawn = filling.newest(turn.session, allowed, turn.now)
    return [words, _picture(drawn)] if drawn else [words]


@on_command("audience", Role.RECRUITER)
def audience(turn: Turn, _: str) -> list[Message]:
    """Whom a task would reach: the only one that isn't closed, else which."""
    newest = select(Task).where(scope(turn).tasks, Task.state != TaskState.CLOSED).order_by(col(Task.id).desc())
    tasks = turn.session.exec(newest.limit(MOST_TASKS)).all()
    if not tasks:
        return [say("audience-none", rows=[[way("newtask")]])]
    if len(tasks) == 1:
        return [_reached(turn, tasks[0])]
    rows = [[Button(shortened(task.title, 60), "audience.of", (task.key,))] for task in tasks]
    return [say("audience-which", rows=rows)]


@on_tap("audience.of")
def audience_of(turn: Turn, task_id: TaskId) -> list[Message]:
    """Whom this one would reach."""
    return [_reached(turn, own_task(turn, task_id))]


def _picture(tasks: Sequence[TaskId]) -> Message:
    """It is drawn when it is sent."""
    name = "-".join(map(str, ("stats", *tasks)))
    return replace(say("stats-picture"), file=f"{MADE}{name}.png", file_kind="photo")


def _answers(counted: Answered) -> Text:
    refused = counted.answered - counted.accepted - counted.waiting
    numbers = {"accepted": counted.accepted, "refused": refused, "waiting": counted.waiting}
    return text("stats-answers", n=counted.answered, **numbers)


def _reached(turn: Turn, task: Task) -> Message:
    title: Text = text("audience-of", task=task.title)
    return Message((title, *reach.reach(turn, task)), ((Button(text("task-show"), "task.show", (task.key,)),),))
