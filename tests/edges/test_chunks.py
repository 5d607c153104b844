"""What a chunk of a broadcast costs does not depend on how far the broadcast has come, nor its answer on how many
cards were made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import select

from bot.database import Database
from bot.storage import schema
from models.broadcast import Broadcast
from models.queries import offering
from tests.bench import population
from tests.faults.test_filling import begin, more

CHUNK = 100
BEFORE = 8
"""Chunks that are made before one is looked at."""


@pytest.fixture
def database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A broadcast that is nearly done."""
    monkeypatch.setattr(offering, "CHUNK", CHUNK)
    with closing(Database(database_url)) as opened:
        schema.upgrade(opened)
        population.settle(opened, CHUNK * (BEFORE + 2), field=population.NARROW)
        opened.do(begin)
        for _ in range(BEFORE):
            more(opened)
        yield opened


def test_its_answer_is_a_row_for_each_time_and_not_for_each_card(database: Database) -> None:
    answers = []

    def note(_connection: object, cursor: Any, statement: str, *_: object) -> None:
        if "INSERT INTO delivery" in statement:
            rows = cursor.rowcount if database.is_shared else CHUNK  # SQLite's driver has not counted them yet
            answers.append(rows if cursor.description else 0)

    event.listen(database.engine, "after_cursor_execute", note)
    before = recipients(database)
    more(database)

    assert len(answers) == 1
    assert answers[0] <= 2
    assert recipients(database) - before > CHUNK // 2


@pytest.fixture
def explained(database: Database) -> dict[str, Any]:
    """What PostgreSQL does for the next chunk."""
    if not database.is_shared:
        pytest.skip("SQLite looks each expert up by itself, and has no triggers for references")
    found: list[dict[str, Any]] = []

    def explain(_connection: object, cursor: Any, statement: str, values: object, *_: object) -> None:
        if "INSERT INTO offer" in statement:
            explaining = cursor.connection.cursor()
            explaining.execute("SAVEPOINT before")
            explaining.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
            (((plan,),),) = explaining.fetchall()
            explaining.execute("ROLLBACK TO before")
            found.append(plan)

    event.listen(database.engine, "before_cursor_execute", explain)
    more(database)
    (chunk,) = found
    return chunk


def test_who_was_asked_before_is_looked_up_within_it(explained: dict[str, Any]) -> None:
    """Left to the planner, each chunk read all that was offered until then: 14 ms at fifty thousand."""
    assert sum(rows_of("offer", explained["Plan"])) <= CHUNK


def test_one_reference_is_checked_for_each_card(explained: dict[str, Any]) -> None:
    """To the account, which may be deleted just then. With four more, checking was half of the time."""
    assert [one["Constraint Name"] for one in explained["Triggers"]] == ["delivery_account_id_fkey"]


def rows_of(table: str, node: dict[str, Any]) -> Iterator[int]:
    """How many rows each scan of a table read, those that it left out among them."""
    if node.get("Relation Name") == table and node["Node Type"].endswith("Scan"):
        yield node["Actual Loops"] * (node["Actual Rows"] + node.get("Rows Removed by Filter", 0))
    for below in node.get("Plans", ()):
        yield from rows_of(table, below)


def recipients(database: Database) -> int:
    return database.do(lambda session: session.exec(select(Broadcast)).one().recipients)
