"""What an expert answered to a task, in each question's normal form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlmodel import Field, SQLModel

from models.types import OfferId, PersonId, TaskId, UtcDateTime, type_of_id, type_of_json


class AnswerKind(StrEnum):
    """How a task's question is answered. The rule of each: CHOICE {"options": [...]}, NUMBER {"unit": "mg/dL"}
    (the unit may be empty), TEXT {"min_length": 1, "max_length": 500}. CHOICE and NUMBER may say what is right:
    "expected", for a number with a "tolerance" (both as decimal text)."""

    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"


class Answer(SQLModel, table=True):
    """The submitted values of one offer: a list with one JSON value for each of the task's questions."""

    offer_id: OfferId = Field(primary_key=True, foreign_key="offer.id", sa_type=type_of_id)
    task_id: TaskId = Field(foreign_key="task.id", index=True, sa_type=type_of_id)
    expert_id: PersonId = Field(foreign_key="person.id", index=True, sa_type=type_of_id)
    given: list[Any] = Field(sa_type=type_of_json)
    submitted_at: datetime = Field(sa_type=UtcDateTime)


def is_right(kind: AnswerKind, rule: Mapping[str, Any], value: Any) -> bool | None:
    """Whether an answer in its normal form is what the rule expects; None where the rule or the kind can't say.

    Raises:
        ArithmeticError, TypeError: the expected number or its tolerance is none.
    """
    expected = rule.get("expected")
    if expected is None or kind is AnswerKind.TEXT:
        return None
    if kind is AnswerKind.NUMBER:
        return abs(Decimal(value) - Decimal(str(expected))) <= Decimal(str(rule.get("tolerance", "0")))
    return bool(value == expected)
