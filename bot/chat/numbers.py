"""Questions that are answered with a number: bare, in a unit, or of money; in any of the three kinds of digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel.numbers import get_currency_name

from bot.chat.questions import Given, Option, Question, typed
from bot.chat.texts import Reader
from bot.chat.wire import Json
from models.digits import read_number
from models.errors import Refused
from models.money import Money
from models.unit import read_quantity


@dataclass(frozen=True)
class Number(Question[Decimal]):
    """A number, in any of the three kinds of digits; `whole` refuses fractions."""

    least: Decimal | None = None
    most: Decimal | None = None
    whole: bool = False
    instead: tuple[Option, ...] = ()

    @property
    def options(self) -> Sequence[Option]:
        return self.instead

    def read(self, given: Given) -> Decimal:
        try:
            return self._checked(read_number(typed(given, self.instead)))
        except Refused as refused:
            if self.whole and refused.key == "number-not-a-number":
                raise Refused("number-not-a-whole-number", **refused.variables) from None
            raise

    def keep(self, value: Decimal) -> Json:
        return str(value)

    def recall(self, stored: Json) -> Decimal:
        return self._checked(Decimal(stored))

    def _checked(self, value: Decimal) -> Decimal:
        if self.whole and value != value.to_integral_value():
            raise Refused("number-not-whole", given=str(value))
        if self.least is not None and value < self.least:
            raise Refused("number-too-small", least=self.least, given=str(value))
        if self.most is not None and value > self.most:
            raise Refused("number-too-large", most=self.most, given=str(value))
        return value


@dataclass(frozen=True)
class Quantity(Question[Decimal]):
    """A number in one unit, which may be written after it; another unit is refused, not converted."""

    unit: str

    def read(self, given: Given) -> Decimal:
        return read_quantity(typed(given), self.unit)

    def keep(self, value: Decimal) -> Json:
        return str(value)

    def recall(self, stored: Json) -> Decimal:
        return Decimal(stored)


@cache
def _named(currency: str) -> re.Pattern[str]:
    """A currency's name after an amount, in either language and in the plural too: "90 dollars", "٩٠ دولارًا"."""
    whole = re.escape(get_currency_name(currency, 1, "en"))
    english = re.escape(get_currency_name(currency, 1, "en").split()[-1])
    arabic = re.escape(get_currency_name(currency, locale="ar").split()[0])
    return re.compile(rf"(?<=[\d\s])\s*(?:(?:{whole}|{english})s?|{arabic}[\u064b-\u0652ات]*)\.?\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Amount(Question[Money]):
    """An amount of money in one currency, with or without its sign, code or name around it."""

    currency: str
    sign: str = "$"
    at_least: Money | None = None
    at_most: Money | None = None
    instead: tuple[Option, ...] = ()

    @property
    def options(self) -> Sequence[Option]:
        return self.instead

    def read(self, given: Given) -> Money:
        words = _named(self.currency).sub("", typed(given, self.instead))
        for mark in (self.sign, self.currency, self.currency.lower()):
            words = words.replace(mark, "")
        try:
            return self._checked(Money.of(read_number(words.strip()), self.currency))
        except ValueError:
            raise Refused("money-too-fine", currency=self.currency) from None

    def keep(self, value: Money) -> Json:
        return [value.minor, value.currency]

    def recall(self, stored: Json) -> Money:
        minor, currency = stored
        if currency != self.currency:
            raise ValueError(f"an amount in {currency}, not {self.currency}")
        return self._checked(Money(minor, currency))

    def as_typed(self, value: Money, reader: Reader) -> str:  # noqa: ARG002  # the base class's signature
        return str(value.amount)

    def _checked(self, value: Money) -> Money:
        if self.at_least is not None and value < self.at_least:
            raise Refused("money-too-small", least=self.at_least, given=value)
        if self.at_most is not None and value > self.at_most:
            raise Refused("money-too-large", most=self.at_most, given=value)
        return value
