"""When something was last so: the service at work, or contradicted by a stranger who listens where it does."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.types import UtcDateTime

CLOCK = "clock"
"""What the clock does each minute, on any machine: whoever starts it knows for how long it was away."""
CONTRADICTED = "contradicted:"
"""With a channel after it: another program polls with the same token."""


class Alive(SQLModel, table=True):
    """`at` is written anew whenever it is so again: each minute, or every few."""

    name: str = Field(primary_key=True, max_length=24)
    at: datetime = Field(sa_type=UtcDateTime)
