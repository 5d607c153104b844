"""Copies of the embedded database, consistent while it runs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.database import Database
from bot.errors import CannotStart


def copy_to(database: Database, file: Path) -> None:
    """Copies the whole database into a new file.

    Raises:
        CannotStart: the file exists or can't be written, or the database is not SQLite.
    """
    source = sqlite_file(database)
    if source is None:
        raise CannotStart("only SQLite is copied like this; use pg_dump for PostgreSQL")
    if file.exists():
        raise CannotStart(f"{file} exists; choose another name")
    if not source.exists():
        raise CannotStart(f"{source}: there is no database yet")
    try:
        with closing(sqlite3.connect(source)) as living, closing(sqlite3.connect(file)) as copy:
            living.backup(copy)
    except sqlite3.Error as failure:
        file.unlink(missing_ok=True)
        raise CannotStart(f"{source} can't be copied to {file}: {failure}") from None


def before_upgrade(database: Database) -> Path | None:
    """A copy beside the database, named by the hour; None where there is nothing to copy or it isn't SQLite."""
    source = sqlite_file(database)
    if source is None or not source.exists() or source.stat().st_size == 0:
        return None
    copy = source.with_name(f"{source.name}.{datetime.now(UTC):%Y%m%d-%H%M%S}.backup")
    copy_to(database, copy)
    return copy


def sqlite_file(database: Database) -> Path | None:
    """Where an SQLite database lives; None for any other, and for one in memory."""
    url = database.engine.url
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(url.database)
