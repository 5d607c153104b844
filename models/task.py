"""Paid work: what is asked, of whom, for how much, until when, and how many places are left."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import SmallInteger
from sqlmodel import Field, SQLModel

from models.errors import Refused
from models.money import Money
from models.types import (
    ClientId,
    Codes,
    PersonId,
    TaskId,
    UtcDateTime,
    enum_type,
    never_again,
    type_of_id,
    type_of_json,
)


class TaskState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Task(SQLModel, table=True):
    """One question or several, to be answered by `places` experts.

    `questions` is a list of `{"kind", "text", "rule"}`, read by `models.answer`.
    A place is taken by a claim and given back when the claim ends without an answer that counts.

    Conditions beyond field, level and pay: all of `languages`, proven to `min_fluency` (`Fluency`) where that is not 0;
    one of `countries` where there are any, and none of
    `barred_countries`; `min_quality` percent of past answers accepted; not who has answered a task of the same
    client in one of the projects of `not_after`. An `unlisted` task is not shown to those who don't match.
    """

    __table_args__ = never_again

    id: TaskId | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    client_id: ClientId = Field(foreign_key="client.id", index=True, sa_type=type_of_id)
    created_by: PersonId = Field(foreign_key="person.id", sa_type=type_of_id)
    title: str
    questions: list[dict[str, Any]] = Field(sa_type=type_of_json)
    field_code: str = Field(index=True)
    min_level: int = 0
    pay_minor: int
    currency: str
    minutes: int
    places: int
    places_left: int
    deadline: datetime = Field(sa_type=UtcDateTime)
    state: TaskState = Field(default=TaskState.DRAFT, sa_type=enum_type(TaskState))
    created_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    languages: frozenset[str] = Field(default=frozenset(), sa_type=Codes)
    min_fluency: int = Field(default=0, sa_type=SmallInteger, sa_column_kwargs={"server_default": "0"})
    countries: frozenset[str] = Field(default=frozenset(), sa_type=Codes)
    barred_countries: frozenset[str] = Field(default=frozenset(), sa_type=Codes)
    min_quality: int = 0
    project: str = ""
    not_after: frozenset[str] = Field(default=frozenset(), sa_type=Codes)
    unlisted: bool = False
    beyond: int = Field(default=0, sa_type=SmallInteger, sa_column_kwargs={"server_default": "0"})
    """Accepted on appeal while every place was somebody else's: of places that come back, so many are theirs."""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of answer that it takes."""
        return frozenset(str(question["kind"]) for question in self.questions)

    @property
    def key(self) -> TaskId:
        """The id of a task that is in the database."""
        assert self.id is not None, "a task without a row"
        return self.id

    @property
    def pay(self) -> Money:
        """For one accepted answer."""
        return Money(self.pay_minor, self.currency)

    @property
    def pay_per_hour(self) -> Money:
        return self.pay.per_hour(self.minutes)

    @property
    def time_limit(self) -> timedelta:
        """How long a claim is held: 2 + x + 2√x minutes for an estimate of x, rounded up."""
        return timedelta(minutes=math.ceil(2 + self.minutes + 2 * math.sqrt(self.minutes)))

    @property
    def latest_start(self) -> datetime:
        """Who gets its card then has just the time that the work takes."""
        return self.deadline - timedelta(minutes=self.minutes)

    def must_be_draft(self) -> None:
        """Raises Refused "task-not-draft" for one that was opened before."""
        if self.state is not TaskState.DRAFT:
            raise Refused("task-not-draft", task=self.title)

    def must_allow_start(self, at: datetime, now: datetime) -> None:
        """Whether its broadcast may be set to start then.

        Raises:
            Refused: "moment-past"; "schedule-after-deadline" (latest) where the work could not be done in time,
                "schedule-no-time" where it can't whenever that is.
        """
        if self.latest_start <= now:
            raise Refused("schedule-no-time", task=self.title, deadline=self.deadline)
        if at <= now:
            raise Refused("moment-past", given=at)
        if at > self.latest_start:
            raise Refused("schedule-after-deadline", given=at, deadline=self.deadline, latest=self.latest_start)

    def is_open(self, now: datetime) -> bool:
        """Whether it may still be claimed, places apart."""
        return self.state is TaskState.OPEN and now < self.deadline

    def take_place(self) -> None:
        """Raises Refused "offer-full" where none is left."""
        if self.places_left < 1:
            raise Refused("offer-full", task=self.title)
        self.places_left -= 1

    def give_place_back(self) -> None:
        """For a claim that ended without an answer that counts."""
        if self.places_left >= self.places:
            raise ValueError(f"task {self.id} has all its places")
        if self.beyond:
            self.beyond -= 1
        else:
            self.places_left += 1

    def take_place_after_all(self) -> None:
        """For an answer that counts after all: its place may have gone to somebody else, who keeps it."""
        if self.places_left:
            self.places_left -= 1
        else:
            self.beyond += 1

    def close(self, now: datetime) -> None:
        """No more claims; closing twice changes nothing."""
        if self.state is not TaskState.CLOSED:
            self.state, self.closed_at = TaskState.CLOSED, now
