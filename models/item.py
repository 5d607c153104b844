"""A question of a qualification test: what is asked, the options, which is right, and how long one has."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from models.answer import AnswerKind
from models.answer_reading import is_right
from models.types import ItemId, UtcDateTime, enum_type, type_of_id, type_of_json

FIRST_LOOK = 8
"""So many experts who passed must have answered an item before it can be flagged."""
LEAST_OF_THE_GOOD = 0.5
"""An item that fewer of them get right is flagged: it is wrong, unclear, or about something else."""


class Item(SQLModel, table=True):
    """One item of the bank for a field and level. Its words are by language ("en", "ar"); "en" always exists.

    `name` is its author's own and unique. `right` is the place of the right option, from 0; where several apply, or
    all are ranked, their places are `rule["right"]`, and where there are no options, `rule` has what is expected. A
    reviewer looks at a flagged item; one that they keep is looked at again when twice as many experts have answered it.
    """

    __table_args__ = (Index("item_by_bank", "field_code", "level"),)

    id: ItemId | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    name: str = Field(unique=True)
    field_code: str
    level: int
    seconds: int
    question: dict[str, str] = Field(sa_type=type_of_json)
    options: list[dict[str, str]] = Field(sa_type=type_of_json)
    right: int
    kind: AnswerKind = Field(default=AnswerKind.CHOICE, sa_type=enum_type(AnswerKind))
    rule: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    added_at: datetime = Field(sa_type=UtcDateTime)
    retired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    flagged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    look_after: int = FIRST_LOOK

    @property
    def key(self) -> ItemId:
        """The id of an item that is in the database."""
        assert self.id is not None, "an item without a row"
        return self.id

    @property
    def is_one_of(self) -> bool:
        """Whether one option is the answer."""
        return self.kind in (AnswerKind.CHOICE, AnswerKind.PAIR)

    def is_right(self, given: Any) -> bool:
        """Whether that is the answer: an option's place, several of them, or the normal form of what was written."""
        match self.kind:
            case AnswerKind.CHOICE | AnswerKind.PAIR:
                return bool(given == self.right)
            case AnswerKind.CHOICES:
                return set(given) == set(self.rule["right"])
            case AnswerKind.RANKING:
                return bool(list(given) == self.rule["right"])
        return bool(is_right(self.kind, self.rule, given))

    def retire(self, now: datetime) -> None:
        """Asked no more, not even in a test under way; twice changes nothing."""
        self.retired_at = self.retired_at or now
        self.flagged_at = None

    def keep(self, answered: int) -> None:
        """A reviewer finds nothing wrong with it."""
        self.flagged_at, self.look_after = None, max(self.look_after, answered) * 2

    def judge(self, answered: int, right: int, now: datetime) -> bool:
        """Flags it where good experts fail it; whether that is new.

        Args:
            answered: by how many experts who passed; `right` of them rightly.
        """
        doubtful = answered >= self.look_after and right < LEAST_OF_THE_GOOD * answered
        if not doubtful or self.retired_at is not None or self.flagged_at is not None:
            return False
        self.flagged_at = now
        return True
