"""An expert as the conditions of tasks see them: what matching reads, derived from what is true of them."""

from __future__ import annotations

from datetime import UTC, datetime, time

from sqlmodel import Field, SQLModel

from models.types import Codes, PersonId, UtcDateTime, type_of_id

FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Until when a proof stands that never runs out."""


class Prospect(SQLModel, table=True):
    """One expert under one field whose tasks they may answer: their own, and each that it is a part of.

    Those of a field lie side by side, in the order of their ids, so that counting it and walking through it read
    nothing else. `proven_1` to `proven_4` say until when they are proven to that level in that field or in a part
    of it, None where they are not. `models.queries.prospects` derives all of it.
    """

    __table_args__ = {"sqlite_with_rowid": False}

    field_code: str = Field(primary_key=True)
    person_id: PersonId = Field(
        primary_key=True, foreign_key="expert.person_id", ondelete="CASCADE", index=True, sa_type=type_of_id
    )
    currency: str
    min_rate_minor: int
    paused_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hours_a_week: int | None = None
    week_minutes: int
    week_ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    languages: frozenset[str] = Field(sa_type=Codes)
    country: str
    kinds: frozenset[str] = Field(sa_type=Codes)
    accepted: int
    rejected: int
    employer_keys: frozenset[str] = Field(sa_type=Codes)
    domains: frozenset[str] = Field(sa_type=Codes)
    """Of the addresses that they have shown to be theirs; some may have lapsed since."""
    reachable: bool
    timezone: str
    quiet_from: time | None = None
    quiet_to: time | None = None
    proven_1: datetime | None = Field(default=None, sa_type=UtcDateTime)
    proven_2: datetime | None = Field(default=None, sa_type=UtcDateTime)
    proven_3: datetime | None = Field(default=None, sa_type=UtcDateTime)
    proven_4: datetime | None = Field(default=None, sa_type=UtcDateTime)
