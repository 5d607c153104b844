"""A broadcast is being filled when its process is killed: the next one goes on, and nobody gets a second card."""

from __future__ import annotations

import multiprocessing
import os
import signal
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import event, func
from sqlmodel import Session, col, select

from bot.database import Database
from bot.storage import schema
from handlers.broadcasts import broadcast
from handlers.policy import Policy
from handlers.turn import Work
from models.broadcast import Broadcast
from models.client import Client
from models.delivery import Delivery
from models.offer import Offer
from models.person import Person
from models.prospect import Prospect
from models.queries import audience, cards, offering
from models.task import Task
from models.wave import Wave
from tests.bench import population
from tests.chat import START

EXPERTS = 5000
ALIVE = 2
"""Whole chunks before the kill."""
_PROCESSES = multiprocessing.get_context("spawn")


@pytest.fixture
def url(database_url: str) -> str:
    """A database with a broadcast that has just begun."""
    database = Database(database_url)
    schema.upgrade(database)
    population.settle(database, EXPERTS, field=population.NARROW)
    with database.transaction() as session:
        begin(session)
    database.close()
    return database_url


def begin(session: Session, at: datetime = START, title: str = "Livers") -> None:
    """A task for the narrow field, for which nobody's pay is too high, and its broadcast."""
    client, author = Client(name=f"Acme, {title}", created_at=at), Person(name="Rana", created_at=at)
    session.add_all([client, author])
    session.flush()
    assert client.id is not None
    question = {"kind": "choice", "text": "?", "rule": {"options": ["a", "b"]}}
    task = Task(
        client_id=client.id, created_by=author.key, title=title, questions=[question],
        field_code=population.NARROW, pay_minor=90000, currency="USD", minutes=20, places=3, places_left=3,
        deadline=at + timedelta(days=1), created_at=at,
    )  # fmt: skip
    session.add(task)
    session.flush()
    session.add(Broadcast.start(task, author.key, at))


def fill(url: str, die_at: str, chunks: int) -> None:
    """A life that ends by SIGKILL when a statement with these words comes for the nth time; "" lives to the end."""
    offering.CHUNK = 1000
    database, seen = Database(url), 0

    def die(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal seen
        seen += die_at in statement
        if die_at and seen > chunks:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "before_cursor_execute", die)
    while more(database):
        pass
    database.close()


def more(database: Database) -> bool:
    with database.transaction() as session:
        return broadcast.move(Work(session, START, Random(7), Policy()))


def live(url: str, die_at: str = "", chunks: int = 0) -> int | None:
    process = _PROCESSES.Process(target=fill, args=(url, die_at, chunks))
    process.start()
    process.join(60)
    return process.exitcode


@pytest.mark.parametrize("die_at", ["INSERT INTO offer", "INSERT INTO delivery", "INSERT INTO wave"])
def test_it_goes_on_behind_the_last_whole_chunk(url: str, die_at: str) -> None:
    """Before a chunk's first statement, between its two halves where it has two, and before what counts it."""
    assert live(url, die_at, ALIVE) == -signal.SIGKILL
    database = Database(url)
    with database.transaction() as session:
        there = matching(session, ALIVE * 1000)
        assert counted(session) == (there, there, there)
        assert session.exec(select(Broadcast)).one().recipients == there

    assert live(url) == 0

    with database.transaction() as session:
        there = matching(session, EXPERTS)
        assert counted(session) == (there, there, there)
        assert cards.recount_next(session, 0, 10)[2] == 0
        assert session.exec(select(Broadcast)).one().cursor is None
    database.close()


def counted(session: Session) -> tuple[int, int, int]:
    """The people who were offered it, those who have a card, and the cards that are counted."""
    offered = session.exec(select(func.count(col(Offer.expert_id).distinct()))).one()
    carded = session.exec(select(func.count(col(Delivery.person_id).distinct()))).one()
    rows = session.exec(select(func.count()).select_from(Delivery)).one()
    assert rows == carded, "somebody has two"
    return offered, carded, session.exec(select(func.coalesce(func.sum(Wave.made), 0))).one()


def matching(session: Session, among: int) -> int:
    """How many of the first experts match, had nobody been asked."""
    task, client = session.exec(select(Task)).one(), session.exec(select(Client)).one()
    wanted = replace(audience.criteria(task, client, {}), aside=frozenset({"asked"}))
    found = audience.matching(wanted, START).where(col(Prospect.person_id) <= among)
    return len(session.scalars(found).all())
