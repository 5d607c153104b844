"""The questions that a new task is made of, where they have rules of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.conversation import Script, ask
from bot.chat.message import Labels, Rows, text
from bot.chat.moments import Moment
from bot.chat.numbers import Amount
from bot.chat.questions import Choice, Given, Option, Plain, Question, option
from bot.chat.texts import Reader
from bot.chat.wire import Json
from models.errors import Refused
from models.field import Discipline, by_code, children
from models.field_match import confident, find_fields
from models.money import Money

FEWEST_OPTIONS, MOST_OPTIONS, LONGEST_OPTION = 2, 10, 100
OTHER = "other"
WHOLE = "whole"


@dataclass(frozen=True)
class OptionList(Question[list[str]]):
    """Some options, one on each line, or on one line parted by commas or semicolons."""

    least: int = FEWEST_OPTIONS
    most: int = MOST_OPTIONS

    def read(self, given: Given) -> list[str]:
        if given.words is None:
            raise Refused("answer-not-words")
        lines = given.words.splitlines()
        if sum(1 for line in lines if line.strip()) < self.least:
            lines = re.split(r"[,;،؛]", given.words)
        return self.recall([bare for line in lines if (bare := line.strip().lstrip("-•*–").strip())])

    def recall(self, stored: Json) -> list[str]:
        options = [str(one) for one in stored]
        if not self.least <= len(options) <= self.most:
            key = "newtask-options-number" if self.least < self.most else "newtask-options-exactly"
            raise Refused(key, given=len(options), least=self.least, most=self.most)
        for place, one in enumerate(options):
            if len(one) > LONGEST_OPTION:
                raise Refused("newtask-options-long", option=one[:40] + "…", most=LONGEST_OPTION)
            if one.casefold() in {earlier.casefold() for earlier in options[:place]}:
                raise Refused("newtask-options-twice", option=one)
        return options

    def as_typed(self, value: list[str], reader: Reader) -> str:  # noqa: ARG002  # the base class's signature
        return "\n".join(value)


@dataclass(frozen=True, kw_only=True)
class Pay(Amount):
    """The pay of one answer of so many minutes: an hour of it brings at least `floor`."""

    minutes: int
    floor: Money

    @property
    def least(self) -> Money:
        """The least that would do, to the minor unit above."""
        return Money(-(-self.floor.minor * self.minutes // 60), self.currency)

    def _checked(self, value: Money) -> Money:
        if value < self.least:
            raise Refused(
                "newtask-pay-below-floor",
                given=value,
                hourly=value.per_hour(self.minutes),
                floor=self.floor,
                least=self.least,
            )
        return super()._checked(value)


@dataclass(frozen=True, kw_only=True)
class Deadline(Moment):
    """A moment that leaves at least `minutes` to do the work in."""

    minutes: int
    ways: Rows = ()

    def read(self, given: Given) -> datetime:
        at = super().read(given)
        earliest = given.reader.now + timedelta(minutes=self.minutes)
        if at < earliest:
            raise Refused("newtask-deadline-near", given=at, earliest=earliest)
        return at


@dataclass(frozen=True)
class FieldWords(Plain):
    """A field in someone's own words, or a button to look for it in the list."""

    def recall(self, stored: Json) -> str:
        words = super().recall(stored)
        if words != OTHER and not find_fields(words):
            raise Refused("newtask-field-unknown", given=words[:60])
        return words


def field() -> Script[str]:
    """Asks for a field: in words, then with buttons where they may mean several. Returns its code."""
    browse = option(OTHER, text("newtask-field-list"))
    words = yield from ask("field", FieldWords(most=200, instead=(browse,)))
    if words == OTHER:
        return (yield from _listed())
    matches = find_fields(words)
    sure = confident(matches)
    if sure is not None:
        return sure.code
    likely = tuple(option(match.field.code, labels(match.field)) for match in matches)
    key = "field-which" if len(likely) > 1 else "field-likely"
    code = yield from ask("field.which", Choice((*likely, browse)), chapter="field", text=key)
    if code == OTHER:
        return (yield from _listed())
    return str(code)


def labels(of: Discipline) -> Labels:
    """A field's name in every language."""
    return Labels({"en": of.label_en, "ar": of.label_ar})


def _listed() -> Script[str]:
    """Down the taxonomy, a step at a time."""
    code = str((yield from ask("field.in", Choice(_options(None), columns=2), chapter="field", text="field-in")))
    while children(code):
        whole = option(WHOLE, text("newtask-field-whole", field=labels(by_code(code))))
        question = Choice((whole, *_options(code)), columns=2)
        inner = yield from ask(f"field.in.{code}", question, chapter="field", text="field-in")
        if inner == WHOLE:
            return code
        code = str(inner)
    return code


def _options(code: str | None) -> tuple[Option, ...]:
    return tuple(option(child.code, labels(child)) for child in children(code))
