"""The question that is answered with the last day for which something is valid."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from zoneinfo import ZoneInfo

from babel import Locale

from bot.chat.questions import Given, Option, Question, typed
from bot.chat.texts import Reader
from bot.chat.wire import Json
from models.digits import BIDI_MARKS, western
from models.errors import Refused

NONE = ""
MOST_YEARS = 60
_ISO = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*(\d{1,2}))?")
_NUMBERS = re.compile(r"(?:(\d{1,2})\s*[-/.]\s*)?(\d{1,2})\s*[-/.]\s*(\d{4})")
_DAY = r"(?P<%s>\d{1,2})(?:st|nd|rd|th)?"
_NAMED = re.compile(rf"(?:{_DAY % 'before'})?\W*@\W*(?:{_DAY % 'after'}\W+)?(?P<year>\d{{4}})")
_LETTERS = str.maketrans("أإآ", "ااا")


@dataclass(frozen=True)
class LastDay(Question[date | None]):
    """A day to come, in digits of any script or with the month's name; a month without its day means its last one.

    None is what a button stands for: what was asked about has no last day.
    """

    none: Option

    @property
    def options(self) -> Sequence[Option]:
        return (self.none,)

    def read(self, given: Given) -> date | None:
        """Refused "day-unclear" (example), "day-two-readings" (one, other), "day-past" (given)."""
        words = typed(given, self.options)
        if words == NONE:
            return None
        today = given.reader.now.astimezone(ZoneInfo(given.reader.timezone)).date()
        day = _read(" ".join(western(words[:60].translate(BIDI_MARKS)).split()))
        if day is None or day.year > today.year + MOST_YEARS or day.year < today.year - MOST_YEARS:
            raise Refused("day-unclear", example=f"{date(today.year + 1, 3, 31)}")
        if day < today:
            raise Refused("day-past", given=day.isoformat())
        return day

    def keep(self, value: date | None) -> Json:
        return NONE if value is None else value.isoformat()

    def recall(self, stored: Json) -> date | None:
        return None if stored == NONE else date.fromisoformat(stored)

    def as_typed(self, value: date | None, reader: Reader) -> str:  # noqa: ARG002  # the base class's signature
        return str(self.keep(value))


def _read(words: str) -> date | None:
    """None where it is no day of the calendar that most documents have."""
    if found := _ISO.fullmatch(words):
        year, month, day = (int(part) if part else 0 for part in found.groups())
        return _day(year, month, day)
    if found := _NUMBERS.fullmatch(words):
        first, second, year = (int(part) if part else 0 for part in found.groups())
        return _either(first, second, year) if first else _day(year, second, 0)
    return _named(words)


def _either(first: int, second: int, year: int) -> date | None:
    """A day before its month, or behind it as Americans write; where both would do, nobody can tell."""
    one, other = _day(year, second, first or 0), _day(year, first, second)
    if one and other and one != other:
        raise Refused("day-two-readings", one=one.isoformat(), other=other.isoformat())
    return one or other


def _day(year: int, month: int, day: int) -> date | None:
    """The last of the month for day 0."""
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None


def _named(words: str) -> date | None:
    """A month by its name, a year of four digits, and perhaps a day before or after the name."""
    plain = _alike(words)
    found = next((name for name in _months() if re.search(rf"(?<!\w){name}(?!\w)", plain)), None)
    rest = _NAMED.fullmatch(re.sub(rf"(?<!\w){found}(?!\w)", " @ ", plain)) if found else None
    if found is None or rest is None:
        return None
    day = rest["before"] or rest["after"]
    return _day(int(rest["year"]), _months()[found], int(day) if day else 0)


@cache
def _months() -> dict[str, int]:
    """Their names in English and in the Arabic of every country, whole and short, the longest first."""
    found: dict[str, int] = {}
    for code, width in product(("en", "ar", "ar_SY", "ar_MA", "ar_DZ"), ("wide", "abbreviated")):
        for number, name in Locale.parse(code).months["format"][width].items():
            found.setdefault(_alike(name), number)
    return dict(sorted(found.items(), key=lambda one: -len(one[0])))


def _alike(words: str) -> str:
    return words.casefold().translate(_LETTERS)
