"""What an expert answered to a task, in each question's normal form."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import SmallInteger
from sqlmodel import Field, SQLModel

from models.types import OfferId, PersonId, TaskId, UtcDateTime, type_of_id, type_of_json


class AnswerKind(StrEnum):
    """How a task's question is answered; docs/answers.md has the rule of each, `models.answer_reading` reads it."""

    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    CHOICES = "choices"
    RATING = "rating"
    RANKING = "ranking"
    PAIR = "pair"
    FORMULA = "formula"
    MATH = "math"


class Answer(SQLModel, table=True):
    """The submitted values of one offer: a list with one JSON value for each of the task's questions."""

    offer_id: OfferId = Field(primary_key=True, foreign_key="offer.id", sa_type=type_of_id)
    task_id: TaskId = Field(foreign_key="task.id", index=True, sa_type=type_of_id)
    expert_id: PersonId = Field(foreign_key="person.id", index=True, sa_type=type_of_id)
    given: list[Any] = Field(sa_type=type_of_json)
    submitted_at: datetime = Field(sa_type=UtcDateTime)
    verified_level: int | None = Field(default=None, sa_type=SmallInteger)
    """What the expert had proven in the task's field by then: proofs run out and are renewed, and this stays. None for
    answers from before it was kept."""
