"""Anyone who chats, and where they do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Index, UniqueConstraint, func, text
from sqlmodel import Field, SQLModel

from models.types import AccountId, PersonId, UtcDateTime, type_of_id, type_of_json


class Person(SQLModel, table=True):
    """One human being, on however many platforms. What an expert is on top of that is in `Expert`.

    A chat of many people has a row as well, for its account to hang on: see `Room`.
    """

    __table_args__ = (
        Index(
            "person_forgotten",
            "forgotten_at",
            sqlite_where=text("forgotten_at IS NOT NULL"),
            postgresql_where=text("forgotten_at IS NOT NULL"),
        ),
    )

    id: PersonId | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    name: str = ""
    language: str = "en"
    timezone: str = "UTC"
    created_at: datetime = Field(sa_type=UtcDateTime)
    consent_version: str = ""
    consented_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    forgotten_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Since when this row only stands for a chat to say goodbye to; its owner's own row has no name any more."""

    def consent(self, version: str, now: datetime) -> None:
        """Records that what is kept, and why, was read and agreed to in this version."""
        if self.consent_version != version:
            self.consent_version, self.consented_at = version, now

    @property
    def key(self) -> PersonId:
        """The id of a person who is in the database."""
        assert self.id is not None, "a person without a row"
        return self.id


class Account(SQLModel, table=True):
    """A person on one platform. Unreachable from the moment the platform says so until they write again."""

    __table_args__ = (UniqueConstraint("platform", "external_id"), Index("account_seen", "last_seen_at"))

    id: AccountId | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    person_id: PersonId = Field(foreign_key="person.id", index=True, sa_type=type_of_id)
    platform: str
    external_id: str
    chat_id: str
    username: str = ""
    last_seen_at: datetime = Field(sa_type=UtcDateTime)
    unreachable_since: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def key(self) -> AccountId:
        """The id of an account that is in the database."""
        assert self.id is not None, "an account without a row"
        return self.id

    @property
    def channel(self) -> str:
        """What is written to it goes this way: the platform, and the workspace where the platform has several."""
        workspace, _, _ = self.external_id.rpartition(":")
        return f"{self.platform}:{workspace}" if workspace else self.platform


def channel_of(platform: ColumnElement[str], external_id: ColumnElement[str]) -> ColumnElement[str]:
    """`Account.channel`, for a query."""
    workspace = func.rtrim(external_id, func.replace(external_id, ":", ""))
    return func.rtrim(platform + ":" + workspace, ":")


class Progress(SQLModel, table=True):
    """How far a person is in one conversation about one subject: the answers, in the order given.

    Of several that are half done, what a person types belongs to the one that was touched last.
    """

    __table_args__ = (
        UniqueConstraint("person_id", "conversation", "subject"),
        Index("progress_by_person", "person_id", "touched_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    person_id: PersonId = Field(foreign_key="person.id", sa_type=type_of_id)
    conversation: str
    subject: int = 0
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    started_at: datetime = Field(sa_type=UtcDateTime)
    touched_at: datetime = Field(sa_type=UtcDateTime)

    @property
    def is_aside(self) -> bool:
        """Whether it is asked on only when its person comes back to it by a button."""
        return self.touched_at < self.started_at

    def put_aside(self) -> None:
        """From here on nothing that is typed belongs to it. Whatever touches it takes it up again."""
        self.touched_at = self.started_at - timedelta(microseconds=1)
