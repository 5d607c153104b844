"""One person's go at a qualification test: what was drawn, how each item was answered, and what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.errors import Refused
from models.item import Item
from models.money import Money
from models.scoring import Score
from models.types import AttemptId, ItemId, PersonId, UtcDateTime, enum_type, never_again, type_of_id, type_of_json

GRACE = timedelta(seconds=3)
"""What an answer's way to us may take beyond its item's time."""
WITHIN = timedelta(hours=24)
"""After that an attempt ends by itself; what was not answered is wrong."""
LEAST_ANSWERED = 0.5
"""Who answers fewer of the items in time is not paid for the attempt."""


class AttemptState(StrEnum):
    RUNNING = "running"
    PASSED = "passed"
    FAILED = "failed"


class Attempt(SQLModel, table=True):
    """Each item of `drawn` is `[item's id, [places of its options in the order shown]]`.

    `pay_minor` is what was announced, 0 where it was said that this one is not paid. `share` and the interval's ends
    are of the score, from 0 to 1.
    """

    __table_args__ = (
        Index("attempt_by_person", "person_id", "field_code", "level"),
        Index(
            "attempt_running",
            "started_at",
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
        never_again,
    )

    id: AttemptId | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    person_id: PersonId = Field(foreign_key="person.id", sa_type=type_of_id)
    field_code: str
    level: int
    drawn: list[tuple[int, list[int]]] = Field(sa_type=type_of_json)
    pay_minor: int
    currency: str
    minutes: int
    state: AttemptState = Field(default=AttemptState.RUNNING, sa_type=enum_type(AttemptState))
    paid: bool = False
    share: float | None = None
    low: float | None = None
    high: float | None = None
    started_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def key(self) -> AttemptId:
        """The id of an attempt that is in the database."""
        assert self.id is not None, "an attempt without a row"
        return self.id

    @property
    def pay(self) -> Money:
        return Money(self.pay_minor, self.currency)

    @property
    def ends_at(self) -> datetime:
        return self.started_at + WITHIN

    def end(self, score: Score, pass_percent: int, now: datetime) -> None:
        """Passed from `pass_percent` on. Refused "test-over" where it has ended before."""
        if self.state is not AttemptState.RUNNING:
            raise Refused("test-over")
        self.share, self.low, self.high, self.ended_at = score.value, score.low, score.high, now
        passed = round(100 * score.value, 6) >= pass_percent
        self.state = AttemptState.PASSED if passed else AttemptState.FAILED


class Response(SQLModel, table=True):
    """One item of an attempt, from the moment it is shown: its clock runs whether anyone looks or not.

    `right` is None while it is open, and for good where the item was retired meanwhile: then it doesn't count.
    `chosen` is the place of the option in the item, `given` the answer to any other kind; both None where time ran out.
    """

    __table_args__ = (
        UniqueConstraint("attempt_id", "place"),
        Index("response_by_item", "item_id"),
        Index(
            "response_open",
            "due_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    attempt_id: AttemptId = Field(foreign_key="attempt.id", sa_type=type_of_id)
    person_id: PersonId = Field(foreign_key="person.id", index=True, sa_type=type_of_id)
    item_id: ItemId = Field(foreign_key="item.id", sa_type=type_of_id)
    place: int
    shown_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    chosen: int | None = None
    given: Any = Field(default=None, sa_type=type_of_json, nullable=True)
    right: bool | None = None

    @classmethod
    def show(cls, attempt: Attempt, item: Item, place: int, now: datetime) -> Response:
        """The item is shown, and its clock begins."""
        return cls(
            attempt_id=attempt.key,
            person_id=attempt.person_id,
            item_id=item.key,
            place=place,
            shown_at=now,
            due_at=now + timedelta(seconds=item.seconds),
        )

    @property
    def ran_out(self) -> bool:
        """Whether it is wrong because nothing was said in time."""
        return self.right is False and not self.answered

    @property
    def answered(self) -> bool:
        """Whether something was said in time."""
        return self.chosen is not None or self.given is not None

    def is_late(self, now: datetime) -> bool:
        return self.closed_at is None and now > self.due_at + GRACE

    def answer(self, item: Item, said: Any, now: datetime) -> None:
        """Takes the one answer, an option's place or whatever the item's kind takes; a later one changes nothing."""
        if self.closed_at is not None:
            return
        if item.is_one_of:
            self.chosen = said
        else:
            self.given = said
        self.right, self.closed_at = item.is_right(said), now

    def run_out(self, now: datetime) -> None:
        """Nothing was said in time: it is wrong."""
        if self.closed_at is None:
            self.right, self.closed_at = False, now

    def leave_out(self, now: datetime) -> None:
        """The item was retired: it doesn't count."""
        if self.closed_at is None:
            self.closed_at = now
