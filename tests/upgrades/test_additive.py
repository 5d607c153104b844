"""Every migration leaves the version before it able to work: it is replaced while people use it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from alembic import command
from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from bot.database import Database
from bot.storage import schema
from tests import postgres
from tests.upgrades.additive import broken, read

SINCE = "0016"
"""The newest that was made without this rule."""
EXCUSE = "Safe under the version before:"
"""What the docstring of a migration that breaks it says, and why that is so."""
START = "CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, nick VARCHAR)"


@pytest.fixture
def connection() -> Iterator[Connection]:
    database = Database("sqlite://")
    with database.engine.begin() as opened:
        yield opened
    database.close()


def excused(revision: str) -> bool:
    """Whether its docstring says why it may do what it does."""
    (file,) = (schema.MIGRATIONS / "versions").glob(f"{revision}_*.py")
    _, found, reason = (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").partition(EXCUSE)
    return bool(found and reason.strip())


@pytest.fixture
def on_each(backend: str, request: pytest.FixtureRequest) -> Iterator[Connection]:
    """An empty database of each kind: a migration may do other things on PostgreSQL."""
    if backend == "sqlite":
        yield request.getfixturevalue("connection")
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with psycopg.connect(server.url, autocommit=True) as console:
        console.execute("CREATE DATABASE additive")
        url = make_url(server.url).set(database="additive").render_as_string()
        with closing(Database(url)) as own, own.engine.begin() as opened:
            yield opened
        console.execute("DROP DATABASE additive WITH (FORCE)")


def test_every_migration_only_adds(on_each: Connection) -> None:
    connection, wrong = on_each, {}
    settings = schema.config(connection)
    revisions = sorted(schema._revisions())
    command.upgrade(settings, SINCE)
    before = read(connection)
    for revision in revisions[revisions.index(SINCE) + 1 :]:
        command.upgrade(settings, revision)
        after = read(connection)
        if (found := broken(before, after)) and not excused(revision):
            wrong[revision] = found
        before = after

    assert wrong == {}
    assert "delivery" in before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ("ALTER TABLE person ADD COLUMN age INTEGER", None),
        ("ALTER TABLE person ADD COLUMN age INTEGER NOT NULL DEFAULT 0", None),
        ("ALTER TABLE person ADD COLUMN met INTEGER REFERENCES person", None),
        ("CREATE TABLE room (id INTEGER PRIMARY KEY, title VARCHAR NOT NULL UNIQUE)", None),
        ("CREATE INDEX by_name ON person (name)", None),
        ("DROP TABLE person", "person: the table is gone"),
        ("ALTER TABLE person RENAME TO people", "person: the table is gone"),
        ("ALTER TABLE person DROP COLUMN name", "person.name: the column is gone"),
        ("ALTER TABLE person RENAME COLUMN nick TO alias", "person.nick: the column is gone"),
        ("CREATE UNIQUE INDEX one_name ON person (name)", "person: unique ['name'] is new"),
        (
            "DROP TABLE person; CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL,"
            " nick VARCHAR, age INTEGER NOT NULL)",
            "person.age: it must be given, by whoever doesn't know of it too (server_default)",
        ),
        (
            "DROP TABLE person; CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL,"
            " nick VARCHAR NOT NULL DEFAULT '')",
            "person.nick: it may not be empty any more",
        ),
        (
            "DROP TABLE person; CREATE TABLE person (id INTEGER PRIMARY KEY, name INTEGER NOT NULL, nick VARCHAR)",
            "person.name: VARCHAR has become INTEGER",
        ),
        (
            "DROP TABLE person; CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL,"
            " nick VARCHAR REFERENCES person)",
            "person.nick: it must lead somewhere",
        ),
        (
            "DROP TABLE person; CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL,"
            " nick VARCHAR, CHECK (name <> ''))",
            "person: check name <> '' is new",
        ),
    ],
)
def test_the_rule_sees_what_breaks_the_version_before(connection: Connection, changes: str, words: str | None) -> None:
    connection.exec_driver_sql(START)
    before = read(connection)
    for change in changes.split(";"):
        connection.exec_driver_sql(change)

    found = broken(before, read(connection))

    assert found == [words] if words else found == []
