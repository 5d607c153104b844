"""Everything that is derived from other rows, made anew: a step at a time, so that others can work meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from models.queries import prospects, tally

BATCH = 1000
"""Experts in one transaction: a fifth of a second."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is derived. `next(session, after, most)` looks at the next rows after a place and mends what is
    wrong; it returns the place to go on after (None where there are no more), how many it looked at, and how many
    were wrong. `name` is for people."""

    name: str
    beginning: Any
    next: Callable[[Session, Any, int], tuple[Any | None, int, int]]


TABLES = (Step("experts as matching reads them", prospects.BEGINNING, prospects.keep_next),)
"""What holds nothing else, and is empty after an upgrade that brings it."""
STEPS = (Step("hours and answers of experts", tally.BEGINNING, tally.mend_next), *TABLES)


def fill(session: Session) -> None:
    """The tables, in one transaction, where nobody else is at work."""
    for step in TABLES:
        after = step.beginning
        while after is not None:
            after, _, _ = step.next(session, after, BATCH)
