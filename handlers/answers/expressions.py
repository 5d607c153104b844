"""Mathematical expressions: read and worked out by a job beside the conversation, which goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.chat.conversation import Ask, Script, ask, do
from bot.chat.event import Finished
from bot.chat.message import Message, Text, text
from bot.chat.questions import Given, Question
from bot.chat.wire import Json
from handlers.routes import on_finished
from handlers.talking import talk
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
    """Has the answer to the question of this name read: how it was understood, None until it is, `{"unread": why}`."""
    return (yield from do(f"{name}.read", EFFECT, name, words))


def settled(first: str, reading: Json, again: Callable[[str], Ask], task: str) -> Script[Json]:
    """How an expression was understood in the end. Stays until it is read; what can't be is asked for again.

    Args:
        again: makes the question's step under another name.
    """
    attempt = 0
    while True:
        if reading is None:
            yield from ask(WAITING, Nothing(), task=task)
        if not isinstance(reading, dict):
            return reading
        attempt += 1
        name = f"{first}.{attempt}"
        reading = yield from read(name, (yield again(name)))


def ask_for(turn: Turn, subject: int, name: str, words: str) -> Json:
    """Asks for a reading; None until it is there."""
    turn.job(EFFECT, about=subject, name=name, words=words)
    return None


@on_finished(EFFECT)
def done(turn: Turn, finished: Finished) -> list[Message]:
    """It has been read; or it can't be, and is asked for again once the other questions are answered. What was retyped
    meanwhile stays."""
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
    why = Text(finished.error, {"given": words[:60], "most": MOST_OF_AN_EXPRESSION})
    unread = text("answer-unread", n=int(name.split(".")[0].removeprefix("q")))
    said = _kept(turn, progress, {f"{name}.read": {"unread": finished.error}}, unread, why)
    return said or [Message((unread, why, text("answer-asked-again")))]


def _kept(turn: Turn, progress: Progress, readings: Mapping[str, Json], *notes: Text) -> list[Message]:
    """The conversation goes on where it waited for them; otherwise nothing is said."""
    stood = talk.question_of(turn, progress)
    read = {name: {**progress.answers[name], "result": value} for name, value in readings.items()}
    progress.answers = {**progress.answers, **read}
    if stood != WAITING or talk.question_of(turn, progress) == WAITING:
        return []
    return talk.go_on(turn, progress, *notes, in_place=False)


def _waiting(progress: Progress) -> dict[str, Any]:
    """The readings that are still to come, by their names."""
    return {
        name: one
        for name, one in progress.answers.items()
        if name.endswith(".read") and isinstance(one, dict) and one["result"] is None
    }
