"""Mathematical expressions: read and worked out by a job beside the conversation, which goes on meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.chat.conversation import Script, ask, do
from bot.chat.event import Finished
from bot.chat.message import Message, Text, text
from bot.chat.questions import Given, Question
from bot.chat.wire import Json
from handlers import talk
from handlers.routes import on_finished
from handlers.turn import Turn
from models.answer_reading import MOST_OF_AN_EXPRESSION
from models.errors import Refused
from models.job import Job
from models.person import Progress

EFFECT = "read-math"
CONVERSATION = "answering"
WAITING = "reading"


@dataclass(frozen=True)
class Nothing(Question[None]):
    """Nothing can be answered: the conversation goes on by itself."""

    def read(self, given: Given) -> None:
        del given
        raise Refused("answer-being-read")

    def recall(self, stored: Json) -> None:
        raise ValueError(f"nothing was asked: {stored!r}")


def read(name: str, words: str) -> Script[Json]:
    """Has the expression that answers the question of this name read; how it was understood, None until it is."""
    return (yield from do(f"{name}.read", EFFECT, name, words))


def await_reading(task: str) -> Script[None]:
    """Stays here until every expression has been read."""
    yield from ask(WAITING, Nothing(), task=task)


def ask_for(turn: Turn, subject: int, name: str, words: str) -> Json:
    """Asks for a reading; None until it is there."""
    turn.job(EFFECT, about=subject, name=name, words=words)
    return None


@on_finished(EFFECT)
def done(turn: Turn, finished: Finished) -> list[Message]:
    """It has been read, or it can't be and its question is asked again. What was retyped meanwhile stays."""
    job = turn.session.get(Job, finished.job_id)
    progress = talk.find(turn, CONVERSATION, job.about_id) if job else None
    if progress is None:
        return []
    if "name" not in finished.result:  # nobody could say anything of it: it counts as it was typed
        return _kept(turn, progress, {name: one["args"][1] for name, one in _waiting(progress).items()})
    name, words = finished.result["name"], finished.result["words"]
    if _waiting(progress).get(f"{name}.read", {}).get("args") != [name, words]:
        return []
    if not finished.error:
        return _kept(turn, progress, {f"{name}.read": finished.result["value"]})
    progress.answers = {one: value for one, value in progress.answers.items() if one.split(".")[0] != name}
    why = Text(finished.error, {"given": words[:60], "most": MOST_OF_AN_EXPRESSION})
    return talk.go_on(turn, progress, text("answer-unread", n=int(name[1:])), why, in_place=False)


def _kept(turn: Turn, progress: Progress, readings: dict[str, str]) -> list[Message]:
    """The conversation goes on where it waited for them; otherwise nothing is said."""
    stood = talk.question_of(turn, progress)
    read = {name: {**progress.answers[name], "result": value} for name, value in readings.items()}
    progress.answers = {**progress.answers, **read}
    if stood != WAITING or talk.question_of(turn, progress) == WAITING:
        return []
    return talk.go_on(turn, progress, in_place=False)


def _waiting(progress: Progress) -> dict[str, Any]:
    """The readings that are still to come, by their names."""
    return {
        name: one
        for name, one in progress.answers.items()
        if name.endswith(".read") and isinstance(one, dict) and one["result"] is None
    }
