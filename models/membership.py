"""Who may do more than an expert may, and how they come to it."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.errors import Refused
from models.types import ClientId, PersonId, UtcDateTime, enum_type, type_of_id

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Of a code: none that is taken for another."""


class Role(StrEnum):
    """An admin may all that a recruiter and a reviewer may, for every client."""

    ADMIN = "admin"
    RECRUITER = "recruiter"
    REVIEWER = "reviewer"

    def covers(self, needed: Role) -> bool:
        return self is Role.ADMIN or self is needed


class Membership(SQLModel, table=True):
    """A role that a person holds, for one client or (admins and reviewers) for the house."""

    __table_args__ = (UniqueConstraint("person_id", "role", "client_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    person_id: PersonId = Field(foreign_key="person.id", index=True, sa_type=type_of_id)
    role: Role = Field(sa_type=enum_type(Role))
    client_id: ClientId | None = Field(default=None, foreign_key="client.id", sa_type=type_of_id)
    granted_at: datetime = Field(sa_type=UtcDateTime)


class Invitation(SQLModel, table=True):
    """A code that gives one person one role, once, within a week. Only its hash is kept."""

    code_hash: str = Field(primary_key=True)
    role: Role = Field(sa_type=enum_type(Role))
    client_id: ClientId | None = Field(default=None, foreign_key="client.id", sa_type=type_of_id)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_by: PersonId | None = Field(default=None, foreign_key="person.id", sa_type=type_of_id)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def issue(cls, code: str, role: Role, client_id: ClientId | None, now: datetime) -> Invitation:
        """An invitation for a fresh code from `new_code`."""
        expires = now + timedelta(days=7)
        return cls(code_hash=hash_code(code), role=role, client_id=client_id, expires_at=expires)

    def redeem(self, person_id: PersonId, now: datetime) -> Membership | None:
        """The membership it gives; None for who has redeemed it already (people tap twice).

        Raises:
            Refused: "invitation-used" by someone else, "invitation-expired".
        """
        if self.used_by is not None:
            if self.used_by == person_id:
                return None
            raise Refused("invitation-used")
        if now >= self.expires_at:
            raise Refused("invitation-expired")
        self.used_by, self.used_at = person_id, now
        return Membership(person_id=person_id, role=self.role, client_id=self.client_id, granted_at=now)


def new_code(rng: Random) -> str:
    """Sixteen letters, about 79 bits; `rng` is a `random.SystemRandom` outside the tests."""
    return "".join(rng.choice(LETTERS) for _ in range(16))


def hash_code(code: str) -> str:
    """What is kept of a code. A code is long enough that a plain hash can't be searched."""
    return hashlib.sha256(code.strip().upper().encode()).hexdigest()
