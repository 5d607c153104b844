"""Amounts: exact, and one currency at a time."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money import Money

MINOR = st.integers(-(10**12), 10**12)


def test_major_units_of_currencies_with_other_decimals() -> None:
    assert Money.of("12.50", "USD") == Money(1250, "USD")
    assert Money.of("12.505", "KWD") == Money(12505, "KWD")
    assert Money.of("1250", "JPY") == Money(1250, "JPY")


def test_more_decimal_places_than_the_currency_has_are_refused() -> None:
    with pytest.raises(ValueError, match="more decimal places"):
        Money.of("1.005", "USD")


def test_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="don't add up"):
        Money(1, "USD") + Money(1, "EUR")


def test_an_hourly_rate_is_rounded_to_the_minor_unit() -> None:
    assert Money(4000, "USD").per_hour(20) == Money(12000, "USD")
    assert Money(100, "USD").per_hour(7) == Money(857, "USD")


@given(MINOR, MINOR)
def test_sums_are_exact(one: int, other: int) -> None:
    total = Money(one, "USD") + Money(other, "USD")

    assert total - Money(other, "USD") == Money(one, "USD")
    assert Money.of(total.amount, "USD") == total


@given(MINOR, st.fractions(0, 1).map(lambda share: Decimal(share.numerator) / share.denominator))
def test_a_share_is_never_more_than_the_whole(minor: int, share: Decimal) -> None:
    assert abs(Money(minor, "USD").scaled(share).minor) <= abs(minor)
