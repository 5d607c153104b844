"""The one definition of "matches": the list of its conditions, for a query over all experts and for one of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import col

from models.prospect import Prospect
from models.queries.audience import proof, terms, tongues, whom
from models.queries.audience.candidate import Candidate
from models.queries.audience.condition import Condition
from models.queries.audience.criteria import Criteria

CONDITIONS: tuple[Condition, ...] = (
    proof.FIELD,
    terms.CURRENCY,
    terms.PAY,
    terms.PAUSE,
    terms.HOURS,
    terms.KINDS,
    tongues.LANGUAGE,
    whom.COUNTRY,
    proof.QUALITY,
    whom.AUTHOR,
    whom.REACHABLE,
    proof.LEVEL,
    whom.ASKED,
    tongues.FLUENCY,
    whom.PROJECT,
    whom.EMPLOYER,
    whom.RIVAL,
)
"""Those that the index answers first, then what stands in the expert's row, then other tables."""

OF_THE_CLIENT = (whom.PROJECT.name, whom.EMPLOYER.name)
"""What a client keeps to itself: that there is a condition is all that anyone learns of it."""


def matching(wanted: Criteria, now: datetime) -> Select[Any]:
    """The ids of the experts who match at a time."""
    clauses = (one.clause(wanted, now) for one in CONDITIONS if one.name not in wanted.aside)
    return select(col(Prospect.person_id)).where(*(clause for clause in clauses if clause is not None))


def failed(wanted: Criteria, one: Candidate, now: datetime) -> tuple[str, ...]:
    """The names of the conditions that an expert does not meet; none exactly where `matching` finds them."""
    return tuple(
        condition.name
        for condition in CONDITIONS
        if condition.name not in wanted.aside and not condition.met(wanted, one, now)
    )
