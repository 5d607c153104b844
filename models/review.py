"""A decision on an answer, with its reason."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from models.types import OfferId, PersonId, UtcDateTime, enum_type, type_of_id


class Verdict(StrEnum):
    ACCEPT = "accept"
    REJECT = "reject"


class RejectReason(StrEnum):
    """The closed list. Each has the text `reject-reason-<value>`."""

    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    OFF_TOPIC = "off-topic"
    COPIED = "copied"
    UNREADABLE = "unreadable"


class Review(SQLModel, table=True):
    """One reviewer's decision on one offer's answer."""

    offer_id: OfferId = Field(primary_key=True, foreign_key="offer.id", sa_type=type_of_id)
    reviewer_id: PersonId = Field(foreign_key="person.id", sa_type=type_of_id)
    verdict: Verdict = Field(sa_type=enum_type(Verdict))
    reason: str = ""
    words: str = ""
    decided_at: datetime = Field(sa_type=UtcDateTime)
