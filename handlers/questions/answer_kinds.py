"""The kinds of question that a task may ask: how each is put, read and shown."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.chat.message import Arg, Text, text
from bot.chat.numbers import Quantity
from bot.chat.questions import Option, Question
from bot.chat.wire import Json
from handlers.questions.answer_questions import Choices, Expression, Formula, Options, Pair, Ranking, Rating, Written
from models.answer import AnswerKind
from models.answer_reading import MOST_CHARACTERS, MOST_OF_AN_EXPRESSION, TIE, how_many, options_of, scale_of

LONGEST_ON_A_BUTTON = 32
"""Longer options are listed in the message and shortened on their buttons."""
LONGEST_IN_TWO = 16
"""Of a pair, what fits beside the other one."""


def question_of(spec: Mapping[str, Any]) -> Question[Any]:
    """The typed question for one of a task's questions `{"kind", "text", "rule"}`; its answer's JSON is kept."""
    rule = spec.get("rule", {})
    match AnswerKind(spec["kind"]):
        case AnswerKind.CHOICE:
            return Options(_buttons(rule), full=tuple(options_of(rule)))
        case AnswerKind.CHOICES:
            return Choices(rule, _labels(options_of(rule)))
        case AnswerKind.NUMBER:
            return Quantity(rule.get("unit", ""))
        case AnswerKind.TEXT:
            return Written(least=rule.get("min_length", 1), most=rule.get("max_length", MOST_CHARACTERS))
        case AnswerKind.RATING:
            return Rating(rule)
        case AnswerKind.RANKING:
            return Ranking(rule, _labels(options_of(rule)))
        case AnswerKind.PAIR:
            return _pair(rule)
        case AnswerKind.FORMULA:
            return Formula()
        case AnswerKind.MATH:
            return Expression(most=MOST_OF_AN_EXPRESSION)


def _pair(rule: Mapping[str, Any]) -> Pair:
    both = options_of(rule)
    tie = (Option(TIE, text("answer-tie")),) if rule.get("tie") else ()
    columns = 2 if all(len(words) <= LONGEST_IN_TWO for words in both) else 1
    return Pair((*_buttons(rule), *tie), columns, full=tuple(both), rule=rule)


def asked_as(spec: Mapping[str, Any]) -> str:
    """The last part of the key of the text that asks it."""
    kind = AnswerKind(spec["kind"])
    if kind is AnswerKind.NUMBER:
        return "quantity" if spec.get("rule", {}).get("unit") else "number"
    return f"{kind.value}-listed" if long_options(spec) else kind.value


def expects(spec: Mapping[str, Any]) -> Text:
    """What would be a right answer, in a sentence."""
    rule = spec.get("rule", {})
    match kind := AnswerKind(spec["kind"]):
        case AnswerKind.CHOICE | AnswerKind.RANKING:
            return text(f"expects-{kind.value}", n=len(rule["options"]))
        case AnswerKind.CHOICES:
            return text("expects-choices", n=len(rule["options"]), many=many(rule))
        case AnswerKind.NUMBER if rule.get("unit"):
            return text("expects-quantity", unit=rule["unit"])
        case AnswerKind.TEXT:
            return text("expects-text", least=rule.get("min_length", 1), most=rule.get("max_length", MOST_CHARACTERS))
        case AnswerKind.RATING:
            least, most = scale_of(rule)
            return text("expects-rating", least=str(least), most=str(most))
        case _:
            return text(f"expects-{kind.value}")


def many(rule: Mapping[str, Any]) -> Text:
    """How many options may be chosen, in words."""
    least, most = how_many(rule)
    if least == most:
        return text("choices-exactly", n=least)
    if least <= 1 and most == len(options_of(rule)):
        return text("choices-any")
    return text("choices-between", least=str(least), most=str(most))


def long_options(spec: Mapping[str, Any]) -> tuple[str, ...]:
    """The options, numbered, where they must be listed because a button can't hold one of them."""
    options = tuple(spec.get("rule", {}).get("options", ()))
    if all(len(words) <= LONGEST_ON_A_BUTTON for words in options):
        return ()
    return tuple(f"{number}. {words}" for number, words in enumerate(options, 1))


def shown(spec: Mapping[str, Any], value: Json) -> Arg:
    """An answer as people read it: a number with its unit, a ranking with its numbers, everything else as it is."""
    rule = spec.get("rule", {})
    match AnswerKind(spec["kind"]):
        case AnswerKind.NUMBER:
            number, unit = format(Decimal(value), "f"), rule.get("unit", "")
            return f"{number} {unit}" if unit else number
        case AnswerKind.CHOICES:
            return " · ".join(value)
        case AnswerKind.RANKING:
            return " · ".join(f"{n}. {option}" for n, option in enumerate(value, 1))
        case AnswerKind.RATING:
            least, most = scale_of(rule)
            return text("answer-rated", value=str(value), least=str(least), most=str(most))
        case AnswerKind.PAIR if value == TIE and TIE not in rule["options"]:
            return text("answer-tie")
        case _:
            return str(value)


def shortened(words: str, most: int) -> str:
    """The beginning of a long text, with a sign that it goes on."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _buttons(rule: Mapping[str, Any]) -> tuple[Option, ...]:
    options = options_of(rule)
    return tuple(Option(*pair) for pair in zip(options, _labels(options), strict=True))


def _labels(options: list[str]) -> tuple[str, ...]:
    if all(len(words) <= LONGEST_ON_A_BUTTON for words in options):
        return tuple(options)
    return tuple(shortened(f"{number}. {words}", LONGEST_ON_A_BUTTON) for number, words in enumerate(options, 1))
