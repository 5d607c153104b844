"""Time zones as people name them: a city, a country, a zone's own name, how far from UTC it is, or what time it is.

The table `zones.csv` holds a zone a line with its best known city in both languages, and under `also` the other
cities and the countries that lie in it; a country of several zones stands on several lines.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo, available_timezones

from bot.chat.message import Labels, Lines
from bot.chat.questions import Given, Option, Question
from bot.chat.wire import Json
from handlers.questions.zone_clock import readings, showing
from models.digits import western
from models.errors import Refused
from models.field_words import forms

NOWHERE = "UTC"
"""The time zone of who has chosen none."""
CLOSE = 82
"""From this likeness on, of 100, a misspelt name is offered."""
MOST_OFFERED = 6
_OFFSET = re.compile(r"(?:utc|gmt|غرينتش|جرينتش)?\s*(?P<sign>[+-])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?")
_HALF_HOURS = {
    "+03:30": "Asia/Tehran",
    "+04:30": "Asia/Kabul",
    "+05:30": "Asia/Kolkata",
    "+05:45": "Asia/Kathmandu",
    "+06:30": "Asia/Yangon",
    "+08:45": "Australia/Eucla",
    "+09:30": "Australia/Darwin",
    "-09:30": "Pacific/Marquesas",
}
"""Zones off the full hour that keep no summer time: the others have a city to be named by."""
_BY_HINT = {
    "ar": "Asia/Riyadh", "ar-eg": "Africa/Cairo", "ar-ae": "Asia/Dubai", "ar-jo": "Asia/Amman",
    "ar-ma": "Africa/Casablanca", "en-gb": "Europe/London", "en-us": "America/New_York", "en-au": "Australia/Sydney",
    "en-ca": "America/Toronto", "en-in": "Asia/Kolkata", "en-za": "Africa/Johannesburg", "en": "Europe/London",
    "de": "Europe/Berlin", "fr": "Europe/Paris", "es": "Europe/Madrid", "it": "Europe/Rome", "tr": "Europe/Istanbul",
    "pt": "Europe/Lisbon", "pt-br": "America/Sao_Paulo", "ru": "Europe/Moscow", "uk": "Europe/Kyiv",
    "pl": "Europe/Warsaw", "nl": "Europe/Amsterdam", "sv": "Europe/Stockholm", "ja": "Asia/Tokyo",
    "zh": "Asia/Shanghai", "ko": "Asia/Seoul", "hi": "Asia/Kolkata", "ur": "Asia/Karachi", "fa": "Asia/Tehran",
    "id": "Asia/Jakarta", "vi": "Asia/Ho_Chi_Minh", "he": "Asia/Jerusalem",
}  # fmt: skip
_NEARBY = {
    "ar": ("Asia/Riyadh", "Africa/Cairo", "Asia/Dubai"),
    "en": ("Europe/London", "America/New_York", "America/Los_Angeles"),
}


@dataclass(frozen=True)
class Zone(Question[str]):
    """A time zone's IANA name; the buttons are guesses, each with the time that it is there."""

    guesses: tuple[str, ...]
    now: datetime
    columns: int = 1

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(Option(zone, clock(zone, self.now)) for zone in self.guesses)

    def read(self, given: Given) -> str:
        """Refusals as `meant`."""
        if given.words is None:
            return self.recall(given.chosen)
        return meant(given.words, self.now, self.guesses)

    def recall(self, stored: Json) -> str:
        if stored not in _all_zones():
            raise Refused("answer-not-words")
        return str(stored)


def guesses(hint: str, language: str, chosen: str) -> tuple[str, ...]:
    """The zones to offer first: the one chosen before, what the platform's language hint suggests, large ones."""
    hint = hint.lower().replace("_", "-")
    guessed = _BY_HINT.get(hint) or _BY_HINT.get(hint.partition("-")[0]) or _BY_HINT[language]
    before = () if chosen == NOWHERE else (chosen,)
    return tuple(dict.fromkeys((*before, guessed, *_NEARBY[language])))[:4]


