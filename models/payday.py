"""The day on which experts are promised their money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LAST = "last"
LATEST_DAY = 28
"""Of a month: each has so many."""


@dataclass(frozen=True, slots=True)
class Payday:
    """The same day of each week ("friday") or month ("1" to "28", or "last").

    Raises:
        ValueError: for any other rule.
    """

    rule: str

    def __post_init__(self) -> None:
        day_of_month = self.rule.isdecimal() and 1 <= int(self.rule) <= LATEST_DAY
        if not (day_of_month or self.rule in (*WEEKDAYS, LAST)):
            raise ValueError(f"is no weekday (friday), no day from 1 to {LATEST_DAY}, and not {LAST!r}")

    def after(self, day: date) -> date:
        """The first one later than this day: then what was earned on it is paid out."""
        following = day + timedelta(days=1)
        return next(one for one in (following + timedelta(days=n) for n in range(32)) if self._is(one))

    def before(self, day: date) -> date:
        """The last one earlier than this day: by then, what had been earned before it was to be paid out."""
        return next(one for one in (day - timedelta(days=n) for n in range(1, 33)) if self._is(one))

    def _is(self, day: date) -> bool:
        if self.rule == LAST:
            return (day + timedelta(days=1)).day == 1
        return WEEKDAYS[day.weekday()] == self.rule or str(day.day) == self.rule.lstrip("0")
