"""When the service was last seen at work, so that whoever starts it knows for how long it was away."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.types import UtcDateTime

CLOCK = "clock"
"""What the clock does each minute, on any machine."""


class Alive(SQLModel, table=True):
    """`at` is written anew each minute."""

    name: str = Field(primary_key=True, max_length=24)
    at: datetime = Field(sa_type=UtcDateTime)
