"""What an operator has turned off, for every process that shares the database."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.types import UtcDateTime

SENDING = "sending"
"""Everything that goes out."""


class SwitchedOff(SQLModel, table=True):
    """Something that is off: `because` says why, to whoever asks. What is on has no row."""

    __tablename__ = "switched_off"

    name: str = Field(primary_key=True, max_length=24)
    since: datetime = Field(sa_type=UtcDateTime)
    because: str = Field(default="", max_length=200)
