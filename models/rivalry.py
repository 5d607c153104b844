"""Clients that compete: who has worked for the one lately gets no tasks of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint
from sqlmodel import Field, Session, SQLModel, select

from models.errors import Refused
from models.types import ClientId, UtcDateTime, type_of_id

USUAL_DAYS = 180
MOST_DAYS = 3650
Rivals = Mapping[ClientId, Mapping[ClientId, timedelta]]
"""Of each client that has any, its competitors and for how long work for one keeps from the other."""


class Rivalry(SQLModel, table=True):
    """Two clients that compete, the one with the smaller id first; so there is one row for a pair, either way round.

    For `days` after an expert has claimed a task of the one, they are kept from tasks of the other.
    """

    __table_args__ = (CheckConstraint("client_id < rival_id", name="rivalry_once"),)

    client_id: ClientId = Field(primary_key=True, foreign_key="client.id", sa_type=type_of_id)
    rival_id: ClientId = Field(primary_key=True, foreign_key="client.id", sa_type=type_of_id)
    days: int
    declared_at: datetime = Field(sa_type=UtcDateTime)


def declare(session: Session, one: ClientId, other: ClientId, days: int, now: datetime) -> None:
    """They compete from now on; saying it again changes for how long. Refused "clients-same" for one and itself."""
    if one == other:
        raise Refused("clients-same")
    first, second = sorted((one, other))
    session.merge(Rivalry(client_id=first, rival_id=second, days=days, declared_at=now))


def withdraw(session: Session, one: ClientId, other: ClientId) -> bool:
    """They compete no more; whether they did."""
    found = session.get(Rivalry, tuple(sorted((one, other))))
    if found is not None:
        session.delete(found)
    return found is not None


def rivals(session: Session) -> Rivals:
    """Who competes with whom now."""
    found: defaultdict[ClientId, dict[ClientId, timedelta]] = defaultdict(dict)
    for pair in session.exec(select(Rivalry)):
        found[pair.client_id][pair.rival_id] = found[pair.rival_id][pair.client_id] = timedelta(days=pair.days)
    return found
