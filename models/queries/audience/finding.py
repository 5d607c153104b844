"""The experts who match: how many, how many of them would be disturbed, and what would bring more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from models.expert import next_awake
from models.field import by_code
from models.person import Account
from models.prospect import Prospect
from models.queries.audience.criteria import Criteria
from models.queries.audience.matching import CONDITIONS, matching

JUST_HERE = timedelta(minutes=15)
"""Who used the bot so recently is awake, whatever their quiet hours say."""
EASED = ("level", "pay", "language", "fluency", "country", "quality", "hours", "kinds", "project")
"""What may be tried without; whom a client keeps out for a conflict of interest is none of these."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many match, by whether they would be disturbed."""

    awake: int
    asleep: int

    @property
    def total(self) -> int:
        return self.awake + self.asleep


def count(session: Session, wanted: Criteria, now: datetime) -> Count:
    """How many match, awake and asleep. One row comes back for each time zone and set of quiet hours."""
    found = matching(wanted, now).with_only_columns(*_SLEEP).subquery()
    groups = session.execute(select(*found.c, func.count()).group_by(*found.c)).all()
    total = sum(number for *_, number in groups)
    asleep = sum(number for *sleep, number in groups if next_awake(now, *sleep) > now)
    if asleep:
        here = session.execute(matching(wanted, now).with_only_columns(*_SLEEP).where(_just_here(now)))
        asleep -= sum(next_awake(now, *sleep) > now for sleep in here)
    return Count(total - asleep, asleep)


def wider(session: Session, wanted: Criteria, now: datetime) -> dict[str, int]:
    """What would bring more, each taken alone: a condition's name, with how many would match without it. For
    "field" it is the field around it that would be asked."""
    easier = {name: replace(wanted, aside=frozenset({name})) for name in EASED if _asks(name, wanted, now)}
    parent = by_code(wanted.field_code).parent
    if parent is not None:
        easier["field"] = replace(wanted, field_code=parent)
    counts = {name: _total(session, one, now) for name, one in easier.items()}
    return {name: number for name, number in counts.items() if number}


def _total(session: Session, wanted: Criteria, now: datetime) -> int:
    return int(session.execute(matching(wanted, now).with_only_columns(func.count())).scalar_one())


def _asks(name: str, wanted: Criteria, now: datetime) -> bool:
    """Whether the task asks anything of this kind."""
    return any(one.name == name and one.clause(wanted, now) is not None for one in CONDITIONS)


_SLEEP = (col(Prospect.timezone), col(Prospect.quiet_from), col(Prospect.quiet_to))


def _just_here(now: datetime) -> ColumnElement[bool]:
    recent = select(col(Account.person_id)).where(
        col(Account.last_seen_at) > now - JUST_HERE, col(Account.unreachable_since).is_(None)
    )
    return col(Prospect.person_id).in_(recent)
