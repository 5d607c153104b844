"""A task shown to one expert, and what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.errors import Refused
from models.task import Task
from models.types import BroadcastId, DeliveryId, OfferId, PersonId, TaskId, UtcDateTime, enum_type, type_of_id

REVIEW_WITHIN = timedelta(days=21)
"""Within this time an answer is decided; silence past it pays."""
MOST_HELD = 3
"""So many claims one expert may hold at once."""


class OfferState(StrEnum):
    OFFERED = "offered"
    CLAIMED = "claimed"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EXPIRED = "expired"
    RETURNED = "returned"
    CLOSED = "closed"


CLAIMABLE = (OfferState.OFFERED, OfferState.RETURNED, OfferState.EXPIRED)
"""From these an offer may be claimed while its task has places."""
COMMITTED = (OfferState.CLAIMED, OfferState.SUBMITTED, OfferState.ACCEPTED)
"""These take up time of the week in which they were claimed."""
TAKEN_UP = (*COMMITTED, OfferState.REJECTED)
"""Whoever has come so far has seen the task's questions and answered them, or is about to."""


class DeclineReason(StrEnum):
    """Why an offer is "not for me". Each has the text `decline-<value>`."""

    WRONG_FIELD = "wrong-field"
    PAY_TOO_LOW = "pay-too-low"
    NO_TIME = "no-time"
    UNCLEAR = "unclear"
    OTHER = "other"


