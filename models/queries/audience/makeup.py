"""What kinds of people match: by language, by how far they are proven, by where in the day they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import case, func, select
from sqlmodel import Session, col

from models.level import Level
from models.prospect import Prospect
from models.queries.audience.criteria import Criteria
from models.queries.audience.matching import matching
from models.queries.audience.proof import proven


@dataclass(frozen=True, slots=True)
class Makeup:
    """How many there are of each; who works in two languages counts in both."""

    languages: Counter[str] = field(default_factory=Counter)
    levels: Counter[Level] = field(default_factory=Counter)
    zones: Counter[str] = field(default_factory=Counter)


def makeup(session: Session, wanted: Criteria, now: datetime) -> Makeup:
    """Of those who match. One row comes back for each combination."""
    level = case(*((proven(int(level), now), int(level)) for level in reversed(Level) if level), else_=0)
    each = (
        matching(wanted, now)
        .with_only_columns(col(Prospect.languages), level.label("level"), col(Prospect.timezone))
        .subquery()
    )
    found = Makeup()
    for languages, level, zone, number in session.execute(select(*each.c, func.count()).group_by(*each.c)):
        found.levels[Level(level)] += number
        found.zones[zone] += number
        for language in languages:
            found.languages[language] += number
    return found
