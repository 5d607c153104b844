"""Who may send through a channel, or listen to a platform, at the moment: one process of all that share a database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from models.types import UtcDateTime


class Sender(SQLModel, table=True):
    """A lease: `owner` has the channel until `until`, by the database's clock. Only on PostgreSQL are there any.

    `epoch` goes up by one with each new owner: what is written down under an older one comes from a process that has
    been replaced, and is refused.
    """

    channel: str = Field(primary_key=True)
    owner: str = ""
    until: datetime = Field(sa_type=UtcDateTime)
    epoch: int = Field(default=0, sa_type=BigInteger)


class Worker(SQLModel, table=True):
    """A process that takes leases, alive until `until`; `room` is how many more it would take."""

    owner: str = Field(primary_key=True)
    until: datetime = Field(sa_type=UtcDateTime)
    room: int = 0
