"""The moments by which statements say that something is due: their parameters, so that each is built once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, bindparam

from handlers.policy import Policy
from models.types import UtcDateTime

Length = Callable[[Policy], timedelta]
_LENGTHS: dict[str, Length] = {}


def ago(name: str, length: timedelta | Length) -> BindParameter[datetime]:
    """The moment that lies so long before now; less than nothing lies ahead.

    Args:
        name: its own in the whole service.
        length: or what says it by the settings of the house.
    """
    assert name not in _LENGTHS, f"two moments are called {name}"
    _LENGTHS[name] = length if callable(length) else lambda _: length
    return bindparam(name, type_=UtcDateTime())


def moments(now: datetime, policy: Policy) -> dict[str, datetime]:
    """All of them, by their names: what a statement is executed with."""
    return {name: now - length(policy) for name, length in _LENGTHS.items()}


NOW = ago("now", timedelta())
