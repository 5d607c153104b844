"""Which events have been handled, and those that could not be."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from models.types import UtcDateTime, type_of_id, type_of_json


class SeenEvent(SQLModel, table=True):
    """An event's id, stored in the transaction that handles it: a repeated delivery ends here."""

    platform: str = Field(primary_key=True)
    event_id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)


class ParkedEvent(SQLModel, table=True):
    """An event whose handler failed: kept for the operator, so that nothing is lost.

    It holds what the person sent until it is handled or dropped.
    """

    id: int | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    platform: str
    event_id: str
    event: dict[str, Any] = Field(sa_type=type_of_json)
    error: str
    at: datetime = Field(sa_type=UtcDateTime)
