"""What is due and has not gone out, in words: for the doctor, and for whoever pauses sending."""

from __future__ import annotations

from collections.abc import Sequence

from models.delivery import Priority
from models.queries.backlog import Late

WORDS = {Priority.REPLY: "replies", Priority.REMINDER: "reminders", Priority.BROADCAST: "cards"}


def shown(waiting: Sequence[Late]) -> str:
    """ "3 to send (replies: 1, since 2026-01-01 00:00; cards: 2, since …)"."""
    each = [f"{WORDS[one.priority]}: {_number(one)}, since {one.since:%Y-%m-%d %H:%M}" for one in waiting]
    more = "" if all(one.is_all for one in waiting) else "+"
    return f"{sum(one.number for one in waiting)}{more} to send" + (f" ({'; '.join(each)})" if each else "")


def _number(late: Late) -> str:
    return f"{late.number}" if late.is_all else f"{late.number}+"
