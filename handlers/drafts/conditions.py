"""More conditions of a task, on its draft: each one asked by itself, whatever is usual left as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from bot.chat.conversation import Script, ask
from bot.chat.message import Arg, Lines, Message, Text, text
from bot.chat.questions import Choice, Option, Plain, option
from bot.chat.wire import Json
from handlers.credentials.claim_words import at_least
from handlers.drafts import drafts
from handlers.drafts.condition_lines import beyond_usual
from handlers.questions.several import Several
from handlers.questions.terms import Employers
from handlers.questions.vocabulary import countries, languages
from handlers.routes import on_tap
from handlers.scope import own_draft
from handlers.talking import talk
from handlers.turn import Turn
from models.client import Client
from models.employer import MOST, names
from models.errors import Refused
from models.fluency import Fluency
from models.task import Task
from models.types import TaskId

DONE = "done"
LONGEST_PROJECT = 40
MOST_PROJECTS = 6
FLUENCIES = (Fluency.B1, Fluency.B2, Fluency.C1, Fluency.C2, Fluency.NATIVE)
QUALITIES = (0, 70, 80, 90, 95)
"""Percent of past answers accepted, from none to nearly all."""
NAMES = ("languages", "fluency", "countries", "barred", "quality", "project", "not-after", "employers", "unlisted")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the questions are made from: the conditions as they are, and the client's projects."""

    lines: tuple[tuple[str, Arg], ...]
    projects: tuple[str, ...]
    client: str
    languages: bool


@dataclass(frozen=True)
class Projects(Plain):
    """The names of projects, parted by commas."""

    def recall(self, stored: Json) -> str:
        words = "" if stored == "" else super().recall(stored)
        for name in names(words):
            if len(name) > LONGEST_PROJECT:
                raise Refused("condition-project-long", given=name[:60], most=LONGEST_PROJECT)
        return words


@on_tap("draft.conditions")
def begin(turn: Turn, task_id: TaskId) -> list[Message]:
    """The conditions as they are, with a button to change each."""
    task = own_draft(turn, task_id)
    return [message.in_place_of(turn.tapped_id) for message in talk.restart(turn, CONDITIONS, {}, task.key)]


def _script(turn: Turn, subject: int) -> Callable[[], Script[tuple[str, Any]]]:
    """Where the draft was sent or thrown away meanwhile, nothing is left to ask: `_finish` says so."""
    try:
        task = own_draft(turn, TaskId(subject))
    except Refused:
        return _nothing
    lines = dict(beyond_usual(turn, task))
    usual: dict[str, Arg] = {"unlisted": text("condition-unlisted-no")}
    every = tuple((name, lines.get(name, usual.get(name, text("condition-none")))) for name in NAMES)
    facts = Facts(every, _projects(turn, task), turn.get(Client, task.client_id).name, bool(task.languages))
    return lambda: _conditions(facts)


def _nothing() -> Script[tuple[str, Any]]:
    yield from ()
    return DONE, None


def _conditions(facts: Facts) -> Script[tuple[str, Any]]:
    """Which one, and what it is to be; DONE and nothing to leave."""
    options = [option(name, text(f"condition-{name}")) for name in NAMES]
    lines = Lines(tuple(text("summary-line", label=text(f"condition-{name}"), value=now) for name, now in facts.lines))
    choice = Choice((*options, option(DONE, text("condition-done"))), columns=2)
    which = str((yield from ask("which", choice, lines=lines)))
    if which == DONE:
        return which, None
    return which, (yield from _QUESTIONS[which](facts))


def _finish(turn: Turn, subject: int, told: tuple[str, Any]) -> list[Message]:
    """It is kept, and the next one may be changed; who is done sees the draft again."""
    which, value = told
    try:
        task = own_draft(turn, TaskId(subject))
    except Refused as refused:  # sent or thrown away meanwhile
        return [Message((Text(refused.key, refused.variables),))]
    if which == DONE:
        return [drafts.rehearsal(turn, task).in_place_of(turn.tapped_id)]
    _keep(turn, task, which, value)
    turn.session.flush()
    return [message.in_place_of(turn.tapped_id) for message in talk.restart(turn, CONDITIONS, {}, subject)]


def _languages(_: Facts) -> Script[frozenset[str]]:
    usual = (frozenset({"en"}), frozenset({"ar"}), frozenset({"ar", "en"}))
    return (yield from ask("languages", Several(languages(), usual, text("condition-none"))))


def _fluency(facts: Facts) -> Script[tuple[frozenset[str] | None, int]]:
    """How well they must have proven the languages; which, where the task names none yet."""
    codes = None if facts.languages else (yield from _languages(facts))
    if codes is not None and not codes:
        return codes, 0
    levels = tuple(option(int(one), at_least(one)) for one in FLUENCIES)
    every = Choice((option(0, text("condition-fluency-any")), *levels))
    return codes, int((yield from ask("fluency", every)))


def _countries(_: Facts) -> Script[frozenset[str]]:
    return (yield from ask("countries", Several(countries(), (), text("condition-none"))))


def _barred(_: Facts) -> Script[frozenset[str]]:
    return (yield from ask("barred", Several(countries(), (), text("condition-none"))))


def _quality(_: Facts) -> Script[int]:
    shares = tuple(option(one, text("condition-quality-share", n=one)) for one in QUALITIES)
    return int((yield from ask("quality", Choice(shares))))


def _project(facts: Facts) -> Script[str]:
    question = Projects(most=LONGEST_PROJECT, instead=_known(facts))
    return (yield from ask("project", question))


def _not_after(facts: Facts) -> Script[str]:
    return (yield from ask("not-after", Projects(most=400, instead=_known(facts))))


def _employers(facts: Facts) -> Script[str]:
    nobody = option("", text("condition-none"))
    return (yield from ask("employers", Employers(most=5 * MOST, instead=(nobody,)), client=facts.client))


def _unlisted(_: Facts) -> Script[bool]:
    either = (option("no", text("condition-unlisted-no")), option("yes", text("condition-unlisted-yes")))
    return str((yield from ask("unlisted", Choice(either)))) == "yes"


_QUESTIONS: dict[str, Callable[[Facts], Script[Any]]] = {
    "languages": _languages,
    "fluency": _fluency,
    "countries": _countries,
    "barred": _barred,
    "quality": _quality,
    "project": _project,
    "not-after": _not_after,
    "employers": _employers,
    "unlisted": _unlisted,
}


def _keep(turn: Turn, task: Task, which: str, value: Any) -> None:
    match which:
        case "languages":
            task.languages, task.min_fluency = value, task.min_fluency if value else 0
        case "fluency":
            codes, task.min_fluency = value
            task.languages = task.languages if codes is None else codes
        case "countries":
            task.countries = value
        case "barred":
            task.barred_countries = value
        case "quality":
            task.min_quality = value
        case "project":
            task.project = " ".join(names(value)[:1])
        case "not-after":
            task.not_after = frozenset(names(value))
        case "employers":
            turn.lock(Client, task.client_id).barred_employers = value
        case "unlisted":
            task.unlisted = value


def _projects(turn: Turn, task: Task) -> tuple[str, ...]:
    """The client's newest projects."""
    newest = (
        select(Task.project)
        .where(Task.client_id == task.client_id, Task.project != "")
        .group_by(Task.project)
        .order_by(col(Task.project))
        .limit(MOST_PROJECTS)
    )
    return tuple(turn.session.exec(newest))


def _known(facts: Facts) -> tuple[Option, ...]:
    return (option("", text("condition-none")), *(option(one, one) for one in facts.projects))


CONDITIONS = talk.register(talk.Conversation("conditions", _script, _finish))
