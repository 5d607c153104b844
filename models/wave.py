"""How far the cards of a broadcast have come, in numbers that are kept as they change."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from models.types import BroadcastId, UtcDateTime, type_of_id

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""The wave of the cards that nothing held up when they were made."""
_WAITING = text("made > sent + lost + withdrawn")


class Wave(SQLModel, table=True):
    """The cards of a broadcast that may go out from one moment on: those of everyone who wakes then.

    `lost` were refused or found nobody; what is in none of the three waits. `models.queries.cards` keeps it, and
    counts it anew.
    """

    __table_args__ = (Index("wave_waiting", "broadcast_id", sqlite_where=_WAITING, postgresql_where=_WAITING),)

    broadcast_id: BroadcastId = Field(primary_key=True, foreign_key="broadcast.id", sa_type=type_of_id)
    at: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    made: int = 0
    sent: int = 0
    lost: int = 0
    withdrawn: int = 0
