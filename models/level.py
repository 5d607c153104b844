"""How far a claim is proven."""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import Dialect, SmallInteger
from sqlalchemy.types import TypeDecorator


class Level(IntEnum):
    """How far a claim is proven; a higher one includes the lower ones."""

    CLAIMED = 0
    WELL_FORMED = 1
    CONTROLLED = 2
    """The person showed control of the address, the record or the profile."""
    LISTED = 3
    """A register lists it under a matching name."""
    CONFIRMED = 4
    """The issuer signed it, or a reviewer confirmed it."""


class LevelType(TypeDecorator[Level]):
    """A column of levels that compares as a number."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, _dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Level | None:
        return None if value is None else Level(value)
