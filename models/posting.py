"""A task's card in a room."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.types import PersonId, PostingId, RoomId, TaskId, UtcDateTime, type_of_id

REST = timedelta(seconds=10)
"""So long the number of places on a card may be an old one."""


class Posting(SQLModel, table=True):
    """One task in one room; a draft's waits until it is broadcast.

    `shown` is what its card last said, to edit it only on change. `begun` counts the cards that were sent, for one may
    never have come; `round` counts the edits of the last.
    """

    __table_args__ = (UniqueConstraint("task_id", "room_id"),)

    id: PostingId | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    task_id: TaskId = Field(foreign_key="task.id", sa_type=type_of_id)
    room_id: RoomId = Field(foreign_key="room.id", index=True, sa_type=type_of_id)
    posted_by: PersonId = Field(foreign_key="person.id", sa_type=type_of_id)
    begun: int = 0
    round: int = 0
    shown: str = ""
    shown_at: datetime = Field(sa_type=UtcDateTime)

    @property
    def key(self) -> PostingId:
        """The id of a posting that is in the database."""
        assert self.id is not None, "a posting without a row"
        return self.id

    @property
    def card_key(self) -> str:
        """What the delivery of its card is known by."""
        return f"posting:{self.key}:{self.begun}"

    @property
    def edit_key(self) -> str:
        """The same for the last edit of it; the card's own before there is any."""
        return f"{self.card_key}:{self.round}" if self.round else self.card_key

    def begin(self, picture: str, now: datetime) -> None:
        """A new card goes out."""
        self.begun, self.round, self.shown, self.shown_at = self.begun + 1, 0, picture, now

    def shows(self, picture: str, now: datetime, *, urgent: bool) -> bool:
        """Notes what the card is to say; whether that is news that is due: what is not urgent rests a while."""
        if picture == self.shown or not (urgent or now - self.shown_at >= REST):
            return False
        self.round, self.shown, self.shown_at = self.round + 1, picture, now
        return True
