"""What a person is to be reminded of, and when."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, bindparam, event, text
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Field, Session, SQLModel

from models import many
from models.types import PersonId, UtcDateTime, enum_type, never_again, type_of_id

BETWEEN_ROUNDS = (timedelta(days=6), timedelta(days=7))
"""From one reminder of an unfinished onboarding to the next: they come after 1, 7 and 14 days."""


class ReminderKind(StrEnum):
    """Each has the text `reminder-kind-<value>`."""

    HOLD_ENDS = "hold-ends"
    OFFER_CLOSES = "offer-closes"
    ONBOARDING = "onboarding"
    LATER = "later"
    PROOF_EXPIRES = "proof-expires"
    APPEAL_WAITS = "appeal-waits"


class Reminder(SQLModel, table=True):
    """One reminder about one thing; `due_at` is None once it has been sent or has become pointless.

    `round` counts those already sent, so that what repeats (onboarding after 1, 7 and 14 days) knows its next.
    `over_at` is when the housekeeping first found it so; it deletes it when the messages of that time have gone too,
    for a button in one of them puts it off.
    """

    __table_args__ = (
        UniqueConstraint("person_id", "kind", "about_id"),
        Index(
            "reminder_due",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        Index(
            "reminder_over",
            "over_at",
            sqlite_where=text("due_at IS NULL"),
            postgresql_where=text("due_at IS NULL"),
        ),
        never_again,
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    person_id: PersonId = Field(foreign_key="person.id", sa_type=type_of_id)
    kind: ReminderKind = Field(sa_type=enum_type(ReminderKind))
    about_id: int = Field(default=0, sa_type=type_of_id)
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    round: int = 0
    over_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def key(self) -> int:
        """The id of a reminder that is in the database."""
        assert self.id is not None, "a reminder without a row"
        return self.id

    @property
    def can_wait(self) -> bool:
        """Whether it waits for the end of quiet hours: who holds a task is working."""
        return self.kind is not ReminderKind.HOLD_ENDS

    def sent(self, now: datetime) -> None:
        """Counts this round; what repeats is due again, everything else is over."""
        self.due_at = None
        if self.kind is ReminderKind.ONBOARDING and self.round < len(BETWEEN_ROUNDS):
            self.due_at = now + BETWEEN_ROUNDS[self.round]
        self.round += 1

    def snooze(self, length: timedelta, now: datetime) -> None:
        """Comes again after that time."""
        self.due_at, self.over_at = now + length, None

    def stop(self) -> None:
        """Doesn't come again."""
        self.due_at = None


class MutedReminder(SQLModel, table=True):
    """A kind of reminder that a person wants no more of."""

    person_id: PersonId = Field(primary_key=True, foreign_key="person.id", sa_type=type_of_id)
    kind: ReminderKind = Field(primary_key=True, sa_type=enum_type(ReminderKind))


def set_reminder(session: Session, person_id: PersonId, kind: ReminderKind, about: int, at: datetime | None) -> None:
    """Sets the one reminder of this kind about this thing, or moves it; None stops it, if there is one.

    Nothing is read, and it is written before the transaction or its savepoint ends, together with all others of it: a
    conversation moves its reminder with each answer.
    """
    session.info.setdefault(_WAITING, {})[person_id, kind, about] = at


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    waiting = session.info.pop(_WAITING, None)
    if not waiting:
        return
    rows = [
        {"person_id": key[0], "kind": key[1], "about_id": key[2], "due_at": waiting[key], "round": 0}
        for key in sorted(waiting)
    ]
    connection = session.connection()
    if set_anew := [row for row in rows if row["due_at"] is not None]:
        many.execute_rows(connection, _SET, set_anew)
    if stopped := [row for row in rows if row["due_at"] is None]:
        connection.execute(_STOP, [{f"of_{name}": value for name, value in row.items()} for row in stopped])


@event.listens_for(Session, "after_soft_rollback")
def _drop(session: Session, _: SessionTransaction) -> None:
    session.info.pop(_WAITING, None)


_WAITING = "reminders"
_TABLE = Reminder.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_SET = many.inserting(
    _TABLE,
    ("person_id", "kind", "about_id", "due_at", "round"),
    lambda insert: insert.on_conflict_do_update(
        index_elements=["person_id", "kind", "about_id"], set_={"due_at": insert.excluded.due_at, "over_at": None}
    ),
)
_STOP = (
    _TABLE.update()
    .where(_TABLE.c.person_id == bindparam("of_person_id"), _TABLE.c.kind == bindparam("of_kind"))
    .where(_TABLE.c.about_id == bindparam("of_about_id"))
    .values(due_at=None)
)
