"""What an expert says they are, how it was checked, and how far that is to be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Index, SmallInteger, text
from sqlmodel import Field, SQLModel

from models.claim import CheckMethod, CredentialKind, CredentialState
from models.errors import Refused
from models.level import Level, LevelType
from models.types import CredentialId, FileId, PersonId, UtcDateTime, enum_type, never_again, type_of_id

__all__ = [
    "CheckMethod",
    "Credential",
    "CredentialKind",
    "CredentialState",
    "Level",
    "end_of",
]

_PENDING, _VERIFIED = text("state = 'pending'"), text("state = 'verified'")
_SPOKEN = text("language != ''")


class Credential(SQLModel, table=True):
    """One claim of one person about one field, with the verdict on it; about no field ("") where it is of a name or a
    language.

    Evidence is kept only until the verdict: `verify`, `fail` and `withdraw` hand its file's id back, and *the caller
    deletes that file* in the same transaction. `evidence_hash` stays, so that its use by another is noticed.
    """

    __tablename__ = "credential"
    __table_args__ = (
        Index("credential_pending", "claimed_at", sqlite_where=_PENDING, postgresql_where=_PENDING),
        Index("credential_language", "language", "fluency", sqlite_where=_SPOKEN, postgresql_where=_SPOKEN),
        Index("credential_until", "expires_at", sqlite_where=_VERIFIED, postgresql_where=_VERIFIED),
        never_again,
    )

    id: CredentialId | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    person_id: PersonId = Field(foreign_key="person.id", index=True, sa_type=type_of_id)
    field_code: str = Field(max_length=64, index=True)
    kind: CredentialKind = Field(sa_type=enum_type(CredentialKind))
    method: CheckMethod = Field(sa_type=enum_type(CheckMethod))
    claim: str = Field(max_length=200)
    """What is claimed, in short: an address's domain, an ORCID iD, a licence number, a document's title."""
    title: str = Field(default="", max_length=120, sa_column_kwargs={"server_default": ""})
    issuer: str = Field(default="", max_length=120, sa_column_kwargs={"server_default": ""})
    number: str = Field(default="", max_length=40, sa_column_kwargs={"server_default": ""})
    """What a certificate is called, who issued it, and its number where it has one, in the person's own words; or the
    name that an official document has."""
    language: str = Field(default="", max_length=8, sa_column_kwargs={"server_default": ""})
    fluency: int = Field(default=0, sa_type=SmallInteger, sa_column_kwargs={"server_default": "0"})
    """A language (ISO 639-1) and how well it is known (`Fluency`), where that is what is claimed."""
    stated_until: date | None = None
    """The last day for which it is valid, as the person says; no verdict on it holds longer."""
    state: CredentialState = Field(default=CredentialState.PENDING, sa_type=enum_type(CredentialState))
    level: Level = Field(default=Level.CLAIMED, sa_type=LevelType)
    source: str = Field(default="", max_length=200)
    """Who or what the verdict relies on: a register's name, an institution, "reviewer"."""
    claimed_at: datetime = Field(sa_type=UtcDateTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    verified_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    renewal_asked: bool = False
    """Whether it was asked for again, ahead of its expiry."""
    evidence_hash: str | None = Field(default=None, max_length=64, index=True)
    evidence_file_id: FileId | None = Field(default=None, foreign_key="file.id", sa_type=type_of_id)
    decided_by: PersonId | None = Field(default=None, foreign_key="person.id", sa_type=type_of_id)
    """The reviewer, or None where a machine decided."""
    first_by: PersonId | None = Field(default=None, foreign_key="person.id", sa_type=type_of_id)
    """The reviewer who confirmed it first, where two are needed."""
    register_code: str = Field(default="", max_length=24)
    """The register where a reviewer looks it up; empty for every other way."""
    reason: str | None = Field(default=None, max_length=500)
    """Why it failed: a text's key."""
    words: str = Field(default="", max_length=500)
    """What a reviewer added to the reason."""
    challenge: str | None = Field(default=None, max_length=40)
    """What is to stand on the page that is claimed, until the verdict."""
    matched_name: str = Field(default="", max_length=200)
    name_score: float | None = None
    """The name that the source has, where one was compared with the person's, and how alike they are (0 to 100)."""

    def describe(self, said: Mapping[str, str]) -> None:
        """Takes in what a person says of what they show, as far as they do: `title`, `issuer`, `number`, `language`,
        `fluency` as a number, and `stated_until` as an ISO day."""
        self.language, self.fluency = said.get("language", ""), int(said.get("fluency", 0))
        self.title, self.issuer = said.get("title", ""), said.get("issuer", "")
        self.number, until = said.get("number", ""), said.get("stated_until")
        self.stated_until = date.fromisoformat(until) if until else None

    def described(self) -> dict[str, str]:
        """The same as it was taken in."""
        until = self.stated_until.isoformat() if self.stated_until else ""
        words = {"title": self.title, "issuer": self.issuer, "number": self.number, "stated_until": until}
        return words | {"language": self.language, "fluency": str(self.fluency)}

    def show(self, evidence_hash: str, file_id: FileId | None = None) -> FileId | None:
        """Takes in evidence for a pending claim: its SHA-256 in hex, and the stored file where it is one.

        Returns:
            the file that this one replaces, for the caller to delete.

        Raises:
            Refused: "credential-decided" (state) when there is already a verdict.
        """
        self._expect_pending()
        replaced = self.evidence_file_id if self.evidence_file_id != file_id else None
        self.evidence_hash, self.evidence_file_id = evidence_hash, file_id
        return replaced

    def verify(
        self,
        level: Level,
        source: str,
        now: datetime,
        valid_for: timedelta,
        decided_by: PersonId | None = None,
    ) -> FileId | None:
        """Holds the claim proven to a level until `now + valid_for`, or as long as what was shown is valid.

        Saying again what already holds changes nothing: people tap twice. A standing verdict can be raised or
        renewed after it lapsed, and is never lowered by a weaker check.

        Returns:
            the evidence file that the caller deletes now, if there was one.

        Raises:
            Refused: "credential-decided" (state) for a claim that failed or was withdrawn, "credential-own"
                when a reviewer decides on their own claim.
        """
        if level is Level.CLAIMED:
            raise ValueError("a verdict says more than that something was claimed")
        self._expect_stranger(decided_by)
        if self.state in (CredentialState.FAILED, CredentialState.WITHDRAWN):
            raise Refused("credential-decided", state=self.state.value)
        if self.stands(now) and level <= self.level:
            return None
        self.state, self.level, self.source, self.reason = CredentialState.VERIFIED, level, source, None
        self.verified_at, self.expires_at, self.renewal_asked = now, self.ends(now, valid_for), False
        return self._decided(now, decided_by)

    def second(self, reviewer: PersonId) -> None:
        """A first reviewer confirms it; the verdict is another one's. Errors as `verify`."""
        self._expect_stranger(reviewer)
        self._expect_pending()
        self.first_by = reviewer

    def fail(self, reason: str, now: datetime, decided_by: PersonId | None = None, words: str = "") -> FileId | None:
        """Ends a pending claim without proof.

        Args:
            reason: a text key.
            words: a reviewer's own.

        Returns:
            the evidence file that the caller deletes now, if there was one.

        Raises:
            Refused: "credential-decided" (state) when it was verified or withdrawn, "credential-own".
        """
        self._expect_stranger(decided_by)
        if self.state is CredentialState.FAILED:
            return None
        self._expect_pending()
        self.state, self.reason, self.words = CredentialState.FAILED, reason, words
        return self._decided(now, decided_by)

    def revoke(self, reason: str, now: datetime, decided_by: PersonId, words: str = "") -> None:
        """A reviewer takes a standing verdict back, say when a licence was struck off. Arguments as `fail`.

        Raises:
            Refused: "credential-not-verified" (state) when there is none, "credential-own".
        """
        self._expect_stranger(decided_by)
        if self.state is CredentialState.FAILED:
            return
        if self.state is not CredentialState.VERIFIED:
            raise Refused("credential-not-verified", state=self.state.value)
        self.state, self.level = CredentialState.FAILED, Level.CLAIMED
        self.reason, self.words = reason, words
        self._decided(now, decided_by)

    def withdraw(self, now: datetime) -> FileId | None:
        """The person takes the claim back, whatever became of it; hands back the file to delete."""
        if self.state is CredentialState.WITHDRAWN:
            return None
        self.state, self.level = CredentialState.WITHDRAWN, Level.CLAIMED
        return self._decided(now, None)

    def expire(self, now: datetime) -> None:
        """Marks a lapsed verdict as expired, and leaves every other claim as it is."""
        if self.lapsed(now):
            self.state = CredentialState.EXPIRED

    def lapsed(self, now: datetime) -> bool:
        """Whether it was verified and that verdict's time has run out."""
        verified = self.state is CredentialState.VERIFIED
        return verified and self.expires_at is not None and self.expires_at <= now

    def stands(self, now: datetime) -> bool:
        """Whether there is a verdict in its favour at this time."""
        return self.state is CredentialState.VERIFIED and not self.lapsed(now)

    def alive(self, now: datetime) -> bool:
        """Whether it counts or may yet count."""
        return self.state is CredentialState.PENDING or self.stands(now)

    def ends(self, now: datetime, valid_for: timedelta) -> datetime:
        """When a verdict for so long runs out: not later than what was shown does."""
        if self.stated_until is None:
            return now + valid_for
        return min(now + valid_for, end_of(self.stated_until))

    def is_over(self, now: datetime) -> bool:
        """Whether what was shown is valid no longer, as the person said themselves."""
        return self.stated_until is not None and end_of(self.stated_until) <= now

    def _expect_pending(self) -> None:
        if self.state is not CredentialState.PENDING:
            raise Refused("credential-decided", state=self.state.value)

    def _expect_stranger(self, decided_by: PersonId | None) -> None:
        if decided_by is not None and decided_by == self.person_id:
            raise Refused("credential-own")

    def _decided(self, now: datetime, decided_by: PersonId | None) -> FileId | None:
        evidence, self.evidence_file_id, self.challenge = self.evidence_file_id, None, None
        self.decided_at, self.decided_by = now, decided_by
        return evidence


def end_of(day: date) -> datetime:
    """The last minute of a day for which something is valid."""
    return datetime.combine(day, time(23, 59), UTC)
