"""A specialist who takes paid tasks, and the terms on which they do."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from models.money import Money
from models.types import PersonId, UtcDateTime, enum_type, type_of_id


class Seniority(StrEnum):
    """What an expert says of their own standing; what is proven is in their credentials."""

    STUDENT = "student"
    GRADUATE = "graduate"
    PRACTISING = "practising"
    SENIOR = "senior"


class Expert(SQLModel, table=True):
    """The professional side of a person: field, terms and pauses."""

    __table_args__ = (Index("expert_by_field", "field_code"),)

    person_id: PersonId = Field(primary_key=True, foreign_key="person.id", sa_type=type_of_id)
    field_code: str
    seniority: Seniority = Field(sa_type=enum_type(Seniority))
    min_rate_minor: int
    currency: str
    quiet_from: time | None = None
    quiet_to: time | None = None
    paused_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    joined_at: datetime = Field(sa_type=UtcDateTime)

    @property
    def min_rate(self) -> Money:
        """The least that an hour must pay."""
        return Money(self.min_rate_minor, self.currency)

    def awake(self, at: datetime, timezone: str) -> bool:
        """Whether an instant lies outside the expert's quiet hours in their own time zone."""
        return self.next_awake(at, timezone) == at

    def next_awake(self, at: datetime, timezone: str) -> datetime:
        """The instant itself, or the end of the quiet hours that it falls into."""
        if self.quiet_from is None or self.quiet_to is None or self.quiet_from == self.quiet_to:
            return at
        return _end_of_quiet(at, ZoneInfo(timezone), self.quiet_from, self.quiet_to)


def _end_of_quiet(at: datetime, zone: ZoneInfo, start: time, end: time) -> datetime:
    local = at.astimezone(zone)
    clock = local.time().replace(tzinfo=None)
    overnight = start > end
    quiet = (clock >= start or clock < end) if overnight else (start <= clock < end)
    if not quiet:
        return at
    day = local.date() + timedelta(days=1) if overnight and clock >= start else local.date()
    return datetime.combine(day, end, tzinfo=zone).astimezone(at.tzinfo)
