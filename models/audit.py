"""Who did what, for whoever must answer for it later. Append only; never a person's words."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.types import PersonId, UtcDateTime, type_of_id


class AuditEntry(SQLModel, table=True):
    """One act: `act` is a word such as "credential-verified", `subject` a row ("credential:7")."""

    id: int | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    at: datetime = Field(sa_type=UtcDateTime)
    actor_id: PersonId | None = Field(default=None, foreign_key="person.id", sa_type=type_of_id)
    act: str
    subject: str = Field(index=True)
