"""A condition in its two forms, side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement

from models.queries.audience.candidate import Candidate
from models.queries.audience.criteria import Criteria


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that an expert must meet, for all experts at once and for one of them.

    `clause(wanted, now)` is a condition on rows of `prospect` under the task's field, None where it asks nothing
    of the kind;
    `met(wanted, candidate, now)` says the same of values. `tests/unit/test_matching.py` holds the two together.
    """

    name: str
    clause: Callable[[Criteria, datetime], ColumnElement[bool] | None]
    met: Callable[[Criteria, Candidate, datetime], bool]
