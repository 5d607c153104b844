"""The terms on which an expert works beyond pay and quiet hours: how much, in which languages, what, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

from bot.chat.conversation import Script, ask, assume
from bot.chat.message import Arg, Text, text
from bot.chat.numbers import Number
from bot.chat.questions import Given, Option, Plain, option
from bot.chat.texts import LANGUAGES, Reader, plain
from bot.chat.wire import Json
from handlers.questions.particulars import WORDS
from handlers.questions.several import One, Several, spelled
from handlers.questions.vocabulary import Vocabulary, countries, country_of, languages
from models.answer import AnswerKind
from models.employer import MOST, keys
from models.errors import Refused
from models.expert import Expert

MOST_HOURS = 80
NO_LIMIT = 0
USUAL_HOURS = (5, 10, 20, 40)


@dataclass(frozen=True)
class HoursAWeek(Number):
    """Whole hours; 0 for no limit."""

    columns: int = 2

    @property
    def options(self) -> tuple[Option, ...]:
        some = tuple(option(str(hours), text("terms-hours-a-week", n=hours)) for hours in USUAL_HOURS)
        return (*some, option(str(NO_LIMIT), text("terms-hours-unlimited")))

    def read(self, given: Given) -> Decimal:
        if given.words is None:
            return self.recall(given.chosen)
        if given.words.strip().casefold() in spelled(text("terms-hours-unlimited"), given.reader):
            return Decimal(NO_LIMIT)
        return super().read(given)


@dataclass(frozen=True)
class Employers(Plain):
    """One name or several, parted by commas; "" for nobody."""

    def recall(self, stored: Json) -> str:
        """Raises Refused "terms-employer-unclear" for what only emoji or signs were."""
        words = "" if stored == "" else super().recall(stored)
        if words and not keys(words):
            raise Refused("terms-employer-unclear")
        return words


def hours() -> Script[int | None]:
    """The most hours of work a week, None for no limit."""
    return _limit((yield from ask("hours", _hours(), of=WORDS)))


def country(timezone: str, chosen: str = "") -> Script[str]:
    """Where the expert lives."""
    return (yield from ask("country", _country(timezone, chosen), of=WORDS))


def work_languages(language: str) -> Script[frozenset[str]]:
    """In which languages they can work."""
    return (yield from ask("languages", _languages(language), of=WORDS))


def kinds() -> Script[frozenset[str]]:
    """The kinds of answer that they like to give; none for all."""
    every = tuple(frozenset({kind.value}) for kind in AnswerKind)
    return (yield from ask("kinds", Several(answer_kinds(), every, text("terms-kinds-all")), of=WORDS))


def employer() -> Script[str]:
    """Whom they work for, so that no client is embarrassed; never shown to one."""
    nobody = option("", text("terms-employer-nobody"))
    return (yield from ask("employer", Employers(most=MOST, instead=(nobody,)), of=WORDS))


@dataclass(frozen=True, slots=True)
class Terms:
    """What is taken for granted on joining until somebody says otherwise."""

    country: str
    languages: frozenset[str]
    hours: int | None

    def lines(self) -> dict[str, Arg]:
        """As a summary shows them."""
        return {
            "country": shown_country(self.country),
            "languages": languages().listed(self.languages),
            "hours": shown_hours(self.hours),
        }

    def give(self, expert: Expert) -> None:
        """They are the expert's from now on."""
        expert.country, expert.languages, expert.hours_a_week = self.country, self.languages, self.hours


def assumed(timezone: str, language: str) -> Script[Terms]:
    """Where the time zone lies, the language that is spoken here, and no limit: asked of who changes them only.

    A time zone that says nothing of a country is the one reason to ask.
    """
    guess = country_of(timezone)
    if guess:
        where = yield from assume("country", _country(timezone, ""), guess, of=WORDS)
    else:
        where = yield from country(timezone)
    spoken = yield from assume("languages", _languages(language), frozenset({language}), of=WORDS)
    most = yield from assume("hours", _hours(), Decimal(NO_LIMIT), of=WORDS)
    return Terms(where, spoken, _limit(most))


def shown_hours(most: int | None) -> Text:
    """In words."""
    return text("terms-hours-unlimited") if most is None else text("terms-hours-a-week", n=most)


def shown_country(code: str) -> Arg:
    return countries().label(code) if code else text("terms-not-said")


def shown_kinds(codes: frozenset[str]) -> Arg:
    return answer_kinds().listed(codes) if codes else text("terms-kinds-all")


@cache
def answer_kinds() -> Vocabulary:
    """The kinds of answer by the names that they have in every text."""
    readers = {language: Reader(language, "UTC", datetime.fromtimestamp(0, UTC)) for language in LANGUAGES}
    labels = {kind.value: text(f"newtask-kind-{kind.value}") for kind in AnswerKind}
    names = {
        kind: {language: plain(label, reader) for language, reader in readers.items()} for kind, label in labels.items()
    }
    return Vocabulary(names, "terms-kind-unknown")


def _hours() -> HoursAWeek:
    return HoursAWeek(Decimal(NO_LIMIT), Decimal(MOST_HOURS), whole=True)


def _limit(said: Decimal) -> int | None:
    return int(said) or None


def _country(timezone: str, chosen: str) -> One:
    likely = dict.fromkeys(code for code in (chosen, country_of(timezone)) if code)
    return One(countries(), tuple(likely))


def _languages(language: str) -> Several:
    return Several(languages(), (frozenset({language}), frozenset(LANGUAGES)))
