"""Whoever joins is offered all that is open for them in as many statements as one task takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from random import Random

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from bot.database import Database
from bot.queue.mailroom import store
from bot.rehearsal.enlisting import Enlisted, enlist
from handlers.cards.sending import offer_to
from handlers.policy import Policy
from handlers.turn import Work
from models.broadcast import Broadcast, BroadcastState
from models.delivery import Delivery
from models.expert import Expert
from models.offer import Offer
from models.queries import cards
from models.task import Task, TaskState
from tests.faults.house import FIRST_EXPERT
from tests.faults.scene import fill

NOW = datetime.now(UTC)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """With an expert and a task that is being broadcast."""
    with closing(Database(database_url)) as made:
        fill(made, (), places=5)
        with made.transaction() as session:
            session.exec(select(Task)).one().state = TaskState.OPEN
            session.exec(select(Broadcast)).one().state = BroadcastState.SENDING
        list(enlist(made, [Enlisted(FIRST_EXPERT + number, f"Expert {number}") for number in range(2)], NOW))
        yield made


def more_tasks(session: Session, number: int) -> None:
    task, broadcast = session.exec(select(Task)).one(), session.exec(select(Broadcast)).one()
    for _ in range(number):
        another = Task(**task.model_dump(exclude={"id"}))
        session.add(another)
        session.flush()
        session.add(Broadcast(**(broadcast.model_dump(exclude={"id"}) | {"task_id": another.key})))


def joins(database: Database, place: int) -> tuple[int, int]:
    """How many cards an expert gets, and how many statements that takes."""
    asked: list[str] = []
    with database.transaction() as session:
        work = Work(session, NOW, Random(1), Policy())
        expert = session.exec(select(Expert).order_by(col(Expert.person_id)).offset(place).limit(1)).one()
        event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        offered = offer_to(work, expert)
        store(session, work.outgoing, {}, NOW)
        return offered, len(asked)


def test_forty_tasks_take_as_many_statements_as_one(database: Database) -> None:
    offered, for_one = joins(database, 0)
    assert offered == 1
    with database.transaction() as session:
        more_tasks(session, 39)

    offered, for_forty = joins(database, 1)

    assert (offered, for_forty) == (40, for_one)
    with database.transaction() as session:
        counts = session.exec(select(Broadcast.recipients).order_by(col(Broadcast.id))).all()
        assert list(counts) == [2] + [2] * 39, "the copies were made with the first one's count"
        assert len(session.exec(select(Offer)).all()) == len(session.exec(select(Delivery)).all()) == 41
        assert {one.dedupe_key for one in session.exec(select(Delivery))} == {
            f"offer:{one.key}" for one in session.exec(select(Offer))
        }
        assert cards.recount_next(session, 0, 1000)[2] == 0


def test_what_is_offered_is_counted_for_whoever_reads_it_in_the_same_transaction(database: Database) -> None:
    with database.transaction() as session:
        broadcast = session.exec(select(Broadcast)).one()
        expert = session.exec(select(Expert).order_by(col(Expert.person_id)).limit(1)).one()
        offer_to(Work(session, NOW, Random(1), Policy()), expert)
        assert broadcast.recipients == 1
