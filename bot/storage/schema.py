"""The schema: where it stands, and bringing it up to date."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session

from bot.database import Database
from bot.errors import CannotStart
from bot.storage.leftovers import file_of
from models.queries import rebuilding
from models.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

ONE_AT_A_TIME = 7_083_601
"""The number of the lock under which it is migrated; any will do."""
LOCK_SECONDS = 2.0
"""So long a change waits for whoever is at work on a table, for everyone who comes after it waits as well."""
TRIES = 30
IN_THE_WAY = {"55P03", "40P01"}
"""Whoever holds a lock for too long, or waits for one of the migration's own."""
MIGRATIONS = Path(__file__).parents[2] / "models" / "migrations"


def current(database: Database) -> str | None:
    """The revision that the database has; None for an empty one. One that is not there is not made by looking.

    Raises:
        CannotStart: it can't be opened, or a later version of the service has been at it.
    """
    file = file_of(database.engine.url)
    if file is not None and not file.exists() and file.absolute().parent.is_dir():
        return None
    try:
        with database.engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as failure:
        because = " ".join(str(failure.orig).split())
        raise CannotStart(f"database.url: the database can't be used: {because}") from None
    if found is not None and found not in _revisions():
        raise CannotStart(f"the database is of a later version ({found}); install that one, or take a copy back")
    return found


def newest() -> str:
    """The revision that this version of the service needs: the one that no other builds on."""
    revisions = _revisions()
    (head,) = revisions.keys() - revisions.values()
    return head


def upgrade(database: Database) -> tuple[str | None, str]:
    """Brings the schema up to date, from any earlier version in one step; the revisions before and after.

    Others may be at work meanwhile: where one of them is in the way it lets them pass, and tries again.

    Raises:
        CannotStart: someone was in the way all the time; nothing was changed.
    """
    before, after = current(database), newest()
    if before == after:
        return before, after
    for _ in range(TRIES):
        try:
            return _upgrade(database, before, after)
        except OperationalError as failure:
            if getattr(failure.orig, "sqlstate", None) not in IN_THE_WAY:
                raise
        time.sleep(LOCK_SECONDS)
    raise CannotStart(
        "database: nothing was changed, a table was in use all the time; look in pg_stat_activity for a transaction "
        "that has been open for minutes (a backup, a console), end it, and try again"
    )


def _upgrade(database: Database, before: str | None, after: str) -> tuple[str | None, str]:
    with _changing(database) as connection:
        if database.is_shared:  # of processes that start together one migrates
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
            connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"))
            before = current(database)
        empty = before is None and not inspect(connection).get_table_names()
        if empty and not database.is_shared:
            _create(connection, after)
        elif before != after:
            migrate(connection)
            _derive(connection)
    return before, after


@contextmanager
def _changing(database: Database) -> Iterator[Connection]:
    """A transaction in which SQLite's tables may be made anew under the rows that refer to them.

    Whether every reference still leads somewhere is looked at once, before it is committed.
    """
    if database.is_shared:
        with database.engine.begin() as connection:
            yield connection
        return
    with database.engine.connect() as connection:
        pragma = connection.connection.cursor().execute  # within a transaction it would be ignored
        pragma("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise CannotStart(
                        f"nothing was changed: a row of {lost[0]} refers to one of {lost[2]} that is gone"
                    )
        finally:
            pragma("PRAGMA foreign_keys=ON")


def filled(connection: Connection) -> str | None:
    """The name of a table of ours that has rows already, if there is one."""
    there = set(inspect(connection).get_table_names())
    for table in metadata.sorted_tables:
        if table.name in there and connection.execute(select(text("1")).select_from(table).limit(1)).first():
            return table.name
    return None


def migrate(connection: Connection) -> None:
    """Every migration that the database has not had yet."""
    from alembic import command

    command.upgrade(config(connection), "head")


def _derive(connection: Connection) -> None:
    """What is derived from other rows is there from the start, in the transaction that changed the schema."""
    with Session(connection) as session:
        rebuilding.fill(session)
        session.flush()


def _create(connection: Connection, revision: str) -> None:
    """All tables at once in an empty database, marked as migrated: a third of a second less for a first start.

    `python -m tests.schema_check` shows that the migrations lead to the same. On PostgreSQL they do not: the job
    queue's tables are none of ours.
    """
    metadata.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})


def config(connection: Connection) -> Config:
    """Alembic's settings, for a connection."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["connection"] = connection
    return settings


def _revisions() -> dict[str, str]:
    """Each revision with the one that it builds on.

    Read from the files: importing Alembic costs a start more than all the rest of this.
    """
    sources = [file.read_text("utf-8") for file in (MIGRATIONS / "versions").glob("*.py")]
    return {_assigned(source, "revision"): _assigned(source, "down_revision") for source in sources}


def _assigned(source: str, name: str) -> str:
    found = re.search(rf'^{name} = (?:"|\')?(\w+)', source, re.MULTILINE)
    return found.group(1) if found else ""
