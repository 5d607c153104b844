"""`/export`: what is stored about a person, and the answers to a recruiter's task, as files in the chat."""

from __future__ import annotations

from dataclasses import replace

from sqlmodel import col, exists, select

from bot.chat.message import MADE, Button, Message, Rows, say, text
from handlers.help import way
from handlers.questions.answer_kinds import shortened
from handlers.routes import on_command, on_tap
from handlers.scope import own_task, scope
from handlers.turn import Turn
from models.answer import Answer
from models.errors import Refused
from models.membership import Role
from models.queries.exporting import answers_of
from models.task import Task
from models.types import TaskId

FORMS = ("csv", "jsonl")
MOST_LISTED = 8
MOST_ANSWERS = 20_000
"""In a chat: what is made in some ten seconds. The operator's command line has no such limit."""


@on_command("export")
def ask(turn: Turn, _: str) -> list[Message]:
    """A recruiter says what is wanted; anyone else gets all that is stored about them."""
    if not turn.may(Role.RECRUITER):
        return mine(turn)
    found = select(Task).where(scope(turn).tasks, exists().where(col(Answer.task_id) == col(Task.id)))
    tasks = turn.session.exec(found.order_by(col(Task.id).desc()).limit(MOST_LISTED)).all()
    about_me: Rows = ((Button(text("export-me"), "export.mine"),),)
    if not tasks:
        return [say("export-nothing", rows=[*about_me, [way("tasks"), way("newtask")]])]
    return [say("export-which", rows=[*((_open(task),) for task in tasks), *about_me])]


@on_tap("export.mine")
def mine(turn: Turn) -> list[Message]:
    """One file with everything, readable by people and programs."""
    turn.note("data-exported", f"person:{turn.person.key}", turn.person.key)
    file = say("export-about-you", rows=[[way("help")]])
    return [say("export-coming"), _with_file(file, f"about-{turn.person.key}.json")]


@on_tap("export.task")
def task_chosen(turn: Turn, task_id: TaskId) -> list[Message]:
    """As which kind of file."""
    task = own_task(turn, task_id)
    answered = _answered(turn, task)
    rows = [[Button(text(f"export-as-{form}"), "export.answers", (task.key, form)) for form in FORMS]]
    return [say("export-form", task=task.title, n=answered, rows=rows)]


@on_tap("export.answers")
def answers(turn: Turn, task_id: TaskId, form: str) -> list[Message]:
    """The answers as they are when the file is made."""
    task = own_task(turn, task_id)
    answered = _answered(turn, task)
    turn.note("answers-exported", f"task:{task.key}", turn.person.key)
    file = say("export-answers", task=task.title, n=answered)
    return [say("export-coming"), _with_file(file, f"answers-{task.key}.{form}")]


def _answered(turn: Turn, task: Task) -> int:
    """How many answers there are. Refused "export-unanswered" for none, "export-too-many" (most) for a chat."""
    answered = answers_of(turn.session, task.key)
    if not answered:
        raise Refused("export-unanswered", task=task.title)
    if answered > MOST_ANSWERS:
        raise Refused("export-too-many", n=answered, most=MOST_ANSWERS)
    return answered


def _open(task: Task) -> Button:
    return Button(shortened(task.title, 60), "export.task", (task.key,))


def _with_file(message: Message, name: str) -> Message:
    return replace(message, file=f"{MADE}{name}", file_kind="file")
