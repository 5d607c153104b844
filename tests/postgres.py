"""A PostgreSQL server of the tests' own: one for a whole run, emptied before each test."""

from __future__ import annotations

import os
from typing import Any

import pytest
from sqlalchemy import event

from bot.database import Database
from bot.rehearsal import postgres
from bot.storage import schema
from models.tables import metadata

SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_connections = 200
"""
"""Nothing has to outlive the machine."""
QUEUE = tuple(f"procrastinate_{name}" for name in ("periodic_defers", "events", "jobs", "workers"))
"""The job queue's own tables, those first that others need."""


class Server:
    """Starts in seconds, reached over a socket in its folder; stops with the process that started it."""

    def __init__(self) -> None:
        self._server = postgres.Server(SETTINGS)
        self.url = self._server.url
        self._database = Database(self.url)
        self.engine = self._database.engine
        event.listen(self.engine, "connect", _wait)
        self.stop, self.start, self.restart = self._server.stop, self._server.start, self._server.restart

    def prepare(self) -> None:
        """Its database gets the schema."""
        schema.upgrade(self._database)
        names = [*QUEUE, *(table.name for table in reversed(metadata.sorted_tables))]
        deletes = [f'DELETE FROM "{name}"' for name in names]  # noqa: S608  # our own tables' names
        self._emptying = "; ".join([*deletes, f"SELECT {', '.join(self._beginnings())}"])

    def emptied(self) -> str:
        """The address of the database, with the schema and without a row; ids begin at 1.

        Deleting from small tables takes milliseconds, where a new database, or TRUNCATE, takes a third of a second; all
        of it goes there as one text. (RESTART would give each sequence a file of its own again.)
        """
        with self.engine.begin() as connection:
            connection.exec_driver_sql(self._emptying)
        return self.url

    def close(self) -> None:
        """Stops it and deletes its folder."""
        self._database.close()
        self._server.close()

    def _beginnings(self) -> list[str]:
        """What makes each sequence begin again."""
        with self.engine.begin() as connection:
            rows = connection.exec_driver_sql("SELECT quote_ident(sequencename), start_value FROM pg_sequences")
            return [f"setval('{name}', {start}, false)" for name, start in rows]


def _wait(connection: Any, _: Any) -> None:
    """What the product takes for a process that hangs may be a test on a busy machine."""
    with connection.cursor() as cursor:
        cursor.execute("SET idle_in_transaction_session_timeout = 0")
    connection.commit()


def start() -> Server:
    """The server; where it can't start, whatever asked for it is skipped, or fails if everything is required."""
    try:
        return Server()
    except Exception as failure:
        if os.environ.get("CALLBOARD_REQUIRE_ALL"):
            raise
        pytest.skip(f"PostgreSQL can't be started here: {type(failure).__name__}: {failure}")
