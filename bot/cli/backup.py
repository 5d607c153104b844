"""Copies of the embedded database, consistent while it runs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot import schema
from bot.database import Database
from bot.errors import CannotStart
from models.switch import SENDING, SwitchedOff


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


def restore(file: Path, database: Database) -> None:
    """Puts a copy into an empty place, brings its schema up to date and pauses all sending.

    Its outbox is older than the world: what it would send has most likely been sent since.

    Raises:
        CannotStart: the place is not empty, or the copy is none, is damaged, or is of a later version.
    """
    target = sqlite_file(database)
    if target is None:
        raise CannotStart("only SQLite is restored like this; use pg_restore for PostgreSQL")
    if target.exists():
        raise CannotStart(f"{target} exists; move it away first, so that nothing is overwritten")
    _expect_whole(file)
    try:
        with closing(sqlite3.connect(file)) as copy, closing(sqlite3.connect(target)) as place:
            copy.backup(place)
        schema.upgrade(database)
        with database.transaction() as session:
            off = SwitchedOff(name=SENDING, since=datetime.now(UTC), because=f"restored from {file.name}"[:200])
            session.merge(off)
    except (sqlite3.Error, CannotStart) as failure:
        target.unlink(missing_ok=True)
        raise CannotStart(f"{file} can't be restored: {failure}") from None


def _expect_whole(file: Path) -> None:
    if not file.is_file():
        raise CannotStart(f"{file}: there is no such file")
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
            copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as failure:
        raise CannotStart(f"{file} is no copy of ours: {failure}") from None
    if found != "ok":
        raise CannotStart(f"{file} is damaged: {found}")


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
