"""A question about what holds already: it may stay as it is, whatever it is by then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.chat.conversation import Ask, Script
from bot.chat.message import Arg, text
from bot.chat.questions import Given, Option, Question, option
from bot.chat.wire import Json

KEPT: Json = {"kept": True}
"""The answer that changes nothing."""


@dataclass(frozen=True)
class OrKept(Question[Any]):
    """The question with one more button, which leaves what holds `now`."""

    question: Question[Any]
    now: Arg
    columns: int = 1

    @property
    def options(self) -> Sequence[Option]:
        return (option(KEPT, text("kept-button", now=self.now)), *self.question.options)

    def read(self, given: Given) -> Any:
        return KEPT if given.chosen == KEPT else self.question.read(given)

    def keep(self, value: Any) -> Json:
        return KEPT if value == KEPT else self.question.keep(value)

    def recall(self, stored: Json) -> Any:
        return KEPT if stored == KEPT else self.question.recall(stored)


def or_kept(script: Script[Any], now: Arg) -> Script[Any]:
    """A script of one question, which may be answered with KEPT: then that is what comes of it."""
    step = question_of(script)
    answer = yield replace(step, question=OrKept(step.question, now, step.question.columns))
    if answer == KEPT:
        script.close()
        return KEPT
    try:
        script.send(answer)
    except StopIteration as end:
        return end.value
    raise AssertionError("a script of more than one question")


def question_of(script: Script[Any]) -> Ask:
    """What a script begins with, which is a question."""
    step = next(script)
    assert isinstance(step, Ask), "an effect"
    return step
