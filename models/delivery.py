"""Everything that is sent is first a row here."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import Index, SmallInteger, false, text
from sqlmodel import Field, SQLModel

from models.types import AccountId, DeliveryId, PersonId, UtcDateTime, never_again, type_of_id, type_of_json


class Priority(IntEnum):
    """What goes first."""

    REPLY = 0
    REMINDER = 1
    BROADCAST = 2


class DeliveryState(IntEnum):
    """The first two are still to be sent: the index of what is due covers `state < 2`.

    UNCLEAR may have arrived, and is not sent again by itself: `once` says of which messages that is true.
    """

    DUE = 0
    RETRYING = 1
    SENT = 2
    REFUSED = 3
    UNREACHABLE = 4
    CANCELLED = 5
    UNCLEAR = 6


UP_TO_THE_OPERATOR = (DeliveryState.REFUSED, DeliveryState.UNCLEAR)
"""These stay as they are until somebody has them tried again, or drops them."""


class Delivery(SQLModel, table=True):
    """One message to one account.

    `body` is a message as `bot.chat.wire` writes it, or `{"view": [name, subject]}`: a message that is made when
    it is sent. `dedupe_key` makes storing it twice impossible. `edits` is the delivery whose message it changes.
    `broadcast_id` is the broadcast that it is a card of: it goes out only while that is being sent. Whoever changes
    or deletes a card counts it, within `models.queries.cards.counting`. `trace` is the
    trace of what it came of.
    """

    __table_args__ = (
        Index(
            "delivery_due",
            "broadcast_id",
            "channel",
            "priority",
            "not_before",
            "id",
            sqlite_where=text("state < 2"),
            postgresql_where=text("state < 2"),
        ),
        never_again,
    )

    id: DeliveryId | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    dedupe_key: str = Field(unique=True)
    channel: str
    account_id: AccountId = Field(foreign_key="account.id", index=True, sa_type=type_of_id)
    person_id: PersonId = Field(foreign_key="person.id", index=True, sa_type=type_of_id)
    priority: Priority = Field(default=Priority.REPLY, sa_type=SmallInteger)
    not_before: datetime = Field(sa_type=UtcDateTime)
    body: dict[str, Any] = Field(sa_type=type_of_json)
    edits: DeliveryId | None = Field(default=None, sa_type=type_of_id)
    broadcast_id: int | None = Field(default=None, sa_type=type_of_id)
    once: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Rather never than twice. Everything else is sent again until it has arrived for sure."""
    state: DeliveryState = Field(default=DeliveryState.DUE, sa_type=SmallInteger)
    attempts: int = 0
    external_id: str = ""
    error: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)
    trace: str = Field(default="", max_length=32, sa_column_kwargs={"server_default": ""})
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
