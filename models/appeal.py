"""A rejected answer is looked at by somebody else, once, and what they say stands."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Index, and_, or_, text
from sqlmodel import Field, SQLModel, col

from models.errors import Refused
from models.offer import REVIEW_WITHIN, Offer, OfferState
from models.review import RejectReason, Review, Verdict
from models.task import Task
from models.types import OfferId, PersonId, UtcDateTime, enum_type, type_of_id

APPEAL_WITHIN = timedelta(days=7)
"""So long after a rejection its expert may appeal."""
MOST_WORDS = 500


def appeal_until(review: Review) -> datetime:
    """From then on it is too late to appeal."""
    return review.decided_at + APPEAL_WITHIN


class Appeal(SQLModel, table=True):
    """An expert's only appeal against the rejection of an answer. The first decision stays as it was, in `Review`.

    `words` are the expert's, `reviewer_words` those of whoever decided on it; nobody did (`reviewer_id` is None) where
    silence has. Until it is decided there is no `verdict`.
    """

    __table_args__ = (
        Index(
            "appeal_waiting",
            "made_at",
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    offer_id: OfferId = Field(primary_key=True, foreign_key="offer.id", sa_type=type_of_id)
    expert_id: PersonId = Field(foreign_key="person.id", index=True, sa_type=type_of_id)
    words: str = Field(default="", max_length=MOST_WORDS)
    made_at: datetime = Field(sa_type=UtcDateTime)
    verdict: Verdict | None = Field(default=None, sa_type=enum_type(Verdict))
    reason: str = ""
    reviewer_words: str = ""
    reviewer_id: PersonId | None = Field(default=None, foreign_key="person.id", sa_type=type_of_id)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @classmethod
    def make(cls, offer: Offer, review: Review | None, words: str, now: datetime) -> Appeal:
        """An appeal against a rejection.

        Raises:
            Refused: as `expect_possible`.
        """
        expect_possible(offer, review, now)
        return cls(offer_id=offer.key, expert_id=offer.expert_id, words=words, made_at=now)

    @property
    def decided_by(self) -> datetime:
        """When the expert will have heard at the latest: silence past it pays, as for any answer."""
        return self.made_at + REVIEW_WITHIN

    def remind_at(self, told: datetime) -> datetime:
        """When whoever was told of it at that time is reminded, once: after a third of what is left for deciding, which
        is a week for those who were there from the start."""
        return told + (self.decided_by - told) / 3

    def accept(self, offer: Offer, task: Task, first: Review, reviewer_id: PersonId, now: datetime) -> None:
        """The answer counts after all.

        Args:
            offer, task: locked for this transaction.
            first: the rejection.

        Raises:
            Refused: "review-own" for the reviewer's own answer, "appeal-own-rejection" for whoever rejected it,
                "appeal-decided" where it is decided already.
        """
        self.expect_other(first, reviewer_id)
        offer.accept_after_all(task, now)
        self._decide(Verdict.ACCEPT, reviewer_id, now)

    def uphold(self, first: Review, reviewer_id: PersonId, reason: RejectReason, words: str, now: datetime) -> None:
        """It stays rejected, for this reason. Errors as `accept`."""
        self.expect_other(first, reviewer_id)
        self.reason, self.reviewer_words = reason.value, words
        self._decide(Verdict.REJECT, reviewer_id, now)

    def lapse(self, offer: Offer, task: Task, now: datetime) -> bool:
        """Nobody has decided on it in time, so that the answer counts; returns whether that is so."""
        if self.decided_at is not None or now < self.decided_by:
            return False
        offer.accept_after_all(task, now)
        self._decide(Verdict.ACCEPT, None, now)
        return True

    def expect_other(self, first: Review, reviewer_id: PersonId) -> None:
        """Whether this person may decide on it now. Errors as `accept`."""
        if self.expert_id == reviewer_id:
            raise Refused("review-own")
        if first.reviewer_id == reviewer_id:
            raise Refused("appeal-own-rejection")
        if self.decided_at is not None:
            raise Refused("appeal-decided")

    def _decide(self, verdict: Verdict, reviewer_id: PersonId | None, now: datetime) -> None:
        self.verdict, self.reviewer_id, self.decided_at = verdict, reviewer_id, now


UNDER_REVIEW = or_(
    col(Offer.state) == OfferState.SUBMITTED,
    and_(col(Appeal.made_at).is_not(None), col(Appeal.decided_at).is_(None)),
)
"""Of offers with their appeals, if any: those on which somebody is still to decide."""


def expect_possible(offer: Offer, review: Review | None, now: datetime) -> None:
    """Whether its expert may appeal now, if they have not.

    Raises:
        Refused: "appeal-not-rejected" for what was not rejected, "appeal-late" (until) a week after it was.
    """
    if offer.state is not OfferState.REJECTED or review is None:
        raise Refused("appeal-not-rejected")
    if now >= appeal_until(review):
        raise Refused("appeal-late", until=appeal_until(review))
