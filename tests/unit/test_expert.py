"""An expert's week and record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refused
from models.expert import Expert, week_of
from models.types import PersonId
from tests import newcomers
from tests.chat import START

ZONES = ("UTC", "Asia/Riyadh", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu")


def expert(hours: int | None = None, minutes: int = 0, accepted: int = 0, rejected: int = 0) -> Expert:
    return newcomers.expert(
        PersonId(1),
        START,
        hours_a_week=hours,
        week_minutes=minutes,
        week_ends_at=START + timedelta(days=1),
        accepted=accepted,
        rejected=rejected,
    )


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.sampled_from(ZONES))
def test_an_instant_lies_in_its_week(at: datetime, zone: str) -> None:
    """A week is seven days, but for the hour that the clocks are put forward or back."""
    now = at.replace(tzinfo=UTC)
    starts, ends = week_of(now, zone)
    assert starts <= now < ends
    assert abs(ends - starts - timedelta(days=7)) <= timedelta(hours=1)
    assert week_of(ends, zone)[0] == ends


def test_a_week_in_which_the_clocks_change() -> None:
    """Berlin puts them back on 25 October 2026."""
    starts, ends = week_of(datetime(2026, 10, 21, 12, tzinfo=UTC), "Europe/Berlin")
    assert (starts, ends) == (datetime(2026, 10, 18, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC))


@pytest.mark.parametrize(
    ("hours", "committed", "minutes", "fits"),
    [(None, 9999, 9999, True), (1, 0, 60, True), (1, 0, 61, False), (2, 60, 60, True), (2, 61, 60, False)],
)
def test_what_fits_into_a_week(hours: int | None, committed: int, minutes: int, fits: bool) -> None:
    assert expert(hours, committed).has_time(minutes, START) is fits


def test_a_week_that_is_over_commits_to_nothing() -> None:
    assert expert(1, 60).committed(START + timedelta(days=1)) == 0


def test_a_refusal_says_when_it_fits_again() -> None:
    with pytest.raises(Refused) as refused:
        expert(2, 90).expect_time(60, START)
    assert refused.value.key == "offer-hours-full"
    assert refused.value.variables["left"] == timedelta(minutes=30)
    assert refused.value.variables["again"] == START + timedelta(days=1)


def test_lowered_hours_leave_nothing_but_not_less() -> None:
    with pytest.raises(Refused) as refused:
        expert(1, 300).expect_time(10, START)
    assert refused.value.variables["left"] == timedelta()


@pytest.mark.parametrize(
    ("accepted", "rejected", "quality"),
    [(0, 0, 90), (0, 1, 81), (1, 0, 90), (10, 0, 95), (0, 10, 45), (91, 0, 99), (1000, 0, 99)],
)
def test_a_newcomer_begins_at_ninety(accepted: int, rejected: int, quality: int) -> None:
    one = expert(accepted=accepted, rejected=rejected)
    assert one.quality == quality
    assert one.has_quality(quality) and not one.has_quality(quality + 1)
