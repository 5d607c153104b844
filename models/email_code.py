"""A one-time code to an address, which shows that the person reads what arrives there."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from random import Random
from typing import ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from models.digits import BIDI_MARKS, western
from models.errors import Refused
from models.types import CredentialId, PersonId, UtcDateTime, never_again, type_of_id

VALID_FOR = timedelta(minutes=10)
TRIES = 5
WAIT = timedelta(seconds=60)
RESENDS = 5
ISSUES_A_DAY = 5
"""How many codes a person may ask for in a day, so that nobody's mailbox is flooded through us."""

_HASH_ROUNDS = 20_000
"""About five milliseconds: trying all million codes then outlasts the code many times over."""
Hash = Callable[[str, str], str]
"""What is kept of a code: of the code and a salt, at most 64 characters."""
_BETWEEN_DIGITS = re.compile(r"[\s\-‐‑‒–—_.·]+")


@dataclass(frozen=True)
class Accepted:
    """The code was right; trying it again says so again."""

    key: ClassVar[str] = "code-accepted"


@dataclass(frozen=True)
class Wrong:
    """Six digits, but not these. The try is used up."""

    key: ClassVar[str] = "code-wrong"
    tries: int


@dataclass(frozen=True)
class Unreadable:
    """Not six digits at all. No try is used up."""

    key: ClassVar[str] = "code-unreadable"


@dataclass(frozen=True)
class Expired:
    """Too late: ten minutes have passed."""

    key: ClassVar[str] = "code-expired"


@dataclass(frozen=True)
class Exhausted:
    """No tries are left; a new code is needed."""

    key: ClassVar[str] = "code-no-tries"


CodeOutcome = Accepted | Wrong | Unreadable | Expired | Exhausted
"""Each has a text key as `.key`; its dataclass fields are the text's variables."""


def new_code(rng: Random) -> str:
    """Six digits, drawn from the caller's source of chance (in the service: `random.SystemRandom`)."""
    return f"{rng.randrange(1_000_000):06d}"


def slow_hash(code: str, salt: str) -> str:
    """PBKDF2 (RFC 8018), which makes guessing by whoever has the database cost as much as it can."""
    return hashlib.pbkdf2_hmac("sha256", code.encode(), salt.encode(), _HASH_ROUNDS).hex()


class EmailCode(SQLModel, table=True):
    """A code on its way to an address, for one credential. The code itself is kept nowhere, only its hash."""

    __tablename__ = "email_code"
    __table_args__ = (
        Index(
            "emailcode_kept",
            "expires_at",
            sqlite_where=text("address IS NOT NULL"),
            postgresql_where=text("address IS NOT NULL"),
        ),
        never_again,
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    person_id: PersonId = Field(foreign_key="person.id", index=True, sa_type=type_of_id)
    credential_id: CredentialId = Field(foreign_key="credential.id", index=True, sa_type=type_of_id)
    address: str | None = Field(default=None, max_length=254)
    """Normalised; None once the code was accepted, because evidence is not kept."""
    code_hash: str = Field(max_length=64)
    issued_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tries_left: int = TRIES
    resends: int = 0

    @classmethod
    def issue(
        cls,
        person_id: PersonId,
        credential_id: CredentialId,
        address: str,
        code: str,
        now: datetime,
        hashed: Hash = slow_hash,
    ) -> EmailCode:
        """A fresh code for an address.

        Args:
            address: normalised, as `bot.checks.academic.academic_address` gives it.
            code: from `new_code`; the caller has it sent and forgets it.
            hashed: another one than the slow one where the rule itself is tried many thousand times.
        """
        issued = cls(
            person_id=person_id,
            credential_id=credential_id,
            address=address,
            code_hash="",
            issued_at=now,
            sent_at=now,
            expires_at=now + VALID_FOR,
        )
        issued.code_hash = hashed(code, issued._salt)
        return issued

    def try_code(self, text: str, now: datetime, hashed: Hash = slow_hash) -> CodeOutcome:
        """Compares what was typed with the code; Arabic digits, spaces and dashes are fine.

        A wrong try is recorded on this row, so this returns its outcome instead of refusing: what a refused
        turn changed is rolled back, and the try would come back with it.
        """
        typed = _BETWEEN_DIGITS.sub("", western(text.translate(BIDI_MARKS)))
        readable = re.fullmatch(r"[0-9]{6}", typed) is not None
        if self.accepted_at is not None:
            again = readable and now < self.expires_at and self._matches(typed, hashed)
            return Accepted() if again else Expired()
        if self.tries_left <= 0:
            return Exhausted()
        if now >= self.expires_at:
            return Expired()
        if not readable:
            return Unreadable()
        if self._matches(typed, hashed):
            self.accepted_at, self.address = now, None
            return Accepted()
        self.tries_left -= 1
        return Wrong(self.tries_left) if self.tries_left else Exhausted()

    def resend(self, code: str, now: datetime, hashed: Hash = slow_hash) -> None:
        """Replaces the code by a new one with its own ten minutes and tries; the old one is void.

        Raises:
            Refused: "code-used" after it was accepted, "code-too-many" after five resends, "code-wait"
                (seconds) within a minute of the last one.
        """
        if self.accepted_at is not None:
            raise Refused("code-used")
        if self.resends >= RESENDS:
            raise Refused("code-too-many")
        if now < self.sent_at + WAIT:
            raise Refused("code-wait", seconds=ceil((self.sent_at + WAIT - now).total_seconds()))
        self.resends += 1
        self.sent_at, self.expires_at, self.tries_left = now, now + VALID_FOR, TRIES
        self.code_hash = hashed(code, self._salt)

    @property
    def _salt(self) -> str:
        return f"{self.person_id}:{self.credential_id}:{self.resends}"

    def _matches(self, typed: str, hashed: Hash) -> bool:
        return hmac.compare_digest(hashed(typed, self._salt), self.code_hash)


def expect_few(earlier: Iterable[EmailCode], now: datetime) -> None:
    """Call before `issue`, with the person's earlier codes.

    Raises:
        Refused: "code-too-many-today" (limit) when five were already issued within 24 hours.
    """
    if sum(code.issued_at > now - timedelta(days=1) for code in earlier) >= ISSUES_A_DAY:
        raise Refused("code-too-many-today", limit=ISSUES_A_DAY)
