"""What a recruiter is asked about each kind of answer, in the chat and in the form alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.chat.conversation import Script, ask
from bot.chat.message import Text, text
from bot.chat.numbers import Number
from bot.chat.questions import Choice, Given, Option, Plain, Question, option, typed
from bot.chat.texts import Reader
from bot.chat.wire import Json
from handlers.questions.answer_kinds import many, shortened
from handlers.questions.several import spelled
from handlers.questions.task_terms import MOST_OPTIONS, OptionList
from models.answer import AnswerKind
from models.answer_reading import scale_of
from models.digits import BIDI_MARKS, western
from models.errors import Refused

Rule = dict[str, Any]
ANY = ""
FURTHEST = 1000
"""From a scale's one end to zero, and to the other."""
_RANGE = re.compile(r"(-?\d{1,4})(?:\s*(?:-|–|—|\.\.|\bto\b|إلى|الى|حتى)\s*(-?\d{1,4}))?")


@dataclass(frozen=True)
class HowMany(Question[tuple[int, int] | None]):
    """How many of `of` options may be chosen: "2" or "1-3"; None for any number."""

    of: int = MOST_OPTIONS

    @property
    def options(self) -> Sequence[Option]:
        return (option(ANY, text("newtask-many-any")),)

    def read(self, given: Given) -> tuple[int, int] | None:
        words = typed(given, self.options)
        if words == ANY or words.strip().casefold() in spelled(text("newtask-many-any"), given.reader):
            return None
        least, most = _range(words, "newtask-many-unclear")
        return self.recall([least, least if most is None else most])

    def keep(self, value: tuple[int, int] | None) -> Json:
        return ANY if value is None else list(value)

    def recall(self, stored: Json) -> tuple[int, int] | None:
        if stored == ANY:
            return None
        least, most = stored
        if not 1 <= least <= most:
            raise Refused("newtask-many-unclear", given=f"{least}-{most}")
        if most > self.of:
            raise Refused("newtask-many-too-many", given=most, n=self.of)
        return least, most

    def as_typed(self, value: tuple[int, int] | None, reader: Reader) -> str:  # noqa: ARG002  # the base class's
        return "" if value is None else str(value[0]) if value[0] == value[1] else f"{value[0]}-{value[1]}"


@dataclass(frozen=True)
class Scale(Question[tuple[int, int]]):
    """Both ends of a rating's scale: "1-5", "0 to 10"."""

    columns: int = 2

    @property
    def options(self) -> Sequence[Option]:
        usual = ((1, 5), (1, 7), (1, 10), (0, 10))
        return tuple(option(list(ends), text("newtask-scale-ends", least=ends[0], most=ends[1])) for ends in usual)

    def read(self, given: Given) -> tuple[int, int]:
        if given.words is None and isinstance(given.chosen, list):
            return self.recall(given.chosen)
        least, most = _range(typed(given), "newtask-scale-unclear")
        if most is None:
            raise Refused("newtask-scale-unclear", given=str(least))
        return self.recall([least, most])

    def keep(self, value: tuple[int, int]) -> Json:
        return list(value)

    def recall(self, stored: Json) -> tuple[int, int]:
        least, most = stored
        if not least < most or max(abs(least), abs(most), most - least) > FURTHEST:
            raise Refused("newtask-scale-unclear", given=f"{least}-{most}")
        return least, most

    def as_typed(self, value: tuple[int, int], reader: Reader) -> str:  # noqa: ARG002  # the base class's
        return f"{value[0]}-{value[1]}"


@dataclass(frozen=True)
class Part:
    """One thing that is asked about a kind of answer. `text` names its words, `name` its place beside the kind's.

    `question(rule)` knows what was said before it; `of(value)` is what the answer adds to the rule, and
    `back(rule)` the answer that led to a rule.
    """

    name: str
    text: str
    question: Callable[[Rule], Question[Any]]
    of: Callable[[Any], Rule]
    back: Callable[[Rule], Any]
    long: bool = False
    hint: bool = False


def _options(of: str, least: int, most: int) -> Part:
    listed = OptionList(least, most)
    return Part("rule", of, lambda _: listed, lambda them: {"options": them}, lambda rule: rule["options"], long=True)


