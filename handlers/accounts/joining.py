"""Two accounts become one person's: what the person with less has goes to the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import Session, SQLModel, col, select

from handlers.onboarding.onboarding import ONBOARDING
from handlers.turn import Turn
from models.appeal import Appeal
from models.broadcast import Broadcast
from models.credential import Credential
from models.delivery import Delivery
from models.email_code import EmailCode
from models.errors import Refused
from models.expert import Expert
from models.field_learned import FieldChoice
from models.file import File
from models.job import Job
from models.membership import Membership
from models.offer import Offer
from models.person import Account, Person, Progress
from models.posting import Posting
from models.queries import prospects
from models.reminder import MutedReminder, Reminder
from models.review import Review
from models.room import Room
from models.task import Task
from models.types import PersonId

HISTORY: tuple[Any, ...] = (
    Expert.person_id, Offer.expert_id, Review.reviewer_id, Appeal.reviewer_id, Task.created_by, Broadcast.started_by,
)  # fmt: skip
"""Whoever is named here has a history, which is never moved: others rely on whose it is."""
MOVED: tuple[type[SQLModel], ...] = (Account, Credential, EmailCode, File, Delivery, Job)
"""What changes hands by its `person_id`."""


BROUGHT: tuple[Any, ...] = (Room.brought_by, Posting.posted_by)
"""What changes hands by a name of its own."""


def join(turn: Turn, other: Person) -> Person:
    """Makes whose turn it is and the other one person; returns the one who stays.

    Raises:
        Refused: "link-same-place" where both have an account in the same place, "link-both" where both have a
            history; nothing was changed.
    """
    session = turn.session
    _expect_two_places(session, turn.person, other)
    stays, goes = _order(session, turn.person, other)
    _move(session, goes, stays)
    stays.name = stays.name or goes.name
    goes.name, goes.consent_version, goes.consented_at = "", "", None
    turn.note("accounts-joined", f"person:{stays.key}", stays.key)
    return stays


def _expect_two_places(session: Session, one: Person, other: Person) -> None:
    first, second = ({account.channel for account in _accounts(session, person)} for person in (one, other))
    if first & second:
        raise Refused("link-same-place")


def _order(session: Session, here: Person, other: Person) -> tuple[Person, Person]:
    """Who stays and who goes: the one with a history stays, else the one who is in the middle of something."""
    for weigh in (_has_history, _is_under_way):
        mine, theirs = weigh(session, here.key), weigh(session, other.key)
        if mine and theirs and weigh is _has_history:
            raise Refused("link-both")
        if mine != theirs:
            return (here, other) if mine else (other, here)
    return other, here


def _has_history(session: Session, person_id: PersonId) -> bool:
    return any(session.execute(select(column).where(column == person_id).limit(1)).first() for column in HISTORY)


def _is_under_way(session: Session, person_id: PersonId) -> bool:
    return session.exec(select(Progress.id).where(Progress.person_id == person_id).limit(1)).first() is not None


def _move(session: Session, goes: Person, stays: Person) -> None:
    for brought in BROUGHT:
        rows = update(brought.class_).where(brought == goes.key).values({brought: stays.key})
        session.execute(rows, execution_options={"synchronize_session": "fetch"})
    for table in MOVED:
        rows = update(table).where(_owner(table) == goes.key).values(person_id=stays.key)
        session.execute(rows, execution_options={"synchronize_session": "fetch"})
    if session.get(Expert, stays.key) is not None:
        joining = (col(Progress.person_id) == goes.key, col(Progress.conversation) == ONBOARDING.name)
        session.execute(delete(Progress).where(*joining))  # who has joined need not join again
    _move_where_free(session, Progress, goes, stays, ("conversation", "subject"))
    _move_where_free(session, FieldChoice, goes, stays, ("letters",))
    _move_where_free(session, Membership, goes, stays, ("role", "client_id"))
    _move_where_free(session, Reminder, goes, stays, ("kind", "about_id"))
    for muted in session.exec(select(MutedReminder).where(MutedReminder.person_id == goes.key)).all():
        session.delete(muted)
    prospects.touch(session, goes.key, stays.key)
    session.flush()


def _move_where_free(session: Session, table: Any, goes: Person, stays: Person, by: Sequence[str]) -> None:
    """Moves rows, except those that the other has already: these are deleted."""
    taken = {tuple(getattr(row, name) for name in by) for row in _rows(session, table, stays)}
    for row in _rows(session, table, goes):
        if tuple(getattr(row, name) for name in by) in taken:
            session.delete(row)
        else:
            row.person_id = stays.key


def _rows(session: Session, table: Any, person: Person) -> Sequence[Any]:
    return session.exec(select(table).where(_owner(table) == person.key)).all()


def _accounts(session: Session, person: Person) -> Sequence[Account]:
    return session.exec(select(Account).where(col(Account.person_id) == person.key)).all()


def _owner(table: type[SQLModel]) -> ColumnElement[Any]:
    column: ColumnElement[Any] = table.__table__.c.person_id  # type: ignore[attr-defined]  # SQLModel does not declare it
    return column
