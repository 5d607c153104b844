"""Copies of the embedded database, consistent while it runs, and back from one.

A copy is written beside its name and gets the name when it is whole. It holds what people said: its owner alone reads
it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.database import Database
from bot.errors import CannotStart
from bot.storage import owners, schema
from bot.storage.leftovers import copy_of, file_of
from bot.storage.sole import Sole
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
        with _written(file) as part, closing(sqlite3.connect(source)) as living, closing(sqlite3.connect(part)) as copy:
            living.backup(copy)
    except (sqlite3.Error, OSError) as failure:
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
    if there := ", ".join(one.name for one in _all_of(target) if one.exists()):
        raise CannotStart(
            f"there exists {there}; move all of {target.name}* away first, so that nothing is overwritten"
        )
    _expect_whole(file)
    try:
        with _written(target) as part:
            with closing(sqlite3.connect(file)) as copy, closing(sqlite3.connect(part)) as place:
                copy.backup(place)
            with closing(Database(f"sqlite:///{part}")) as restored:
                _make_ready(restored, f"restored from {file.name}"[:200])
    except (sqlite3.Error, SQLAlchemyError, OSError, CannotStart) as failure:
        because = str(failure).partition("\n")[0]
        raise CannotStart(f"{file} can't be restored, and nothing is left of the attempt: {because}") from None


def _make_ready(restored: Database, because: str) -> None:
    schema.upgrade(restored)
    with restored.transaction() as session:
        session.merge(SwitchedOff(name=SENDING, since=datetime.now(UTC), because=because))


@contextmanager
def _written(file: Path) -> Iterator[Path]:
    """A file that becomes `file` when it is whole, and goes where that fails."""
    part = file.with_name(f"{file.name}.part")
    _delete(part)
    part.touch(mode=0o600)
    owners.give(part)
    try:
        yield part
        part.rename(file)
    finally:
        _delete(part)


def _delete(file: Path) -> None:
    for one in _all_of(file):
        one.unlink(missing_ok=True)


def _all_of(file: Path) -> list[Path]:
    """What SQLite keeps of a database: what was committed last may stand only in its log."""
    return [file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))]


def _expect_whole(file: Path) -> None:
    if not file.is_file():
        raise CannotStart(f"{file}: there is no such file")
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
            copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as failure:
        raise CannotStart(f"{file} is no copy of ours: {failure}") from None
    if found != "ok":
        raise CannotStart(f"{file} is damaged: {found}")


def upgrade(database: Database) -> tuple[str | None, str, Path | None]:
    """Brings the schema up to date, after a copy beside the database where it is SQLite and has something to lose.

    Returns:
        The revisions before and after, and the copy.

    Raises:
        CannotStart: as `schema.upgrade`, or whoever runs this may not write to the database.
    """
    file = sqlite_file(database)
    if file is not None and file.exists() and not os.access(file, os.W_OK):
        raise CannotStart(
            f"database.url: {file.absolute()} may not be written to here; `chown` it to whoever runs the service"
        )
    before, after = schema.current(database), schema.newest()
    if before == after:
        return before, after, None
    if file is not None:
        owners.begin(file)
    copy = _before_upgrade(database) if before is not None else None
    return *schema.upgrade(database), copy


def _before_upgrade(database: Database) -> Path | None:
    """Named by the second; None where it isn't SQLite."""
    source = sqlite_file(database)
    if source is None:
        return None
    copy = copy_of(source, datetime.now(UTC))
    copy_to(database, copy)
    return copy


def compact(database: Database) -> tuple[int, int]:
    """Gives back what the file has freed; its bytes before and after. Whoever is killed meanwhile loses nothing.

    Raises:
        CannotStart: the database is not SQLite or not there, a process serves it, or there is no room.
    """
    file = sqlite_file(database)
    if file is None:
        raise CannotStart("only SQLite is compacted like this; PostgreSQL sees to that itself")
    if not file.exists():
        raise CannotStart(f"{file}: there is no database yet")
    alone = Sole(str(file))
    alone.take()
    try:
        before = file.stat().st_size
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return before, file.stat().st_size
    except sqlite3.Error as failure:
        raise CannotStart(f"{file} can't be compacted, and is as it was: {failure}") from None
    finally:
        alone.free()


def room(database: Database) -> tuple[int, int] | None:
    """The bytes that an SQLite database takes, and how many of them are free for what comes; None for any other."""
    file = sqlite_file(database)
    if file is None or not file.exists():
        return None
    with database.engine.connect() as connection:
        free, page = (
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("freelist_count", "page_size")
        )
    return file.stat().st_size, free * page


def sqlite_file(database: Database) -> Path | None:
    """Where an SQLite database lives; None for any other, and for one in memory."""
    return file_of(database.engine.url)
