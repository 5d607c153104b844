"""A decision on an answer, with its reason."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from models.errors import Refused
from models.offer import Offer, OfferState
from models.task import Task
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


class ProofReason(StrEnum):
    """Why a document proves nothing: the closed list. Each has the text `proof-reason-<value>`."""

    UNREADABLE = "unreadable"
    NAME_DIFFERS = "name-differs"
    EXPIRED = "expired"
    WRONG_FIELD = "wrong-field"
    WRONG_LEVEL = "wrong-level"
    ALTERED = "altered"
    NOT_LISTED = "not-listed"
    NOT_ACTIVE = "not-active"

    def fits(self, *, in_register: bool) -> bool:
        """Whether it can be the reason for a document, or for what was looked up in a register."""
        looked_up = (ProofReason.NOT_LISTED, ProofReason.NOT_ACTIVE)
        return (
            self in (*looked_up, ProofReason.NAME_DIFFERS, ProofReason.WRONG_FIELD)
            if in_register
            else self not in looked_up
        )

    @property
    def key(self) -> str:
        """Its text, which is what a failed credential keeps as its reason."""
        return f"proof-reason-{self.value}"


class Review(SQLModel, table=True):
    """One reviewer's decision on one offer's answer."""

    offer_id: OfferId = Field(primary_key=True, foreign_key="offer.id", sa_type=type_of_id)
    reviewer_id: PersonId = Field(foreign_key="person.id", sa_type=type_of_id)
    verdict: Verdict = Field(sa_type=enum_type(Verdict))
    reason: str = ""
    words: str = ""
    decided_at: datetime = Field(sa_type=UtcDateTime)

    @classmethod
    def accept(cls, offer: Offer, reviewer_id: PersonId, now: datetime) -> Review:
        """Accepts an answer.

        Args:
            offer: locked for this transaction, submitted.

        Raises:
            Refused: "review-own" for the reviewer's own answer, "review-decided" where it is decided already.
        """
        _expect_open(offer, reviewer_id)
        offer.accept(now)
        return cls(offer_id=offer.key, reviewer_id=reviewer_id, verdict=Verdict.ACCEPT, decided_at=now)

    @classmethod
    def reject(
        cls, offer: Offer, task: Task, reviewer_id: PersonId, reason: RejectReason, words: str, now: datetime
    ) -> Review:
        """Rejects an answer; its place is free again. Arguments and errors as `accept`, the task locked too."""
        _expect_open(offer, reviewer_id)
        offer.reject(task, now)
        return cls(
            offer_id=offer.key,
            reviewer_id=reviewer_id,
            verdict=Verdict.REJECT,
            reason=reason.value,
            words=words,
            decided_at=now,
        )


def _expect_open(offer: Offer, reviewer_id: PersonId) -> None:
    if offer.expert_id == reviewer_id:
        raise Refused("review-own")
    if offer.state is not OfferState.SUBMITTED:
        raise Refused("review-decided")