class Offer(SQLModel, table=True):
    """One task shown to one expert; at most one for each pair of them.

    Most are never touched: the indexes leave these out, so that a large broadcast costs little.

    `card_id` is the delivery whose buttons the expert tapped last: the card that is edited when things change.
    """

    __table_args__ = (
        UniqueConstraint("task_id", "expert_id"),
        *(
            Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))
            for name, columns, where in (
                ("offer_held", ("held_until",), "held_until IS NOT NULL"),
                ("offer_waiting", ("state", "submitted_at"), "submitted_at IS NOT NULL"),
                ("offer_tapped", ("task_id",), "tapped_at IS NOT NULL"),
                ("offer_claimed", ("task_id",), "claimed_at IS NOT NULL"),
            )
        ),
    )

    id: OfferId | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    task_id: TaskId = Field(foreign_key="task.id", sa_type=type_of_id)
    expert_id: PersonId = Field(foreign_key="person.id", index=True, sa_type=type_of_id)
    broadcast_id: BroadcastId | None = Field(default=None, foreign_key="broadcast.id", sa_type=type_of_id)
    state: OfferState = Field(default=OfferState.OFFERED, sa_type=enum_type(OfferState))
    offered_at: datetime = Field(sa_type=UtcDateTime)
    tapped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    held_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    more_time_given: bool = False
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    declined_because: str = ""
    card_id: DeliveryId | None = Field(default=None, sa_type=type_of_id)

    @property
    def key(self) -> OfferId:
        """The id of an offer that is in the database."""
        assert self.id is not None, "an offer without a row"
        return self.id

    def tap(self, now: datetime) -> None:
        """The expert's first touch of any of its buttons, for the funnel."""
        self.tapped_at = self.tapped_at or now

    def claim(self, task: Task, now: datetime) -> None:
        """Holds one of the task's places for the task's time limit, at most to its deadline.

        Claiming twice changes nothing: people tap twice. Who let a hold run out, handed it back or said "not
        for me" may claim again while places last.

        Args:
            task: the offer's task, locked for this transaction.
            now: aware, UTC.

        Raises:
            Refused: "offer-closed" after the task has closed, "offer-full" when the last place is gone,
                "offer-answered" for one that has been answered.
        """
        if self.state is OfferState.CLAIMED:
            return
        if self.state in (OfferState.SUBMITTED, OfferState.ACCEPTED, OfferState.REJECTED):
            raise Refused("offer-answered", task=task.title)
        if self.state is OfferState.CLOSED or not task.is_open(now):
            raise Refused("offer-closed", task=task.title)
        task.take_place()
        self.state, self.claimed_at, self.more_time_given = OfferState.CLAIMED, now, False
        self.held_until = min(now + task.time_limit, task.deadline)
        self.declined_because = ""
        self.tap(now)

    def more_time(self, task: Task) -> None:
        """Extends a hold once by half the task's time limit, at most to the deadline.

        Raises:
            Refused: "offer-not-held"; "offer-more-time-once" the second time.
        """
        self._must_be_held(task)
        if self.more_time_given:
            raise Refused("offer-more-time-once", until=self.held_until)
        assert self.held_until is not None
        self.held_until = min(self.held_until + task.time_limit / 2, task.deadline)
        self.more_time_given = True

    def hand_back(self, task: Task, now: datetime) -> None:
        """Ends a hold without an answer; its place is free again. Twice changes nothing.

        Raises:
            Refused: "offer-not-held".
        """
        if self.state is OfferState.RETURNED:
            return
        self._must_be_held(task)
        self._release(task, OfferState.RETURNED, now)

    def expire(self, task: Task, now: datetime) -> bool:
        """Ends a hold whose time is over; returns whether it was one."""
        if self.state is not OfferState.CLAIMED or self.held_until is None or now < self.held_until:
            return False
        self._release(task, OfferState.EXPIRED, now)
        return True

    def decline(self, reason: DeclineReason, now: datetime) -> None:
        """Says "not for me", with a reason; only while it is not held and has not been answered.

        Raises:
            Refused: "offer-not-open" once it has been claimed or has ended.
        """
        if self.state not in CLAIMABLE:
            raise Refused("offer-not-open")
        self.declined_because = reason.value
        self.tap(now)

    def show_again(self) -> None:
        """Takes "not for me" back."""
        self.declined_because = ""

    def close(self, task: Task, now: datetime) -> timedelta:
        """The task has closed: what has not been answered ends, and a held place is free.

        Returns:
            How long it was being held, zero where it was not: that time is paid. Twice gives zero the second time.
        """
        if self.state not in (*CLAIMABLE, OfferState.CLAIMED):
            return timedelta()
        held = timedelta()
        if self.state is OfferState.CLAIMED:
            held = now - (self.claimed_at or now)
            task.give_place_back()
        self.state, self.held_until, self.decided_at = OfferState.CLOSED, None, now
        return held

    def submit(self, task: Task, now: datetime) -> None:
        """The answer is in. Submitting twice changes nothing.

        A hold that ran out a moment ago but has not been swept yet still counts: the work is done.

        Raises:
            Refused: "offer-not-held" where the hold has ended.
        """
        if self.state is OfferState.SUBMITTED:
            return
        self._must_be_held(task)
        self.state, self.submitted_at, self.held_until = OfferState.SUBMITTED, now, None

    @property
    def decided_by(self) -> datetime | None:
        """When the expert will have heard at the latest; None for what has not been answered."""
        return self.submitted_at + REVIEW_WITHIN if self.submitted_at else None

    def accept(self, now: datetime) -> None:
        """Raises Refused "review-decided" where it has already been decided otherwise; twice changes nothing."""
        self._decide(OfferState.ACCEPTED, now)

    def reject(self, task: Task, now: datetime) -> None:
        """Its place is free again while the task is open. Errors as `accept`."""
        if self.state is not OfferState.REJECTED:
            self._decide(OfferState.REJECTED, now)
            task.give_place_back()

    def accept_after_all(self, task: Task, now: datetime) -> None:
        """A rejection is overturned: the answer counts, and has a place again. Twice changes nothing.

        Raises:
            Refused: "appeal-not-rejected" for what was not rejected.
        """
        if self.state is OfferState.ACCEPTED:
            return
        if self.state is not OfferState.REJECTED:
            raise Refused("appeal-not-rejected")
        task.take_place_after_all()
        self.state, self.decided_at = OfferState.ACCEPTED, now

    @property
    def time_held(self) -> timedelta:
        """From the claim to the answer; zero for what was never answered."""
        if self.claimed_at is None or self.submitted_at is None:
            return timedelta()
        return self.submitted_at - self.claimed_at

    def _must_be_held(self, task: Task) -> None:
        if self.state is not OfferState.CLAIMED:
            raise Refused("offer-not-held", task=task.title)

    def _release(self, task: Task, state: OfferState, now: datetime) -> None:
        self.state, self.held_until, self.decided_at = state, None, now
        task.give_place_back()

    def _decide(self, state: OfferState, now: datetime) -> None:
        if self.state is state:
            return
        if self.state is not OfferState.SUBMITTED:
            raise Refused("review-decided")
        self.state, self.decided_at = state, now
