"""What kinds of people match: by language, by how far they are proven, by where in the day they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.credential import Credential, Level
from models.expert import Expert
from models.field import parts
from models.person import Person
from models.queries.audience.criteria import Criteria
from models.queries.audience.matching import matching
from models.queries.audience.proof import stands


@dataclass(frozen=True, slots=True)
class Makeup:
    """How many there are of each; who works in two languages counts in both."""

    languages: Counter[str] = field(default_factory=Counter)
    levels: Counter[Level] = field(default_factory=Counter)
    zones: Counter[str] = field(default_factory=Counter)


def makeup(session: Session, wanted: Criteria, now: datetime) -> Makeup:
    """Of those who match. One row comes back for each combination."""
    proven = (
        select(func.max(col(Credential.level)))
        .where(col(Credential.person_id) == col(Expert.person_id), stands(now))
        .where(col(Credential.field_code).in_(parts(wanted.field_code)))
        .scalar_subquery()
    )
    each = (
        matching(wanted, now)
        .join(Person, col(Person.id) == col(Expert.person_id))
        .with_only_columns(col(Expert.languages), func.coalesce(proven, 0).label("level"), col(Person.timezone))
        .subquery()
    )
    found = Makeup()
    for languages, level, zone, number in session.execute(select(*each.c, func.count()).group_by(*each.c)):
        found.levels[Level(level)] += number
        found.zones[zone] += number
        for language in languages:
            found.languages[language] += number
    return found
