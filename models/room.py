"""A chat of many people that someone brought the bot into."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.types import ClientId, PersonId, RoomId, UtcDateTime, type_of_id


class Room(SQLModel, table=True):
    """A channel or group, of which a client may make use.

    `person_id` is the row that stands for it: its account is written to like anyone's, and unreachable once the bot
    was taken out. Until a task has been posted, who brought the bot decides for which of their clients it is.
    """

    id: RoomId | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    person_id: PersonId = Field(foreign_key="person.id", unique=True, sa_type=type_of_id)
    title: str
    brought_by: PersonId = Field(foreign_key="person.id", index=True, sa_type=type_of_id)
    brought_at: datetime = Field(sa_type=UtcDateTime)
    client_id: ClientId | None = Field(default=None, foreign_key="client.id", index=True, sa_type=type_of_id)
    gone_told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When those whose cards stand there were told that the bot is out of it."""

    @property
    def key(self) -> RoomId:
        """The id of a room that is in the database."""
        assert self.id is not None, "a room without a row"
        return self.id

    def bring(self, by: PersonId, client_id: ClientId | None, now: datetime) -> None:
        """The bot is in it by someone's doing: whoever brought it before has no say any more."""
        self.brought_by, self.client_id, self.brought_at = by, client_id, now

    def serves(self, client_id: ClientId, by: PersonId) -> bool:
        """Whether someone who recruits for a client may post the client's tasks there."""
        return self.brought_by == by if self.client_id is None else self.client_id == client_id
