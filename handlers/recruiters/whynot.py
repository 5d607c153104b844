"""A recruiter asks why someone did not get a task: of people whom their client knows, and nothing that is theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlmodel import col, select

from bot.chat.conversation import Script, ask
from bot.chat.message import Arg, Button, Lines, Message, Text, say, text
from bot.chat.questions import Plain
from handlers.routes import on_tap
from handlers.scope import own_task, scope
from handlers.talking import talk
from handlers.turn import Turn
from models.client import Client
from models.errors import Refused
from models.expert import Expert
from models.offer import Offer
from models.person import Person
from models.queries import audience
from models.rivalry import rivals
from models.task import Task
from models.types import TaskId

MOST_FOUND = 5
LONGEST_NAME = 100
ASKED_BY_CLIENT = ("field", "level", "language", "fluency", "country", "quality", "project")
"""What the recruiter may hear by name, for they asked it. Everything else is the expert's own business: what they
take for an hour, how much they work, whom they work for."""


@on_tap("task.whynot")
def begin(turn: Turn, task_id: TaskId) -> list[Message]:
    """Asks for a name."""
    return talk.restart(turn, WHYNOT, {}, own_task(turn, task_id).key)


def _script(_: Turn, __: int) -> Callable[[], Script[str]]:
    return _name


def _name() -> Script[str]:
    return (yield from ask("name", Plain(least=2, most=LONGEST_NAME)))


def _finish(turn: Turn, subject: int, name: str) -> list[Message]:
    """A line for each person of that name whom the client knows; where there is none, another name may follow."""
    try:
        task = own_task(turn, TaskId(subject))
    except Refused as refused:  # no longer theirs to ask
        return [say(refused.key, **refused.variables)]
    found = _known(turn, " ".join(name.split()))
    if not found:
        return [asked.after(text("whynot-nobody", name=name)) for asked in talk.restart(turn, WHYNOT, {}, task.key)]
    again = Button(text("whynot-again"), "task.whynot", (task.key,))
    rows = ((again, Button(text("task-show"), "task.show", (task.key,))),)
    wanted = audience.criteria(task, turn.get(Client, task.client_id), rivals(turn.session))
    lines = Lines(tuple(_line(turn, wanted, person, expert) for person, expert in found))
    return [say("whynot", task=task.title, lines=lines, rows=rows)]


def _line(turn: Turn, wanted: audience.Criteria, person: Person, expert: Expert) -> Text:
    failed = audience.failed(wanted, audience.candidate(turn.session, expert), turn.now)
    return text("whynot-line", person=person.name, why=_why(failed))


def _why(failed: Sequence[str]) -> Arg:
    """The first that may be said, of what was asked; else that it is their own business."""
    if not failed:
        return text("whynot-matches")
    if "asked" in failed:
        return text("whynot-offered")
    said = next((name for name in failed if name in ASKED_BY_CLIENT), "own")
    return text(f"whynot-{said}")


def _known(turn: Turn, name: str) -> Sequence[tuple[Person, Expert]]:
    """Experts of a name whom one of the recruiter's clients has offered a task before."""
    known = select(Offer.expert_id).join(Task, col(Task.id) == col(Offer.task_id)).where(scope(turn).tasks)
    found = (
        select(Person, Expert)
        .join(Expert, col(Expert.person_id) == col(Person.id))
        .where(col(Person.name).icontains(name, autoescape=True), col(Person.id).in_(known))
        .order_by(col(Person.name), col(Person.id))
        .limit(MOST_FOUND)
    )
    return turn.session.exec(found).all()


WHYNOT = talk.register(talk.Conversation("whynot", _script, _finish))
