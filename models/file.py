"""A file that a person sent, for as long as it is needed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, SQLModel

from models.types import FileId, PersonId, UtcDateTime, never_again, type_of_id, type_of_json


class File(SQLModel, table=True):
    """`handle` is the platform's own name for it, with which it can be sent on without being stored here.

    `sha256` and `mime` are known once the content has been fetched and looked at; the content is not kept.
    """

    __table_args__ = never_again

    id: FileId | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    person_id: PersonId = Field(foreign_key="person.id", index=True, sa_type=type_of_id)
    platform: str
    handle: str
    kind: str
    name: str = ""
    size: int = 0
    mime: str = ""
    sha256: str = ""
    valid_until: date | None = None
    """The last day of which the document itself speaks, where its text could be read."""
    signatures: list[dict[str, Any]] = Field(
        default_factory=list, sa_type=type_of_json, sa_column_kwargs={"server_default": "[]"}
    )
    """What its electronic signatures show, each as `Signature.stored` has it."""
    received_at: datetime = Field(sa_type=UtcDateTime)
