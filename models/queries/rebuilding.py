"""Everything that is derived from other rows, made anew: a step at a time, so that others can work meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import literal, select
from sqlmodel import Session, SQLModel

from models.expert import Expert
from models.prospect import Prospect
from models.queries import cards, prospects, tally
from models.wave import Wave

BATCH = 1000
"""Experts in one transaction: a fifth of a second."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is derived. `next(session, after, most)` looks at the next rows after a place and mends what is
    wrong; it returns the place to go on after (None where there are no more), how many it looked at, and how many
    were wrong. `name` is for people, `table` has what is derived."""

    name: str
    table: type[SQLModel]
    beginning: Any
    next: Callable[[Session, Any, int], tuple[Any | None, int, int]]


TABLES = (
    Step("experts as matching reads them", Prospect, prospects.BEGINNING, prospects.keep_next),
    Step("broadcasts that are not over", Wave, 0, cards.recount_next),
)
"""What holds nothing else, and is empty after an upgrade that brings it."""
STEPS = (Step("hours and answers of experts", Expert, tally.BEGINNING, tally.mend_next), *TABLES)


def fill(session: Session) -> None:
    """Those of the tables that are empty, in one transaction, where nobody else is at work."""
    for step in TABLES:
        is_there = session.execute(select(literal(1)).select_from(step.table).limit(1)).first()
        after = None if is_there else step.beginning
        while after is not None:
            after, _, _ = step.next(session, after, BATCH)
