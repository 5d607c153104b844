"""A task sent to everyone who matches, and how far that has come."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from models.types import BroadcastId, PersonId, TaskId, UtcDateTime, enum_type, type_of_id


class BroadcastState(StrEnum):
    SENDING = "sending"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"


class Broadcast(SQLModel, table=True):
    """One sending of one task. `funnel_shown` is what the live picture of it last said, to edit it only on change."""

    id: BroadcastId | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    task_id: TaskId = Field(foreign_key="task.id", index=True, sa_type=type_of_id)
    started_by: PersonId = Field(foreign_key="person.id", sa_type=type_of_id)
    state: BroadcastState = Field(default=BroadcastState.SENDING, sa_type=enum_type(BroadcastState), index=True)
    recipients: int = 0
    funnel_shown: str = ""
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
