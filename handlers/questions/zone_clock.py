"""Where someone is, by what their clock says: "16:05", "4.05 pm", "٤:٠٥ م"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat.moment_words import plainer

QUARTER = timedelta(minutes=15)
"""Zones differ by whole quarters of an hour: a clock that goes somewhat wrong is understood."""
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d))?(?::[0-5]\d)?\s*(?:(?P<half>[ap])\.?m?\.?)?", re.IGNORECASE
)
_HALF_DAY = timedelta(hours=12)


def readings(words: str) -> list[timedelta]:
    """The times of day that are meant, since midnight: two where the half of the day is left open, the 24-hour one
    first; none for what is no time of day."""
    found = None if words.strip().isdecimal() else _CLOCK.fullmatch(plainer(words).strip())
    if found is None or int(found["hour"]) > 23:
        return []
    hour, half = int(found["hour"]), (found["half"] or "").casefold()
    since = timedelta(hours=hour, minutes=int(found["minute"] or 0))
    if hour > 12:
        return [since]
    other = since + _HALF_DAY if hour < 12 else since - _HALF_DAY
    if not half:
        return [since, other]
    return [max(since, other) if half == "p" else min(since, other)]


def showing(time_of_day: timedelta, zones: Iterable[str], now: datetime) -> list[str]:
    """Those of the zones where it is this time now, in their order."""
    return [zone for zone in zones if _near(time_of_day, now.astimezone(ZoneInfo(zone)))]


def _near(time_of_day: timedelta, local: datetime) -> bool:
    off = abs(time_of_day - timedelta(hours=local.hour, minutes=local.minute))
    return min(off, timedelta(days=1) - off) * 2 < QUARTER
