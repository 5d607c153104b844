"""Sessions that only read."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from sqlalchemy import func, insert, text
from sqlalchemy.exc import InternalError
from sqlmodel import select

from bot.database import Database
from bot.storage import schema
from models.seen import SeenEvent
from tests.chat import START

ROUNDS = 10
"""More than psycopg waits for before it prepares a statement."""


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = Database(database_url)
    schema.upgrade(made)
    yield made
    made.close()


def test_what_is_written_in_one_is_not_kept(database: Database) -> None:
    refused = pytest.raises(InternalError) if database.is_shared else contextlib.nullcontext()
    with refused, database.reading() as session:
        session.execute(insert(SeenEvent).values(platform="telegram", event_id="1", at=START))

    with database.transaction() as session:
        assert session.exec(select(func.count()).select_from(SeenEvent)).one() == 0
        session.execute(insert(SeenEvent).values(platform="telegram", event_id="1", at=START))


@pytest.mark.parametrize("backend", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_what_is_asked_often_stays_prepared(database: Database) -> None:
    prepared = []
    for _ in range(ROUNDS):
        with database.reading() as session:
            prepared.append(session.execute(text("SELECT count(*) FROM pg_prepared_statements")).scalar_one())

    assert prepared[0] == 0
    assert prepared[-1] > 0