def meant(words: str, now: datetime, likely: Sequence[str] = ()) -> str:
    """The one zone that is meant, by its name or by the time that it is there; by the time, a likely one rather.

    Raises:
        Refused: "zone-unknown" (given), "zone-several" (options) where it may be one of a few, "zone-no-such-time"
            (given) for a time that no city's clock shows.
    """
    times = readings(words)
    found = _by_clock(times, now, likely) if times else find(words)
    if not found and times:
        raise Refused("zone-no-such-time", given=words.strip()[:60])
    if not found:
        raise Refused("zone-unknown", given=words.strip()[:60])
    if len(found) > 1:
        raise Refused("zone-several", options=Lines(tuple(label(zone) for zone in found)))
    return found[0]


def _by_clock(times: Sequence[timedelta], now: datetime, likely: Sequence[str]) -> list[str]:
    for time_of_day in times:
        if first := showing(time_of_day, likely, now)[:1]:
            return first
    cities = [zone for time_of_day in times for zone in showing(time_of_day, _cities(), now)]
    return list(dict.fromkeys(cities))[:MOST_OFFERED]


def find(words: str) -> list[str]:
    """The zones that are meant, best first: one where that is clear, several where not, none for what is no place."""
    typed = western(words).strip()[:80]
    offset = _OFFSET.fullmatch(typed.casefold())
    if offset is not None:
        return _at_offset(offset["sign"], int(offset["hours"]), int(offset["minutes"] or 0))
    name = _folded(typed)
    if not name:
        return []
    exact = _names().get(name) or _own_names().get(name)
    if exact:
        return list(exact)[:MOST_OFFERED]
    from rapidfuzz import fuzz, process  # loads when the first place is misspelled, not at start

    scored = process.extract(name, list(_names()), scorer=fuzz.ratio, score_cutoff=CLOSE, limit=3)
    zones = [zone for likely, _, _ in scored for zone in _names()[likely]]
    return list(dict.fromkeys(zones))[:MOST_OFFERED]


def label(zone: str) -> Labels:
    """The zone by its best known city."""
    if zone in _cities():
        return _cities()[zone]
    whole_hours = re.fullmatch(r"Etc/GMT([+-])(\d+)", zone)
    if whole_hours:
        return Labels({"en": f"UTC{'-' if whole_hours[1] == '+' else '+'}{whole_hours[2]}"})
    return Labels({"en": zone.rpartition("/")[2].replace("_", " ")})


def clock(zone: str, now: datetime) -> Labels:
    """The zone's city and the time that it is there: "Cairo · 14:05"."""
    local = f"{now.astimezone(ZoneInfo(zone)):%H:%M}"
    return Labels({language: f"{city} · {local}" for language, city in label(zone).by_language.items()})


@cache
def _all_zones() -> frozenset[str]:
    """Read once: the library looks through its folders at every call."""
    return frozenset(available_timezones())


def _folded(name: str) -> str:
    """One spelling for a name, whatever its accents, spaces and signs."""
    return "".join(forms(name))


def _at_offset(sign: str, hours: int, minutes: int) -> list[str]:
    if minutes:
        return [zone for key, zone in _HALF_HOURS.items() if key == f"{sign}{hours:02}:{minutes:02}"]
    if hours == 0:
        return ["UTC"]
    ahead = timedelta(hours=hours if sign == "+" else -hours)
    if not timedelta(hours=-12) <= ahead <= timedelta(hours=14):
        return []
    return [f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"]


@cache
def _rows() -> tuple[dict[str, str], ...]:
    table = resources.files("handlers.questions").joinpath("zones.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(table.splitlines()))


@cache
def _cities() -> dict[str, Labels]:
    return {row["zone"]: Labels({"en": row["en"], "ar": row["ar"]}) for row in _rows()}


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Zones by each name of the table."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, zone in _named():
        if zone not in found[name]:
            found[name].append(zone)
    return {name: tuple(zones) for name, zones in found.items() if name}


def _named() -> Iterator[tuple[str, str]]:
    for row in _rows():
        for name in (row["en"], row["ar"], *row["also"].split(";")):
            yield _folded(name), row["zone"]


@cache
def _own_names() -> dict[str, tuple[str, ...]]:
    """Zones by their own names, whole ("Europe/Berlin") or by the last part."""
    found: dict[str, tuple[str, ...]] = {}
    for zone in sorted(_all_zones(), key=lambda one: (one.startswith(("Etc", "posix", "right")), one)):
        for name in (_folded(zone), _folded(zone.rpartition("/")[2])):
            found.setdefault(name, (zone,))
    return found
