"""A filled installation of an earlier version, brought up to date in one step.

Each `NNNN.sql.gz` is the database that `callboard demo --script` left behind in the version whose newest revision that
was. A version that is released leaves one here.
"""

from __future__ import annotations

import gzip
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, Table, func, inspect, select
from sqlmodel import Session, col

from bot.chat.event import Command, Event, Sender
from bot.database import Database
from bot.inbox import Inbox
from bot.queue.mailroom import Due
from bot.storage import copies, schema
from handlers.policy import Policy
from models.attempt import Attempt
from models.broadcast import Broadcast
from models.expert import Expert
from models.person import Account
from models.queries import progress
from models.queries.rebuilding import BATCH, STEPS
from models.tables import is_ours, metadata

DUMPS = sorted(Path(__file__).parent.glob("*.sql.gz"))
NOW = datetime(2026, 11, 27, tzinfo=UTC)
NEWLY_MADE = {"alembic_version"}


@pytest.fixture(params=DUMPS, ids=lambda dump: dump.name.partition(".")[0])
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """As it was left: nothing is upgraded yet."""
    file = tmp_path / "callboard.db"
    with sqlite3.connect(file) as connection:
        connection.executescript(gzip.decompress(request.param.read_bytes()).decode())
    connection.close()
    database = Database(f"sqlite:///{file}")
    assert schema.current(database) == request.node.callspec.id
    yield database
    database.close()


def counted(database: Database) -> dict[str, int]:
    """The rows of each table."""
    with database.engine.connect() as connection:
        names = inspect(connection).get_table_names()
        tables = [Table(name, MetaData(), autoload_with=connection) for name in names if name not in NEWLY_MADE]
        return {one.name: connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables}


def test_nothing_is_lost_and_the_schema_is_ours(earlier: Database) -> None:
    before = counted(earlier)
    schema.upgrade(earlier)

    after = counted(earlier)
    assert {name: after[name] for name in before} == before
    assert sum(before.values()) > 1000
    with earlier.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours})
        assert compare_metadata(context, metadata) == []
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_a_second_time_changes_nothing(earlier: Database) -> None:
    schema.upgrade(earlier)
    counts = counted(earlier)

    assert schema.upgrade(earlier) == (schema.newest(), schema.newest())
    assert counted(earlier) == counts


def test_every_row_can_be_read(earlier: Database) -> None:
    schema.upgrade(earlier)
    with Session(earlier.engine) as session:
        for table in metadata.sorted_tables:
            for row in session.execute(table.select()):
                assert row is not None, table.name


def test_what_is_derived_is_as_it_should_be(earlier: Database) -> None:
    schema.upgrade(earlier)
    looked_at = {}
    for step in STEPS:
        with earlier.transaction() as session:
            _, looked_at[step.name], wrong = step.next(session, step.beginning, BATCH)
        assert wrong == 0, step.name
    assert max(looked_at.values()) > 10


def test_whatever_counts_its_numbers_in_a_new_database_does_in_this_one(earlier: Database) -> None:
    schema.upgrade(earlier)
    new = Database("sqlite://")
    schema.upgrade(new)

    assert counting(earlier) == counting(new) > {"credential", "delivery"}
    new.close()


def counting(database: Database) -> set[str]:
    """The tables of which a row that is gone leaves its number to no other."""
    with database.engine.connect() as connection:
        asked = "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"
        return set(connection.exec_driver_sql(asked).scalars())


def test_a_number_that_the_ledger_names_is_given_to_no_other(earlier: Database) -> None:
    with earlier.engine.begin() as connection:
        booked = "INSERT INTO ledgertransaction (cause, booked_at) VALUES ('attempt:900', '2026-11-01 00:00:00.000000')"
        connection.exec_driver_sql(booked)
    schema.upgrade(earlier)

    with earlier.transaction() as session:
        person = session.scalars(select(col(Account.person_id)).limit(1)).one()
        test = Attempt(person_id=person, field_code="law", level=1, drawn=[], pay_minor=1, currency="USD", minutes=1,
                       started_at=NOW)  # fmt: skip
        session.add(test)
        session.flush()
        assert test.id == 901


def test_a_broadcast_that_was_over_still_says_what_became_of_its_cards(earlier: Database) -> None:
    with earlier.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE delivery SET state = 3 WHERE id = (SELECT max(id) FROM delivery"
                                   " WHERE broadcast_id IS NOT NULL)")  # fmt: skip
        connection.exec_driver_sql("UPDATE broadcast SET state = 'done', ended_at = '2026-11-26 12:00:00.000000'")
        cards = "SELECT broadcast_id, state FROM delivery WHERE broadcast_id IS NOT NULL"
        before = Counter((one.broadcast_id, one.state) for one in connection.exec_driver_sql(cards))
    schema.upgrade(earlier)

    with earlier.transaction() as session:
        for broadcast in session.scalars(select(Broadcast).order_by(col(Broadcast.id))).all():
            sent = progress.of_cards(session, broadcast, NOW)
            assert (sent.sent, sent.lost) == (before[broadcast.key, 2], before[broadcast.key, 3])
    assert sum(number for (_, state), number in before.items() if state == 2) > 10


def test_its_people_go_on(earlier: Database) -> None:
    """Everyone who had joined asks for their profile and their earnings."""
    schema.upgrade(earlier)
    said: list[Due] = []
    inbox = Inbox(earlier, Policy(), Random(1), lambda: NOW, said.extend)
    with earlier.transaction() as session:
        joined = session.scalars(select(Account).join(Expert, col(Expert.person_id) == col(Account.person_id))).all()
    for account in joined:
        sender = Sender(account.platform, account.external_id, account.chat_id)
        for word in ("profile", "earnings", "work"):
            answered = inbox.handle([Event(f"after-{account.id}-{word}", sender, Command(word))])
            assert answered, word
            assert "something-failed" not in str(answered[0].body), word
    assert len(joined) > 10


def test_whoever_upgrades_copies_first(earlier: Database, tmp_path: Path) -> None:
    """As `callboard run`, `migrate` and `invite` do; a second time there is nothing to copy."""
    was, found = counted(earlier), schema.current(earlier)
    before, after, copy = copies.upgrade(earlier)

    assert (before, after) == (found, schema.newest())
    assert copy is not None and copy.parent == tmp_path
    with closing(Database(f"sqlite:///{copy}")) as kept:
        assert schema.current(kept) == found
        assert counted(kept) == was
    assert copies.upgrade(earlier) == (after, after, None)
