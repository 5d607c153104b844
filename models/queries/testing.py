"""What qualification tests need to know of items and attempts: banks, how often each was shown, how it was answered."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sql
from sqlmodel import Session, case, col, func, select

from models.attempt import Attempt, AttemptState, Response
from models.item import Item
from models.scoring import Curve, curve
from models.types import ItemId, PersonId


@dataclass(frozen=True)
class Bank:
    """The items that can be asked in a field at a level, and the seconds that they take on the average."""

    field_code: str
    level: int
    items: int
    seconds: float


@dataclass(frozen=True)
class Quality:
    """How an item was answered: by all, and by those who passed the test that it was in."""

    answered: int
    right: int
    by_good: int
    right_by_good: int
    correlation: float

    @property
    def curve(self) -> Curve | None:
        return curve(self.answered, self.right, self.correlation)


UNKNOWN = Quality(0, 0, 0, 0, 0.0)


def banks(session: Session, fields: Iterable[str] | None = None) -> list[Bank]:
    """Every bank with items to ask, in these fields or in all."""
    found = session.execute(_BANKS) if fields is None else session.execute(_BANKS_IN, {"fields": list(fields)})
    return [Bank(code, level, count, float(seconds)) for code, level, count, seconds in found]


def askable(session: Session, field_code: str, level: int, person_id: PersonId) -> list[tuple[Item, bool, int]]:
    """The bank's items, each with whether this person has seen it and how often it was shown to anyone."""
    mine = case((Response.person_id == person_id, 1), else_=0)
    shown = (
        select(Item, func.coalesce(func.max(mine), 0), func.count(col(Response.id)))
        .outerjoin(Response, col(Response.item_id) == col(Item.id))
        .where(Item.field_code == field_code, Item.level == level, col(Item.retired_at).is_(None))
        .group_by(col(Item.id))
        .order_by(col(Item.id))
    )
    return [(item, bool(seen), int(count)) for item, seen, count in session.exec(shown)]


def awaited(session: Session, field_code: str, level: int) -> Counter[ItemId]:
    """How often each item stands in a test under way that has not come to it: it is as good as shown."""
    running = select(Attempt).where(
        Attempt.state == AttemptState.RUNNING, Attempt.field_code == field_code, Attempt.level == level
    )
    drawn = {attempt.key: attempt.drawn for attempt in session.exec(running)}
    shown = session.exec(select(Response.attempt_id, Response.place).where(col(Response.attempt_id).in_(drawn)))
    seen = set(shown)
    return Counter(
        ItemId(item)
        for key, items in drawn.items()
        for place, (item, _) in enumerate(items)
        if (key, place) not in seen
    )


def attempts(session: Session, person_id: PersonId, field_code: str, level: int) -> Sequence[Attempt]:
    """A person's attempts at one test, the newest first."""
    mine = select(Attempt).where(
        Attempt.person_id == person_id, Attempt.field_code == field_code, Attempt.level == level
    )
    return session.exec(mine.order_by(col(Attempt.id).desc())).all()


def running(session: Session, person_id: PersonId) -> Attempt | None:
    """The attempt that a person is in the middle of."""
    return session.scalars(_RUNNING, {"person_id": person_id}).first()


def responses(session: Session, attempt: Attempt) -> dict[int, Response]:
    """What has been shown of an attempt, by its place."""
    found = session.exec(select(Response).where(Response.attempt_id == attempt.key))
    return {response.place: response for response in found}


def quality(session: Session, items: Iterable[ItemId]) -> dict[ItemId, Quality]:
    """How these items were answered in tests that have ended; items that nobody has answered are left out."""
    right_or_none: sql.ColumnElement[bool | None] = sql.type_coerce(Response.right, sql.Boolean)
    right = case((right_or_none, 1), else_=0)
    good = case((col(Attempt.state) == AttemptState.PASSED, 1), else_=0)
    share = col(Attempt.share)
    counted = (
        sql.select(
            col(Response.item_id),
            func.count(),
            func.sum(right),
            func.sum(good),
            func.sum(good * right),
            func.avg(share),
            func.avg(share * share),
            func.avg(case((right_or_none, share))),
        )
        .join(Attempt, col(Attempt.id) == col(Response.attempt_id))
        .where(col(Response.item_id).in_(list(items)), right_or_none.is_not(None), share.is_not(None))
        .group_by(col(Response.item_id))
    )
    return {
        item: Quality(n, int(r), int(g), int(gr), _correlation(int(r) / n, *map(float, (mean, square, among or 0))))
        for item, n, r, g, gr, mean, square, among in session.execute(counted)
    }


def _correlation(p: float, mean: float, square: float, among_right: float) -> float:
    """The point-biserial correlation from the shares' mean, their mean square, and their mean among right answers."""
    spread = math.sqrt(max(square - mean * mean, 0.0))
    if spread < 1e-9 or not 0 < p < 1:
        return 0.0
    return (among_right - mean) / spread * math.sqrt(p / (1 - p))


_BANKS = (
    select(Item.field_code, Item.level, func.count(), func.avg(Item.seconds))
    .where(col(Item.retired_at).is_(None))
    .group_by(Item.field_code, Item.level)  # type: ignore[arg-type]  # SQLModel's columns are columns here
    .order_by(Item.field_code, Item.level)  # type: ignore[arg-type]
)
_BANKS_IN = _BANKS.where(col(Item.field_code).in_(sql.bindparam("fields", expanding=True)))
_RUNNING = (
    select(Attempt)
    .where(Attempt.person_id == sql.bindparam("person_id"), Attempt.state == AttemptState.RUNNING)
    .order_by(col(Attempt.id).desc())
    .limit(1)
)
