"""How many experts there are and of what kinds: numbers without names, as whoever recruits may see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlmodel import Session, col

from models.expert import Expert
from models.field import all_fields, children
from models.level import Level
from models.money import Money
from models.person import Account
from models.prospect import Prospect
from models.queries import audience
from models.queries.audience import Criteria
from models.queries.audience.condition import Condition
from models.queries.audience.proof import FIELD, proven
from models.queries.audience.terms import PAUSE
from models.queries.audience.whom import REACHABLE
from models.types import ClientId, PersonId, TaskId

FEW = 3
"""Fewer than that could be told apart: they are not counted out."""
MOST_FIELDS = 5

Kind = TypeVar("Kind", bound=Hashable)


def of_all(session: Session, now: datetime) -> dict[str, Any]:
    """All who have joined, as JSON: `joined`, `ready` (for an offer now), `paused`, `unreachable`, `levels` (of the
    ready ones, in their own field), `platforms` (whoever uses two counts in both), and `fields` with the most of them.

    It reads a row for each expert.
    """
    number, roots, known = func.count(), [field.code for field in children(None)], {one.code for one in all_fields()}
    reachable, active = _clause(REACHABLE, now), _clause(PAUSE, now)
    ready = and_(reachable, active)
    proofs = [number.filter(ready, proven(int(level), now)) for level in Level if level]
    kinds = (number, number.filter(ready), number.filter(reachable, not_(active)), *proofs)
    found = session.execute(select(*kinds).where(col(Prospect.field_code).in_(roots)))
    joined, awaiting, paused, *at_least = map(int, found.one())
    exactly = [more - less for more, less in zip([awaiting, *at_least], [*at_least, 0], strict=True)]
    return {
        "field": "",
        "joined": joined,
        "ready": awaiting,
        "paused": paused,
        "unreachable": joined - awaiting - paused,
        "levels": {str(int(level)): n for level, n in zip(Level, exactly, strict=True)},
        "platforms": {row[0]: row[1] for row in session.execute(_PLATFORMS)},
        "fields": {code: n for code, n in session.execute(_FIELDS) if code in known},
    }


def of_field(session: Session, code: str, now: datetime) -> dict[str, Any]:
    """Those in a field who are ready for an offer, as JSON: `awake`, `asleep`, `levels`, `languages`, and `rates`, for
    each currency that is not a few people's what half of them and what three quarters take for an hour."""
    wanted = _of_field(code)
    count, makeup = audience.count(session, wanted, now), audience.makeup(session, wanted, now)
    return {
        "field": code,
        "awake": count.awake,
        "asleep": count.asleep,
        "levels": {str(int(level)): n for level, n in makeup.levels.items()},
        "languages": dict(makeup.languages),
        "rates": _rates(session, wanted, now),
    }


def together(counted: Mapping[Kind, int]) -> tuple[dict[Kind, int], int]:
    """Those kinds that are not a few people's, the most frequent first, and how many all the others are together:
    with the next kind among them where they would be a few themselves, as the difference would tell."""
    shown = dict(sorted(((one, n) for one, n in counted.items() if n), key=lambda pair: (-pair[1], str(pair[0]))))
    rest = 0
    while shown and (0 < rest < FEW or list(shown.values())[-1] < FEW):
        rest += shown.popitem()[1]
    return shown, rest


def _rates(session: Session, wanted: Criteria, now: datetime) -> list[dict[str, Any]]:
    rate = (col(Prospect.currency), col(Prospect.min_rate_minor))
    each = audience.matching(wanted, now).with_only_columns(*rate, func.count().label("n")).group_by(*rate)
    by_currency: dict[str, Counter[int]] = {}
    for currency, minor, number in session.execute(each):
        by_currency.setdefault(currency, Counter())[minor] += number
    enough = {one: rates for one, rates in by_currency.items() if rates.total() >= FEW}
    most = sorted(enough, key=lambda one: (-enough[one].total(), one))
    return [
        {"currency": one, "half": _taken_by(enough[one], 1, 2), "most": _taken_by(enough[one], 3, 4)} for one in most
    ]


def _taken_by(rates: Counter[int], part: int, of: int) -> int:
    """The least that is enough for so large a part of them."""
    reached = 0
    for minor in sorted(rates):
        reached += rates[minor]
        if reached * of >= rates.total() * part:
            return minor
    raise ValueError("nobody has a rate")


def _of_field(code: str) -> Criteria:
    """Whoever could be offered some task in the field."""
    asked = {FIELD.name, PAUSE.name, REACHABLE.name}
    aside = frozenset(one.name for one in audience.CONDITIONS if one.name not in asked)
    nothing = Money(0, "USD")
    return Criteria(TaskId(0), ClientId(0), PersonId(0), code, 0, nothing, 0, frozenset(), aside=aside)


def _clause(condition: Condition, now: datetime) -> ColumnElement[bool]:
    clause = condition.clause(_of_field(""), now)
    assert clause is not None
    return clause


_PLATFORMS = (
    select(col(Account.platform), func.count(col(Account.person_id).distinct()))
    .join(Expert, col(Expert.person_id) == col(Account.person_id))
    .where(col(Account.unreachable_since).is_(None))
    .group_by(col(Account.platform))
)
_FIELDS = (
    select(col(Expert.field_code), func.count())
    .group_by(col(Expert.field_code))
    .having(func.count() >= FEW)
    .order_by(func.count().desc(), col(Expert.field_code))
    .limit(MOST_FIELDS)
)
