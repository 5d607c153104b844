"""Who a task is for: the one definition of "matches", for counting, for sending and for explaining."""

from __future__ import annotations

from models.queries.audience.candidate import Candidate, candidate
from models.queries.audience.criteria import Criteria, criteria
from models.queries.audience.finding import (
    JUST_HERE,
    Count,
    count,
    wider,
)
from models.queries.audience.makeup import Makeup, makeup
from models.queries.audience.matching import CONDITIONS, OF_THE_CLIENT, failed, matching
from models.queries.audience.whom import ASKED, RIVAL, kept_apart_until

__all__ = [
    "ASKED",
    "CONDITIONS",
    "JUST_HERE",
    "OF_THE_CLIENT",
    "RIVAL",
    "Candidate",
    "Count",
    "Criteria",
    "Makeup",
    "candidate",
    "count",
    "criteria",
    "failed",
    "kept_apart_until",
    "makeup",
    "matching",
    "wider",
]
