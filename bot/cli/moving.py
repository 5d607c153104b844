"""A whole installation from one database to another, row for row, and looked over afterwards.

Everything happens in one transaction of the new database: what fails leaves it as it was, and may be tried again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any

import typer
from pydantic import ValidationError
from sqlalchemy import BigInteger, Connection, CursorResult, Integer, Table, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.config import DatabaseSettings
from bot.database import Database
from bot.errors import CannotStart
from bot.storage import schema
from bot.storage.copies import copy_to, sqlite_file
from models.tables import metadata
from models.types import UtcDateTime

AT_ONCE = 1000


def move(source: str, target: str, told: Callable[[str, int], None]) -> None:
    """Copies every row, compares all of them, and goes on counting ids where the old database was.

    Args:
        source, target: addresses as in `database.url`. Of an SQLite source a copy is read, so that it may be in use;
            what is written to it meanwhile is not in the new one.
        told: hears each table and how many rows of it were copied and found equal.

    Raises:
        CannotStart: the source is not there or not up to date, the target has rows already, or a table did not come
            out equal.
    """
    with closing(Database(source)) as living:
        _expect_ready(living)
    with closing(Database(target)) as new:
        with _about("--to"):
            schema.upgrade(new)
        with _standing(source) as reading, new.engine.begin() as writing:
            _expect_empty(writing)
            for table in metadata.sorted_tables:
                _copy(table, reading, writing)
                told(table.name, _compared(table, reading, writing))
                _count_on(table, reading, writing)


def _expect_ready(source: Database) -> None:
    """What is not there would be made by looking."""
    file = sqlite_file(source)
    if file is not None and not file.is_file():
        raise CannotStart(f"--from: there is no {file.absolute()}")
    with _about("--from"):
        if schema.current(source) != schema.newest():
            raise CannotStart("--from: its schema is not up to date; `callboard migrate` brings it there")


@contextmanager
def _about(option: str) -> Iterator[None]:
    """What is wrong with a database is said of the option that names it."""
    try:
        yield
    except CannotStart as failure:
        raise CannotStart(str(failure).replace("database.url", option, 1)) from None


@contextmanager
def _standing(source: str) -> Iterator[Connection]:
    """The source as it is at one moment."""
    with tempfile.TemporaryDirectory() as folder, closing(Database(source)) as living:
        if sqlite_file(living) is None:
            with living.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
                yield connection
            return
        copy = Path(folder) / "copy.db"
        copy_to(living, copy)
        with closing(Database(f"sqlite:///{copy}")) as still, still.engine.connect() as connection:
            yield connection


def _expect_empty(writing: Connection) -> None:
    filled = schema.filled(writing)
    if filled is not None:
        raise CannotStart(f"--to: there are rows in it already ({filled}); name an empty database")


def _copy(table: Table, reading: Connection, writing: Connection) -> None:
    for rows in _rows(table, reading).partitions(AT_ONCE):
        writing.execute(insert(table), [dict(row._mapping) for row in rows])


def _compared(table: Table, reading: Connection, writing: Connection) -> int:
    """How many rows there are; CannotStart where one is not the same on both sides."""
    number = 0
    with closing(_rows(table, reading)) as before, closing(_rows(table, writing)) as after:
        for old, new in zip_longest(before, after):
            if old is None or new is None or tuple(old) != tuple(new):
                raise CannotStart(f"{table.name}: a row came out different; nothing was moved")
            number += 1
    return number


def _rows(table: Table, connection: Connection) -> CursorResult[Any]:
    """In the order of their keys. Words sort by their bytes on each: the databases' own orders differ."""
    keys = (_in_order(key, connection) for key in table.primary_key)
    return connection.execute(select(table).order_by(*keys), execution_options={"yield_per": AT_ONCE})


def _in_order(key: Any, connection: Connection) -> Any:
    if connection.dialect.name != "postgresql" or isinstance(key.type, Integer | BigInteger | UtcDateTime):
        return key
    return key.collate("C")


def _count_on(table: Table, reading: Connection, writing: Connection) -> None:
    """Numbers that were given out are not given out again, also those of rows that are gone."""
    for column in table.primary_key:
        if isinstance(column.type, Integer | BigInteger):
            here = writing.execute(select(func.max(column))).scalar() or 0
            _count_from(table, column.name, max(here, _given(table, column.name, reading)), writing)


def _given(table: Table, column: str, connection: Connection) -> int:
    """The last number that was given out, where the database counts apart from the rows."""
    if connection.dialect.name == "postgresql":
        asked = "SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:table, :column) AS regclass))"
        return connection.execute(text(asked), {"table": f'"{table.name}"', "column": column}).scalar() or 0
    asked = "SELECT seq FROM sqlite_sequence WHERE name = :table"
    return connection.execute(text(asked), {"table": table.name}).scalar() or 0


def _count_from(table: Table, column: str, last: int, writing: Connection) -> None:
    if not last:
        return
    if writing.dialect.name == "postgresql":
        goes_on = "SELECT setval(CAST(pg_get_serial_sequence(:table, :column) AS regclass), :last)"
        writing.execute(text(goes_on), {"table": f'"{table.name}"', "column": column, "last": last})
    elif table.dialect_options["sqlite"]["autoincrement"]:
        writing.execute(text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table.name})
        goes_on = "INSERT INTO sqlite_sequence VALUES (:table, :last)"
        writing.execute(text(goes_on), {"table": table.name, "last": last})


def installation(source: str, target: str) -> None:
    """Moves everything, and prints how many rows of each table that were. Raises CannotStart as one line."""
    if not (source and target):
        raise CannotStart(
            "--from and --to go together: sqlite:///callboard.db and postgresql://USER:PASSWORD@HOST/NAME"
        )
    counts: dict[str, int] = {}
    try:
        for url in (source, target):
            DatabaseSettings(url=url)
        move(source, target, lambda table, number: counts.update({table: number}))
    except ValidationError as wrong:
        raise CannotStart(f"--from and --to: {wrong.errors()[0]['msg']}") from None
    except SQLAlchemyError as failure:
        because = " ".join(str(getattr(failure, "orig", failure)).split())
        raise CannotStart(f"nothing was moved, and it may be tried again: {because}") from None
    for table, number in counts.items():
        typer.echo(f"{number:>9}  {table}")
    typer.echo(f"Moved and compared: {sum(counts.values())} rows. Set database.url to the new one, then start again.")
