"""The day on which money is promised."""

from __future__ import annotations

from datetime import date

import pytest

from models.payday import Payday


@pytest.mark.parametrize(
    ("rule", "earned", "paid"),
    [
        ("friday", date(2026, 12, 3), date(2026, 12, 4)),
        ("friday", date(2026, 12, 4), date(2026, 12, 11)),
        ("15", date(2026, 12, 14), date(2026, 12, 15)),
        ("15", date(2026, 12, 15), date(2027, 1, 15)),
        ("1", date(2027, 1, 1), date(2027, 2, 1)),
        ("last", date(2027, 2, 1), date(2027, 2, 28)),
        ("last", date(2028, 2, 28), date(2028, 2, 29)),
        ("last", date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_what_was_earned_on_a_day_is_paid_on_the_next_payday(rule: str, earned: date, paid: date) -> None:
    assert Payday(rule).after(earned) == paid


@pytest.mark.parametrize(
    ("rule", "day", "last"),
    [
        ("friday", date(2026, 12, 4), date(2026, 11, 27)),
        ("friday", date(2026, 12, 5), date(2026, 12, 4)),
        ("15", date(2026, 12, 15), date(2026, 11, 15)),
        ("last", date(2027, 3, 1), date(2027, 2, 28)),
        ("1", date(2027, 3, 1), date(2027, 2, 1)),
    ],
)
def test_the_last_payday_is_one_that_is_over(rule: str, day: date, last: date) -> None:
    assert Payday(rule).before(day) == last


@pytest.mark.parametrize("rule", ["", "0", "29", "Friday ", "freitag", "١٥x", "-1"])
def test_no_other_day_is_one(rule: str) -> None:
    with pytest.raises(ValueError, match="is no weekday"):
        Payday(rule)