def _many(value: tuple[int, int] | None) -> Rule:
    return {} if value is None else {"min": value[0], "max": value[1]}


_OPTIONS, _TWO = _options("options", 2, MOST_OPTIONS), _options("two", 2, 2)
_UNIT = Plain(most=20, instead=(option("", text("newtask-unit-none")),))
_LENGTH = Number(Decimal(10), Decimal(1000), whole=True, instead=tuple(option(str(n), n) for n in (100, 300, 1000)))
_TIE = Choice((option("no", text("newtask-tie-no")), option("yes", text("newtask-tie-yes"))))
PARTS: dict[AnswerKind, tuple[Part, ...]] = {
    AnswerKind.CHOICE: (_OPTIONS,),
    AnswerKind.CHOICES: (
        _OPTIONS,
        Part(
            "many",
            "many",
            lambda rule: HowMany(len(rule.get("options", range(MOST_OPTIONS)))),
            _many,
            lambda rule: (rule["min"], rule["max"]) if "max" in rule else None,
            hint=True,
        ),
    ),
    AnswerKind.NUMBER: (Part("rule", "unit", lambda _: _UNIT, lambda unit: {"unit": unit}, lambda rule: rule["unit"]),),
    AnswerKind.TEXT: (
        Part(
            "rule",
            "length",
            lambda _: _LENGTH,
            lambda most: {"min_length": 1, "max_length": int(most)},
            lambda rule: Decimal(rule["max_length"]),
        ),
    ),
    AnswerKind.RATING: (
        Part("rule", "scale", lambda _: Scale(), lambda ends: {"from": ends[0], "to": ends[1]}, scale_of, hint=True),
    ),
    AnswerKind.RANKING: (_OPTIONS,),
    AnswerKind.PAIR: (
        _TWO,
        Part(
            "tie",
            "tie",
            lambda _: _TIE,
            lambda said: {"tie": said == "yes"},
            lambda rule: "yes" if rule.get("tie") else "no",
        ),
    ),
    AnswerKind.FORMULA: (),
    AnswerKind.MATH: (),
}
"""What each kind must be asked about, in order."""


def rule_of(kind: AnswerKind, name: str) -> Script[Rule]:
    """Asks for the rule of the question whose kind was asked for under this name."""
    rule: Rule = {}
    for part in PARTS[kind]:
        value = yield from ask(f"{name}.{part.name}", part.question(rule), chapter="questions", text=part.text)
        rule |= part.of(value)
    return rule


def answers(kind: AnswerKind, name: str, rule: Rule) -> dict[str, Json]:
    """What was answered to say this rule."""
    return {f"{name}.{part.name}": part.question(rule).keep(part.back(rule)) for part in PARTS[kind]}


def shown(spec: dict[str, Any]) -> Text:
    """How a question is answered, in a few words."""
    rule, kind = spec["rule"], AnswerKind(spec["kind"])
    listed = shortened(" · ".join(rule.get("options", ())), 120)
    match kind:
        case AnswerKind.CHOICES:
            return text("newtask-rule-choices", many=many(rule), options=listed)
        case AnswerKind.CHOICE | AnswerKind.RANKING | AnswerKind.PAIR:
            return text(f"newtask-rule-{kind.value}", options=listed)
        case AnswerKind.NUMBER if rule["unit"]:
            return text("newtask-rule-number", unit=rule["unit"])
        case AnswerKind.TEXT:
            return text("newtask-rule-text", most=rule["max_length"])
        case AnswerKind.RATING:
            least, most = scale_of(rule)
            return text("newtask-rule-rating", least=str(least), most=str(most))
        case _:
            return text(f"newtask-kind-{kind.value}")


def _range(words: str, unclear: str) -> tuple[int, int | None]:
    """One whole number, or two of them with a dash or a word between. Refused `unclear` (given)."""
    found = _RANGE.fullmatch(western(words.translate(BIDI_MARKS)).strip())
    if found is None:
        raise Refused(unclear, given=words.strip()[:60])
    return int(found[1]), None if found[2] is None else int(found[2])
