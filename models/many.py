"""Statements about many values at once, whose words are the same however many there are.

On PostgreSQL rows come as one JSON document and single values as an array: psycopg takes a statement's words apart each
time they are new, and the server plans it anew; what it has seen before it only executes. (Rows as arrays, one for each
column, cost more than they save: psycopg escapes every quote in them by itself.) On SQLite they come row by row, and in
lists.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Executable,
    Table,
    TableValuedAlias,
    Text,
    Update,
    any_,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session

SQLITE, POSTGRES = "sqlite", "postgresql"
Insert = sqlite.Insert | postgresql.Insert
Statement = TypeVar("Statement")
Within = Callable[[Any, str], ColumnElement[bool]]
"""Whether a column is one of the values that are given under a name."""


def reading(made: Callable[[Within], Statement]) -> dict[str, Statement]:
    """A statement for each dialect; `execute` is given the lists of values by their names."""
    return {SQLITE: made(_in_list), POSTGRES: made(_in_array)}


def inserting(table: Table, names: Sequence[str], made: Callable[[Insert], Statement]) -> dict[str, Statement]:
    """An INSERT of rows that have these columns, for each dialect; `made` says what becomes of conflicts.

    The rows get their numbers in the order in which they are given.
    """
    rows = given({name: table.c[name] for name in names})
    values = select(*(cast(value, table.c[value.name].type) for value in rows.c))
    all_of_them = postgresql.insert(table).from_select(list(names), values, include_defaults=False)
    return {SQLITE: made(sqlite.insert(table)), POSTGRES: made(all_of_them)}


def updating(table: Table, names: Sequence[str]) -> dict[str, Update]:
    """An UPDATE of these columns where the table's `id` is a row's `key`, for each dialect."""
    rows = given({"key": table.c.id} | {name: table.c[name] for name in names})
    all_of_them = table.update().where(table.c.id == rows.c.key).values({name: rows.c[name] for name in names})
    one_by_one = table.update().where(table.c.id == bindparam("key")).values({name: bindparam(name) for name in names})
    return {SQLITE: one_by_one, POSTGRES: all_of_them}


def given(columns: Mapping[str, Column[Any]]) -> TableValuedAlias:
    """On PostgreSQL: the rows that are given, as if they were a table; each name's values are such as a column has.

    JSON comes as the text that it is stored as: words may have in it what PostgreSQL keeps but can't take apart.
    """
    typed = [column(name, Text() if isinstance(like.type, JSON) else like.type) for name, like in columns.items()]
    rows = func.json_to_recordset(cast(bindparam("rows", type_=Text()), JSON()))
    return rows.table_valued(*typed, name="given").render_derived(with_types=True)


def as_given(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What a statement about the rows that are `given` is executed with."""
    flat = [{name: json.dumps(v) if isinstance(v, dict | list) else v for name, v in row.items()} for row in rows]
    return {"rows": json.dumps(flat, default=str)}


def execute(where: Session | Connection, statements: Mapping[str, Executable], values: Mapping[str, Any]) -> Any:
    """Executes the one for the database at hand, with lists of values by name; its result."""
    return where.execute(statements[dialect(where)], values)


def execute_rows(
    where: Session | Connection, statements: Mapping[str, Executable], rows: Sequence[Mapping[str, Any]]
) -> Any:
    """Executes the one for the database at hand, with rows that all have the same names, at least one; its result."""
    connection = where.connection() if isinstance(where, Session) else where
    if connection.dialect.name == POSTGRES:
        return connection.execute(statements[POSTGRES], as_given(rows))
    return connection.execute(statements[SQLITE], rows if len(rows) > 1 else rows[0])


def dialect(where: Session | Connection) -> str:
    """SQLITE or POSTGRES."""
    return (where.get_bind() if isinstance(where, Session) else where).dialect.name


def _in_list(one: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    return one.in_(bindparam(name, expanding=True))


def _in_array(one: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    return one == any_(bindparam(name, type_=ARRAY(one.type)))
