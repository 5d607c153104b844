"""What a run begins with: a client, who reviews for it, and a task with a broadcast that goes to whoever joins."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session

from bot.database import Database
from bot.storage import schema
from models.answer import Answer
from models.broadcast import Broadcast
from models.client import Client
from models.membership import Membership, Role
from models.offer import Offer
from models.task import Task, TaskState
from models.types import PersonId
from tests import newcomers

AUTHOR = 1
"""The account of whoever described the task."""
PAY_MINOR = 4000
QUESTIONS: list[dict[str, Any]] = [
    {"kind": "choice", "text": "Is the liver cirrhotic?", "rule": {"options": ["Yes", "No"]}}
]


def set_up(url: str, reviewers: Sequence[int], places: int, answers: Sequence[int] = ()) -> None:
    """Makes the database with its schema, staff and the task; these people have answered it already."""
    with closing(Database(url)) as database:
        fill(database, reviewers, places, answers)


def fill(database: Database, reviewers: Sequence[int], places: int, answers: Sequence[int] = ()) -> None:
    """The same in a database that is empty."""
    schema.upgrade(database)
    now = datetime.now(UTC)
    with database.transaction() as session:
        client = Client(name="Acme Labs", pseudonym="A European laboratory", created_at=now)
        session.add(client)
        session.flush()
        staff = [_person(session, user_id, now) for user_id in reviewers]
        session.add_all(
            Membership(person_id=one, role=Role.RECRUITER, client_id=client.id, granted_at=now) for one in staff
        )
        author = _person(session, AUTHOR, now)
        assert client.id is not None
        task = Task(
            client_id=client.id,
            created_by=author,
            title="Liver scans",
            questions=QUESTIONS,
            field_code="hepatology",
            pay_minor=PAY_MINOR,
            currency="USD",
            minutes=20,
            places=places,
            places_left=places,
            deadline=now + timedelta(hours=8),
            state=TaskState.DRAFT,
            created_at=now,
        )
        session.add(task)
        session.flush()
        session.add(Broadcast.start(task, author, now))
        for user_id in answers:
            _answer(session, task, _person(session, user_id, now), now)


def ask(file: Path, question: str) -> list[tuple[Any, ...]]:
    """Reads the database beside whoever writes it."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


def _person(session: Session, user_id: int, now: datetime) -> PersonId:
    return newcomers.account(session, now, str(user_id), name=f"Number {user_id}").person_id


def _answer(session: Session, task: Task, person: PersonId, now: datetime) -> None:
    offer = Offer(task_id=task.key, expert_id=person, offered_at=now)
    session.add(offer)
    session.flush()
    offer.claim(task, now)
    offer.submit(task, now)
    session.add(Answer(offer_id=offer.key, task_id=task.key, expert_id=person, given=["Yes"], submitted_at=now))
