"""A tick in which nothing is due costs the same whatever the tables hold: no large one is read from end to end."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import event, insert, literal, select, text
from sqlmodel import col

from bot.database import Database
from bot.queue.held import Standing
from bot.queue.taking import Taking, anything
from bot.storage import schema
from handlers.broadcasts import broadcast
from handlers.policy import Policy
from handlers.sweeps import SLOW_SWEEPS, SWEEPS, due
from handlers.turn import Work
from models.expert import Expert
from models.reminder import Reminder, ReminderKind
from models.types import UtcDateTime, enum_type
from tests.bench import population
from tests.chat import START
from tests.faults.test_filling import begin

EXPERTS = 20_000
LARGE = "person|account|expert|prospect|credential|offer|delivery|reminder"
READS_ALL = {"sqlite": rf"^SCAN ({LARGE})\b(?!.* USING )", "postgresql": rf"Seq Scan on ({LARGE})\b"}


@pytest.fixture
def database(database_url: str) -> Database:
    """Everyone has a card and a reminder that is due tomorrow."""
    made = Database(database_url)
    schema.upgrade(made)
    population.settle(made, EXPERTS, field=population.NARROW)
    with made.transaction() as session:
        begin(session)
        due = literal(START + timedelta(days=1), UtcDateTime())
        kind = literal(ReminderKind.LATER, enum_type(ReminderKind))
        rows = select(col(Expert.person_id), kind, literal(0), due, literal(0))
        session.execute(insert(Reminder).from_select(["person_id", "kind", "about_id", "due_at", "round"], rows))
    more = True
    while more:
        with made.transaction() as session:
            more = broadcast.move(Work(session, START, Random(7), Policy()))
    with made.engine.begin() as connection:
        connection.execute(text("UPDATE delivery SET state = 2"))
        connection.execute(text("UPDATE wave SET sent = made"))
        connection.execute(text("ANALYZE"))
    return made


def test_nothing_large_is_read_from_end_to_end(database: Database) -> None:
    asked: list[tuple[str, Any]] = []
    event.listen(
        database.engine, "before_cursor_execute", lambda _c, _cursor, told, given, *_: asked.append((told, given))
    )
    with database.transaction() as session:
        assert due(session, (*SWEEPS, *SLOW_SWEEPS), START, Policy())
        for sweep in (*SWEEPS, *SLOW_SWEEPS):
            sweep.run(Work(session, START + timedelta(hours=1), Random(7), Policy()))
        assert anything(session, "telegram", START) == (False, False)
        assert Taking("telegram").fetch(session, START, 200, Standing()).due == []
    selects = [(told, given) for told, given in asked if told.startswith("SELECT")]
    assert len(selects) > len(SWEEPS)

    wrong = [line for told, given in selects for line in _plan(database, told, given) if _reads_all(database, line)]

    database.close()
    assert not wrong


def _plan(database: Database, statement: str, given: Any) -> list[str]:
    explain = "EXPLAIN QUERY PLAN " if database.engine.dialect.name == "sqlite" else "EXPLAIN "
    connection = database.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(explain + statement, given)
        return [str(row[-1]) for row in cursor.fetchall()]
    finally:
        connection.close()


def _reads_all(database: Database, line: str) -> bool:
    return re.search(READS_ALL[database.engine.dialect.name], line) is not None
