"""Quiet hours: the part of a day in which nothing is sent that can wait."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from bot.chat.message import Text, text
from bot.chat.questions import Given, Option, Question
from bot.chat.texts import Reader, plain
from bot.chat.wire import Json
from models.digits import western
from models.errors import Refused
from models.expert import Expert

Hours = tuple[time, time] | None
PRESETS = ("22:00-07:00", "23:00-08:00")
NONE = "none"

_CLOCK = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|ص|م|صباحا|مساء)?"
_SPAN = re.compile(rf"(?:from|من)?\s*{_CLOCK}\s*(?:-|to|till|until|الى|حتى|و)\s*{_CLOCK}")
_MARKS = str.maketrans({"–": "-", "—": "-", "إ": "ا", "أ": "ا", "ى": "ى", "ً": None, "\u200f": None, "\u200e": None})
_NONE = frozenset({"none", "no", "never", "لا", "لا شيء", "بدون", "-"})


@dataclass(frozen=True)
class QuietHours(Question[Hours]):
    """A start and an end by the reader's clock, or None for none: tapped, or typed as "21:30-6" in any digits."""

    columns: int = 1

    @property
    def options(self) -> tuple[Option, ...]:
        spans = tuple(Option(preset, shown(_parse(preset))) for preset in PRESETS)
        return (*spans, Option(NONE, text("quiet-none")))

    def read(self, given: Given) -> Hours:
        """Raises Refused: "quiet-unclear" for what are no two times, "quiet-all-day" for twice the same."""
        words = given.words if given.words is not None else given.chosen
        if not isinstance(words, str):
            raise Refused("answer-not-words")
        if words.strip().casefold() == plain(text("quiet-none"), given.reader).casefold():
            return None
        return _parse(words)

    def keep(self, value: Hours) -> Json:
        return NONE if value is None else f"{value[0]:%H:%M}-{value[1]:%H:%M}"

    def recall(self, stored: Json) -> Hours:
        return _parse(stored)

    def as_typed(self, value: Hours, reader: Reader) -> str:
        return plain(shown(value), reader)


def shown(hours: Hours) -> Text:
    """Quiet hours in words."""
    if hours is None:
        return text("quiet-none")
    return text("quiet-span", start=f"{hours[0]:%H:%M}", end=f"{hours[1]:%H:%M}")


def of(expert: Expert) -> Hours:
    """The quiet hours that an expert has set."""
    if expert.quiet_from is None or expert.quiet_to is None:
        return None
    return expert.quiet_from, expert.quiet_to


def _parse(words: str) -> Hours:
    typed = western(words[:60]).translate(_MARKS).casefold().strip()
    if typed in _NONE:
        return None
    span = _SPAN.fullmatch(typed)
    if span is None:
        raise Refused("quiet-unclear")
    start, end = _clock(*span.groups()[:3]), _clock(*span.groups()[3:])
    if start == end:
        raise Refused("quiet-all-day")
    return start, end


def _clock(hours: str, minutes: str | None, half: str | None) -> time:
    hour = int(hours)
    if half is not None:
        if not 1 <= hour <= 12:
            raise Refused("quiet-unclear")
        hour = hour % 12 + (12 if half in ("pm", "م", "مساء") else 0)
    if hour == 24 and not int(minutes or 0):
        hour = 0
    if hour > 23 or int(minutes or 0) > 59:
        raise Refused("quiet-unclear")
    return time(hour, int(minutes or 0))
