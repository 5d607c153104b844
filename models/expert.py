"""A specialist who takes paid tasks, and the terms on which they do."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from models.employer import keys
from models.errors import Refused
from models.money import Money
from models.types import Codes, PersonId, UtcDateTime, enum_type, type_of_id

PRIOR_ACCEPTED, PRIOR_DECIDED = 9, 10
"""Everyone starts as if nine of ten answers had been accepted: a newcomer is not shut out, and one bad day is not
the end."""


class Seniority(StrEnum):
    """What an expert says of their own standing; what is proven is in their credentials."""

    STUDENT = "student"
    GRADUATE = "graduate"
    PRACTISING = "practising"
    SENIOR = "senior"


class Expert(SQLModel, table=True):
    """The professional side of a person: field, terms and pauses.

    `week_minutes` of work are taken on in the week that ends at `week_ends_at`, by the clock where they live;
    `accepted` and `rejected` count their decided answers. `models.queries.tally` keeps these four true.
    """

    __table_args__ = (Index("expert_by_field", "field_code", "person_id"),)

    person_id: PersonId = Field(primary_key=True, foreign_key="person.id", sa_type=type_of_id)
    field_code: str
    seniority: Seniority = Field(sa_type=enum_type(Seniority))
    min_rate_minor: int
    currency: str
    quiet_from: time | None = None
    quiet_to: time | None = None
    paused_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    joined_at: datetime = Field(sa_type=UtcDateTime)
    hours_a_week: int | None = None
    """The most that they work here; None for no limit."""
    languages: frozenset[str] = Field(default=frozenset(), sa_type=Codes)
    """In which they work (ISO 639-1), in their own word."""
    country: str = ""
    """Where they live (ISO 3166-1 alpha-2), "" for not said."""
    kinds: frozenset[str] = Field(default=frozenset(), sa_type=Codes)
    """The kinds of answer that they like to give; none for all of them."""
    employer: str = ""
    """Whom they work for, in their own words."""
    employer_keys: frozenset[str] = Field(default=frozenset(), sa_type=Codes)
    week_minutes: int = 0
    week_ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    accepted: int = 0
    rejected: int = 0

    def work_for(self, employers: str) -> None:
        """Keeps whom they work for, and what it is compared by."""
        self.employer, self.employer_keys = employers, keys(employers)

    def committed(self, now: datetime) -> int:
        """The minutes taken on this week."""
        return self.week_minutes if self.week_ends_at is not None and self.week_ends_at > now else 0

    def has_time(self, minutes: int, now: datetime) -> bool:
        """Whether so much more fits into their hours this week."""
        return self.hours_a_week is None or self.committed(now) + minutes <= self.hours_a_week * 60

    def expect_time(self, minutes: int, now: datetime) -> None:
        """Raises Refused: "offer-hours-never" for what is longer than a whole week of theirs, "offer-hours-full"
        (again: when a new week begins) where this week has not enough left."""
        if self.hours_a_week is None or self.has_time(minutes, now):
            return
        limit = timedelta(hours=self.hours_a_week)
        if timedelta(minutes=minutes) > limit:
            raise Refused("offer-hours-never", needs=timedelta(minutes=minutes), limit=limit)
        left = limit - timedelta(minutes=self.committed(now))
        raise Refused("offer-hours-full", limit=limit, left=max(left, timedelta()), again=self.week_ends_at)

    def has_quality(self, percent: int) -> bool:
        """Whether the share of accepted among their decided answers, with the prior, is at least that."""
        return self.quality >= percent

    @property
    def quality(self) -> int:
        """That share, in whole percent, rounded down."""
        return 100 * (self.accepted + PRIOR_ACCEPTED) // (self.accepted + self.rejected + PRIOR_DECIDED)

    @property
    def min_rate(self) -> Money:
        """The least that an hour must pay."""
        return Money(self.min_rate_minor, self.currency)

    def awake(self, at: datetime, timezone: str) -> bool:
        """Whether an instant lies outside the expert's quiet hours in their own time zone."""
        return self.next_awake(at, timezone) == at

    def next_awake(self, at: datetime, timezone: str) -> datetime:
        """The instant itself, or the end of the quiet hours that it falls into."""
        return next_awake(at, timezone, self.quiet_from, self.quiet_to)


def next_awake(at: datetime, timezone: str, quiet_from: time | None, quiet_to: time | None) -> datetime:
    """The same of anyone with such quiet hours; none where an end is missing or both are one."""
    if quiet_from is None or quiet_to is None or quiet_from == quiet_to:
        return at
    return _end_of_quiet(at, ZoneInfo(timezone), quiet_from, quiet_to)


def week_of(now: datetime, timezone: str) -> tuple[datetime, datetime]:
    """The week around an instant where someone lives: from Monday's midnight to the next."""
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    start, end = (datetime.combine(day, time(), tzinfo=zone) for day in (monday, monday + timedelta(days=7)))
    return start.astimezone(now.tzinfo), end.astimezone(now.tzinfo)


def _end_of_quiet(at: datetime, zone: ZoneInfo, start: time, end: time) -> datetime:
    local = at.astimezone(zone)
    clock = local.time().replace(tzinfo=None)
    overnight = start > end
    quiet = (clock >= start or clock < end) if overnight else (start <= clock < end)
    if not quiet:
        return at
    day = local.date() + timedelta(days=1) if overnight and clock >= start else local.date()
    return datetime.combine(day, end, tzinfo=zone).astimezone(at.tzinfo)
