"""Amounts of money: whole minor units and a currency, never a float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from babel.numbers import get_currency_precision


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in a currency's minor units (cents, fils); may be negative.

    `Money(12500, "USD")` is $125.00. Two currencies never mix: that is a programming error (ValueError).
    """

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | str | int, currency: str) -> Money:
        """From major units; more decimal places than the currency has are a ValueError."""
        scaled = Decimal(amount).scaleb(get_currency_precision(currency))
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{amount} has more decimal places than {currency}")
        return cls(int(scaled), currency)

    @property
    def amount(self) -> Decimal:
        """In major units, exactly."""
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))

    def per_hour(self, minutes: int) -> Money:
        """What an hour brings when this is paid for so many minutes, to the nearest minor unit."""
        return self.scaled(Decimal(60) / minutes)

    def scaled(self, factor: Decimal) -> Money:
        """Times a factor, half to even."""
        return Money(int((self.minor * factor).quantize(Decimal(1), ROUND_HALF_EVEN)), self.currency)

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        return self + -other

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} don't add up")
