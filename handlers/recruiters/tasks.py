"""The recruiter's tasks: what there is, how each goes, and ending one."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, select

from bot.chat.message import Button, Lines, Message, Rows, Text, say, text
from handlers.broadcasts import closing
from handlers.broadcasts.funnel import funnel
from handlers.drafts import drafts, scheduled
from handlers.help import way
from handlers.questions.answer_kinds import shortened
from handlers.questions.task_terms import labels
from handlers.routes import on_command, on_tap
from handlers.scope import own_task, scope
from handlers.turn import Turn
from models.broadcast import Broadcast
from models.errors import Refused
from models.field import by_code
from models.membership import Role
from models.queries import progress
from models.queries.progress import Answered
from models.task import Task, TaskState
from models.types import TaskId

A_PAGE = 8


@on_command("tasks", Role.RECRUITER)
def show_all(turn: Turn, _: str) -> list[Message]:
    """The newest tasks of the recruiter's clients."""
    return [_page(turn, 0)]


@on_tap("tasks.page")
def page(turn: Turn, start: int) -> list[Message]:
    """Older or newer ones."""
    return [_page(turn, start).in_place_of(turn.tapped_id)]


@on_tap("task.show")
def show(turn: Turn, task_id: TaskId) -> list[Message]:
    """One task with how far it is and what can be done; a draft is rehearsed again."""
    task = own_task(turn, task_id)
    if task.state is TaskState.DRAFT:
        return [drafts.rehearsal(turn, task)]
    return [_details(turn, task)]


@on_tap("task.close")
def close(turn: Turn, task_id: TaskId) -> list[Message]:
    """Asks, and says what it means for those at work."""
    task = own_task(turn, task_id)
    answered = progress.of_task(turn.session, task.key)
    rows = [
        [Button(text("task-close-no"), "task.keep", (task.key,), style="primary")],
        [Button(text("task-close-yes"), "task.closed", (task.key,), style="danger")],
    ]
    message = say("task-close-sure", task=task.title, held=answered.held, waiting=answered.waiting, rows=rows)
    return [message.in_place_of(turn.tapped_id)]


@on_tap("task.keep")
def keep(turn: Turn, task_id: TaskId) -> list[Message]:
    """It was not meant."""
    return [_details(turn, own_task(turn, task_id)).in_place_of(turn.tapped_id)]


@on_tap("task.closed")
def closed(turn: Turn, task_id: TaskId) -> list[Message]:
    """Ends the task; the time that places were held is paid. A second tap shows the same totals."""
    task = own_task(turn, task_id)
    if task.state is TaskState.DRAFT:
        raise Refused("task-draft", task=task.title)
    if task.state is TaskState.OPEN:
        closing.close(turn, task)
        closing.release_held(turn, task)
        turn.note("task-closed", f"task:{task.key}", turn.person.key)
        turn.session.flush()
    said = Message((text("task-closed-by-you", task=task.title), closing.totals(turn, task)))
    return [said.in_place_of(turn.tapped_id)]


def _page(turn: Turn, start: int) -> Message:
    found = select(Task).where(scope(turn).tasks).order_by(col(Task.id).desc()).offset(start).limit(A_PAGE + 1)
    tasks = turn.session.exec(found).all()
    if not tasks:
        return say("tasks-none", rows=[[way("newtask")]])
    shown, more = tasks[:A_PAGE], len(tasks) > A_PAGE
    counts = progress.of_tasks(turn.session, [task.key for task in shown])
    ahead = scheduled.of_tasks(turn, shown)
    lines = Lines(tuple(_line(task, counts.get(task.key, Answered()), ahead.get(task.key)) for task in shown))
    rows: list[tuple[Button, ...]] = [(Button(shortened(task.title, 60), "task.show", (task.key,)),) for task in shown]
    rows.append(tuple(_turns(start, more)))
    return say("tasks", lines=lines, rows=[row for row in rows if row])


def _turns(start: int, more: bool) -> list[Button]:
    newer = [Button(text("tasks-newer"), "tasks.page", (max(0, start - A_PAGE),))] if start else []
    return newer + ([Button(text("tasks-older"), "tasks.page", (start + A_PAGE,))] if more else [])


def _line(task: Task, answered: Answered, ahead: Broadcast | None) -> Text:
    if ahead is not None:
        return text("tasks-line-scheduled", task=task.title, at=ahead.starts_at)
    if task.state is TaskState.DRAFT:
        return text("tasks-line-draft", task=task.title)
    counts = {"claimed": answered.claimed, "answered": answered.answered, "accepted": answered.accepted}
    if task.state is TaskState.CLOSED:
        return text("tasks-line-closed", task=task.title, places=task.places, **counts)
    return text("tasks-line-open", task=task.title, places=task.places, deadline=task.deadline, **counts)


def _details(turn: Turn, task: Task) -> Message:
    broadcast = _broadcast(turn, task)
    terms = text(
        "task-details",
        field=labels(by_code(task.field_code)),
        level=text(f"level-need-{task.min_level}"),
        pay=task.pay,
        hourly=task.pay_per_hour,
        length=timedelta(minutes=task.minutes),
        deadline=task.deadline,
    )
    if broadcast is None:
        return Message((text("funnel-title", task=task.title), terms), _closing_row(task))
    live = funnel(turn.session, broadcast, task, turn)
    return Message((live.parts[0], terms, *live.parts[1:]), (*live.rows, *_closing_row(task)))


def _closing_row(task: Task) -> Rows:
    if task.state is not TaskState.OPEN:
        return ()
    whynot = Button(text("whynot-button"), "task.whynot", (task.key,))
    return ((whynot, Button(text("task-close"), "task.close", (task.key,))),)


def _broadcast(turn: Turn, task: Task) -> Broadcast | None:
    found = select(Broadcast).where(Broadcast.task_id == task.key)
    return turn.session.exec(found.with_for_update()).first()
