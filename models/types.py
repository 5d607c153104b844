"""The words that tables are written in: identities and column types."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from secrets import token_hex
from typing import Any, NewType

from sqlalchemy import JSON, BigInteger, ColumnElement, DateTime, Dialect, Enum, Integer, String, type_coerce
from sqlalchemy.orm import Mapped
from sqlalchemy.types import TypeDecorator

PersonId = NewType("PersonId", int)
AccountId = NewType("AccountId", int)
ClientId = NewType("ClientId", int)
TaskId = NewType("TaskId", int)
OfferId = NewType("OfferId", int)
CredentialId = NewType("CredentialId", int)
BroadcastId = NewType("BroadcastId", int)
DeliveryId = NewType("DeliveryId", int)
JobId = NewType("JobId", int)
FileId = NewType("FileId", int)
ItemId = NewType("ItemId", int)
AttemptId = NewType("AttemptId", int)
RoomId = NewType("RoomId", int)
PostingId = NewType("PostingId", int)

type_of_id = BigInteger().with_variant(Integer(), "sqlite")
"""Sixty-four bits everywhere; SQLite only counts by itself in a column that is called INTEGER."""

never_again = {"sqlite_autoincrement": True}
"""For tables whose rows are deleted while their ids live on in buttons, jobs or the audit trail: an id is never given
out twice. PostgreSQL never does; SQLite gives out the largest id again once its row is deleted."""

type_of_json = JSON()
text_of_json = JSON().with_variant(String(), "sqlite")
"""What text is cast to where the database itself writes it into a column of JSON."""


def new_trace() -> str:
    """A name for something that happened, by which all that comes of it is found: as long as W3C's trace ids."""
    return token_hex(16)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; a naive one is refused when it is written."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Codes(TypeDecorator[frozenset[str]]):
    """A set of short codes without commas, kept as ",ar,en,": readable, and one LIKE tells whether it holds one."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, _: Dialect) -> str:
        return f",{','.join(sorted(value))}," if value else ""

    def process_result_value(self, value: str | None, _: Dialect) -> frozenset[str]:
        return frozenset(code for code in (value or "").split(",") if code)


def holds(codes: Mapped[frozenset[str]], code: str) -> ColumnElement[bool]:
    """Whether a column of codes holds one."""
    return type_coerce(codes, String).contains(f",{code},", autoescape=True)


def is_none_of(codes: Mapped[frozenset[str]]) -> ColumnElement[bool]:
    """Whether a column of codes holds nothing."""
    return type_coerce(codes, String) == ""


def enum_type(kind: type[StrEnum]) -> Enum:
    """A column of an enum's values as plain text, so that a new member needs no migration."""

    def values(members: Any) -> list[str]:
        return [member.value for member in members]

    return Enum(kind, native_enum=False, create_constraint=False, length=24, values_callable=values)
