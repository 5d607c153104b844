"""A code that shows that two accounts are one person's: given out on one, typed on the other."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from random import Random

from sqlmodel import Field, SQLModel

from models.errors import Refused
from models.membership import LETTERS
from models.types import PersonId, UtcDateTime, type_of_id

VALID_FOR = timedelta(minutes=10)
LENGTH = 8

_HASH_ROUNDS = 20_000
"""About five milliseconds: what is kept of a code can't be searched while the code is good."""
_SALT = b"callboard-link"
"""The same for all, since a code is found by its hash."""


class LinkCode(SQLModel, table=True):
    """A code on its way from one account to another of the same person. Only its hash is kept."""

    __tablename__ = "link_code"

    code_hash: str = Field(primary_key=True, max_length=64)
    person_id: PersonId = Field(foreign_key="person.id", index=True, sa_type=type_of_id)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def issue(cls, code: str, person_id: PersonId, now: datetime) -> LinkCode:
        """A row for a fresh code from `new_code`."""
        return cls(code_hash=hash_code(code), person_id=person_id, expires_at=now + VALID_FOR)

    def check(self, now: datetime) -> None:
        """Whether it still works: once, for ten minutes.

        Raises:
            Refused: "link-used", "link-expired".
        """
        if self.used_at is not None:
            raise Refused("link-used")
        if now >= self.expires_at:
            raise Refused("link-expired")


def new_code(rng: Random) -> str:
    """Eight letters, about 39 bits; `rng` is a `random.SystemRandom` outside the tests."""
    return "".join(rng.choice(LETTERS) for _ in range(LENGTH))


def hash_code(code: str) -> str:
    """What is kept of a code, however it was spelled."""
    bare = "".join(character for character in code if character.isalnum()).upper()[:64]
    return hashlib.pbkdf2_hmac("sha256", bare.encode(), _SALT, _HASH_ROUNDS).hex()
