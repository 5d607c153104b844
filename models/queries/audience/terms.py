"""An expert's own terms: what they ask for an hour, how much they take on, what they like to do, and pauses."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, or_
from sqlmodel import col

from models.prospect import Prospect
from models.queries.audience.candidate import Candidate
from models.queries.audience.condition import Condition
from models.queries.audience.criteria import Criteria
from models.types import holds, is_none_of


def _in_currency(wanted: Criteria, _: datetime) -> ColumnElement[bool]:
    return col(Prospect.currency) == wanted.hourly.currency


def _has_currency(wanted: Criteria, one: Candidate, _: datetime) -> bool:
    return one.expert.currency == wanted.hourly.currency


def _paid(wanted: Criteria, _: datetime) -> ColumnElement[bool]:
    """An hour brings at least their minimum; in another currency the numbers say nothing."""
    elsewhere = col(Prospect.currency) != wanted.hourly.currency
    return or_(elsewhere, col(Prospect.min_rate_minor) <= wanted.hourly.minor)


def _is_paid(wanted: Criteria, one: Candidate, now: datetime) -> bool:
    return not _has_currency(wanted, one, now) or one.expert.min_rate_minor <= wanted.hourly.minor


def _not_paused(_: Criteria, now: datetime) -> ColumnElement[bool]:
    return or_(col(Prospect.paused_until).is_(None), col(Prospect.paused_until) <= now)


def _is_not_paused(_: Criteria, one: Candidate, now: datetime) -> bool:
    return one.expert.paused_until is None or one.expert.paused_until <= now


def _with_time(wanted: Criteria, now: datetime) -> ColumnElement[bool]:
    """`Expert.has_time`, by what is stored about the week under way."""
    committed = case((col(Prospect.week_ends_at) > now, col(Prospect.week_minutes)), else_=0)
    return or_(col(Prospect.hours_a_week).is_(None), committed + wanted.minutes <= col(Prospect.hours_a_week) * 60)


def _has_time(wanted: Criteria, one: Candidate, now: datetime) -> bool:
    return one.expert.has_time(wanted.minutes, now)


def _likes(wanted: Criteria, _: datetime) -> ColumnElement[bool]:
    every = and_(*(holds(col(Prospect.kinds), kind) for kind in sorted(wanted.kinds)))
    return or_(is_none_of(col(Prospect.kinds)), every)


def _does_like(wanted: Criteria, one: Candidate, _: datetime) -> bool:
    return not one.expert.kinds or wanted.kinds <= one.expert.kinds


CURRENCY = Condition("currency", _in_currency, _has_currency)
PAY = Condition("pay", _paid, _is_paid)
PAUSE = Condition("pause", _not_paused, _is_not_paused)
HOURS = Condition("hours", _with_time, _has_time)
KINDS = Condition("kinds", _likes, _does_like)
