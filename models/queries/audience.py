"""Who a task is for: the one definition of "matches", for counting, for sending and for a single expert."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlmodel import Session, col

from models.credential import Credential, CredentialState
from models.expert import Expert, Seniority
from models.field import by_code, parts
from models.money import Money
from models.offer import Offer
from models.person import Account, Person
from models.task import Task
from models.types import PersonId, TaskId

JUST_HERE = timedelta(minutes=15)
"""Who used the bot so recently is awake, whatever their quiet hours say."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What an expert must meet. `hourly` is what an hour of the task pays; `any_rate` leaves their minimum aside."""

    field_code: str
    min_level: int
    hourly: Money
    author: PersonId
    task_id: TaskId | None = None
    any_rate: bool = False


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


def criteria(task: Task) -> Criteria:
    """What a task asks of an expert; who has been offered it already matches no more."""
    return Criteria(task.field_code, task.min_level, task.pay_per_hour, task.created_by, task.id)


def matching(wanted: Criteria, now: datetime) -> Select[Any]:
    """The ids of the experts who match at a time: of the field or a part of it, verified to the level in it,
    paid at least their minimum in their currency, not paused, reachable, not asked before, not the author."""
    return select(col(Expert.person_id)).where(*_conditions(wanted, now))


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


def matches(session: Session, task: Task, person_id: PersonId, now: datetime) -> bool:
    """Whether one expert matches and has not been asked yet."""
    found = matching(criteria(task), now).where(col(Expert.person_id) == person_id)
    return session.execute(found).first() is not None


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
    """What would bring more, each taken alone: "level", "pay" or "field", with how many would match then."""
    easier = {"level": replace(wanted, min_level=0), "pay": replace(wanted, any_rate=True)}
    parent = by_code(wanted.field_code).parent
    if parent is not None:
        easier["field"] = replace(wanted, field_code=parent)
    counts = {key: count(session, one, now).total for key, one in easier.items() if one != wanted}
    return {key: number for key, number in counts.items() if number}


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


def _conditions(wanted: Criteria, now: datetime) -> Iterator[ColumnElement[bool]]:
    covering = parts(wanted.field_code)
    yield col(Expert.field_code).in_(covering)
    yield col(Expert.currency) == wanted.hourly.currency
    if not wanted.any_rate:
        yield col(Expert.min_rate_minor) <= wanted.hourly.minor
    yield or_(col(Expert.paused_until).is_(None), col(Expert.paused_until) <= now)
    yield col(Expert.person_id) != wanted.author
    yield exists().where(*_reachable())
    if wanted.min_level > 0:
        yield exists().where(_proven(covering, wanted.min_level, now))
    if wanted.task_id is not None:
        asked = and_(col(Offer.task_id) == wanted.task_id, col(Offer.expert_id) == col(Expert.person_id))
        yield ~exists().where(asked)


def _proven(covering: frozenset[str], level: int, now: datetime) -> ColumnElement[bool]:
    return and_(
        col(Credential.person_id) == col(Expert.person_id),
        col(Credential.state) == CredentialState.VERIFIED,
        col(Credential.level) >= level,
        col(Credential.field_code).in_(covering),
        or_(col(Credential.expires_at).is_(None), col(Credential.expires_at) > now),
    )


def _reachable() -> tuple[ColumnElement[bool], ...]:
    return col(Account.person_id) == col(Expert.person_id), col(Account.unreachable_since).is_(None)


def _just_here(now: datetime) -> ColumnElement[int]:
    recent = exists().where(*_reachable(), col(Account.last_seen_at) > now - JUST_HERE)
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
