"""The kinds of question that a task may ask: how each is put, read and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.chat.message import Arg, Text, text
from bot.chat.numbers import Quantity
from bot.chat.questions import Choice, Option, Plain, Question
from bot.chat.wire import Json
from models.answer import AnswerKind
from models.errors import Refused

LONGEST_ON_A_BUTTON = 32
"""Longer options are listed in the message and shortened on their buttons."""
MOST_CHARACTERS = 4000
"""What a text may have where its task says nothing."""


@dataclass(frozen=True)
class Written(Plain):
    """Words, not only signs: a lone thumb is not an answer that anybody can use."""

    def recall(self, stored: Json) -> str:
        words = super().recall(stored)
        if not any(character.isalnum() for character in words):
            raise Refused("answer-no-words")
        return words


@dataclass(frozen=True)
class Options(Choice):
    """One of several options; one that is too long for its button may also be typed in full."""

    full: tuple[str, ...] = ()

    def read(self, given: Any) -> Json:
        typed = (given.words or "").strip().casefold()
        for words in self.full:
            if typed == words.strip().casefold():
                return words
        return super().read(given)


def question_of(spec: Mapping[str, Any]) -> Question[Any]:
    """The typed question for one of a task's questions `{"kind", "text", "rule"}`; its answer's JSON is kept."""
    rule = spec.get("rule", {})
    match AnswerKind(spec["kind"]):
        case AnswerKind.CHOICE:
            options = tuple(rule["options"])
            labels = _labels(options)
            return Options(tuple(Option(*pair) for pair in zip(options, labels, strict=True)), full=options)
        case AnswerKind.NUMBER:
            return Quantity(rule.get("unit", ""))
        case AnswerKind.TEXT:
            return Written(least=rule.get("min_length", 1), most=rule.get("max_length", MOST_CHARACTERS))


def expects(spec: Mapping[str, Any]) -> Text:
    """What would be a right answer, in a sentence."""
    rule = spec.get("rule", {})
    match AnswerKind(spec["kind"]):
        case AnswerKind.CHOICE:
            return text("expects-choice", n=len(rule["options"]))
        case AnswerKind.NUMBER if rule.get("unit"):
            return text("expects-quantity", unit=rule["unit"])
        case AnswerKind.NUMBER:
            return text("expects-number")
        case AnswerKind.TEXT:
            return text("expects-text", least=rule.get("min_length", 1), most=rule.get("max_length", MOST_CHARACTERS))


def long_options(spec: Mapping[str, Any]) -> tuple[str, ...]:
    """The options, numbered, where they must be listed because a button can't hold one of them."""
    options = tuple(spec.get("rule", {}).get("options", ()))
    if all(len(words) <= LONGEST_ON_A_BUTTON for words in options):
        return ()
    return tuple(f"{number}. {words}" for number, words in enumerate(options, 1))


def shown(spec: Mapping[str, Any], value: Json) -> Arg:
    """An answer as people read it: a number with its unit, everything else as it is."""
    if AnswerKind(spec["kind"]) is not AnswerKind.NUMBER:
        return str(value)
    number, unit = format(Decimal(value), "f"), spec.get("rule", {}).get("unit", "")
    return f"{number} {unit}" if unit else number


def shortened(words: str, most: int) -> str:
    """The beginning of a long text, with a sign that it goes on."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _labels(options: tuple[str, ...]) -> tuple[str, ...]:
    if all(len(words) <= LONGEST_ON_A_BUTTON for words in options):
        return options
    return tuple(shortened(f"{number}. {words}", LONGEST_ON_A_BUTTON) for number, words in enumerate(options, 1))
