"""The experts who match: how many, of what kind, and who comes next, each with when they may be disturbed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlmodel import Session, col

from models.expert import Expert, Seniority
from models.field import by_code
from models.person import Account, Person
from models.queries.audience.criteria import Criteria
from models.queries.audience.matching import CONDITIONS, matching
from models.queries.audience.whom import reachable
from models.types import PersonId

JUST_HERE = timedelta(minutes=15)
"""Who used the bot so recently is awake, whatever their quiet hours say."""
EASED = ("level", "pay", "language", "country", "quality", "hours", "kinds", "project")
"""What may be tried without; whom a client keeps out for a conflict of interest is none of these."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many match, by whether they would be disturbed."""

    awake: int
    asleep: int

    @property
    def total(self) -> int:
        return self.awake + self.asleep


@dataclass(frozen=True, slots=True)
class Recipient:
    """Someone who matches, and from when on they may be written to."""

    person_id: PersonId
    not_before: datetime


def count(session: Session, wanted: Criteria, now: datetime) -> Count:
    """How many match, awake and asleep. One row comes back for each time zone and set of quiet hours."""
    each = (
        matching(wanted, now)
        .join(Person, col(Person.id) == col(Expert.person_id))
        .with_only_columns(*_SLEEP, _just_here(now).label("here"))
        .subquery()
    )
    groups = session.execute(select(*each.c, func.count()).group_by(*each.c))
    awake = asleep = 0
    for timezone, quiet_from, quiet_to, here, number in groups:
        if here or _wakes(now, timezone, quiet_from, quiet_to) == now:
            awake += number
        else:
            asleep += number
    return Count(awake, asleep)


def recipients(
    session: Session, wanted: Criteria, now: datetime, *, after: PersonId, limit: int
) -> tuple[list[Recipient], PersonId | None]:
    """The next experts who match, by their ids.

    Returns:
        them, and the id to go on after: None where there are no more.
    """
    rows = session.execute(
        matching(wanted, now)
        .join(Person, col(Person.id) == col(Expert.person_id))
        .with_only_columns(col(Expert.person_id), *_SLEEP, _just_here(now))
        .where(col(Expert.person_id) > after)
        .order_by(col(Expert.person_id))
        .limit(limit)
    ).all()
    return [Recipient(*pair) for pair in awake_from(rows, now)], rows[-1][0] if len(rows) == limit else None


def wider(session: Session, wanted: Criteria, now: datetime) -> dict[str, int]:
    """What would bring more, each taken alone: a condition's name, with how many would match without it. For
    "field" it is the field around it that would be asked."""
    easier = {name: replace(wanted, aside=frozenset({name})) for name in EASED if _asks(name, wanted, now)}
    parent = by_code(wanted.field_code).parent
    if parent is not None:
        easier["field"] = replace(wanted, field_code=parent)
    counts = {name: count(session, one, now).total for name, one in easier.items()}
    return {name: number for name, number in counts.items() if number}


def _asks(name: str, wanted: Criteria, now: datetime) -> bool:
    """Whether the task asks anything of this kind."""
    return any(one.name == name and one.clause(wanted, now) is not None for one in CONDITIONS)


def awake_from(rows: Iterable[Any], now: datetime) -> Iterator[tuple[Any, datetime]]:
    """From when on each may be disturbed.

    Args:
        rows: of an id, a time zone, quiet hours from and to, and whether they were here just now. Few combinations
            of zone and hours occur: each is reckoned once.
    """
    wakes: dict[tuple[str, time | None, time | None], datetime] = {}
    for id_, timezone, quiet_from, quiet_to, here in rows:
        sleep = (timezone, quiet_from, quiet_to)
        if sleep not in wakes:
            wakes[sleep] = _wakes(now, *sleep)
        yield id_, now if here else wakes[sleep]


_SLEEP = (col(Person.timezone), col(Expert.quiet_from), col(Expert.quiet_to))


def _just_here(now: datetime) -> ColumnElement[int]:
    recent = exists().where(*reachable(), col(Account.last_seen_at) > now - JUST_HERE)
    return case((recent, 1), else_=0)


def _wakes(now: datetime, timezone: str, quiet_from: time | None, quiet_to: time | None) -> datetime:
    """The first moment from now on outside such quiet hours."""
    sleeper = Expert(
        person_id=PersonId(0),
        field_code="",
        seniority=Seniority.GRADUATE,
        min_rate_minor=0,
        currency="",
        quiet_from=quiet_from,
        quiet_to=quiet_to,
        joined_at=now,
    )
    return sleeper.next_awake(now, timezone)
