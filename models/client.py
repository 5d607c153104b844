"""The laboratory that pays. Experts see it under its pseudonym."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, select

from models.types import ClientId, UtcDateTime, type_of_id

PSEUDONYMS = frozenset({"client-medical-laboratory"})
"""Our own, each by its text's key."""
HOUSE = "House"
"""The client of whoever recruits for no other: the operator's own tasks."""


class Client(SQLModel, table=True):
    """A paying organisation. Its tasks and answers are seen by no other client."""

    id: ClientId | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    name: str = Field(unique=True)
    pseudonym: str = ""
    """As somebody wrote it, or one of PSEUDONYMS; empty for its number alone."""
    barred_employers: str = ""
    """Whose people get none of its tasks: names and domains of addresses, parted by commas."""
    created_at: datetime = Field(sa_type=UtcDateTime)


def client_named(session: Session, name: str, now: datetime) -> ClientId:
    """The client of that name, made where it is new."""
    client = session.exec(select(Client).where(Client.name == name)).first()
    if client is None:
        client = Client(name=name, created_at=now)
        session.add(client)
        session.flush()
    assert client.id is not None
    return client.id
