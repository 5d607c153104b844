"""What a migration may change under a version that is still at work: it may add what that one needn't know of."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, inspect


@dataclass(frozen=True)
class Column:
    """What a column asks of whoever writes a row."""

    type: str
    must_be_given: bool
    may_be_empty: bool


@dataclass(frozen=True)
class Table:
    """What a version that reads and writes a table relies on; `rules` refuse some rows, `links` what leads nowhere."""

    columns: dict[str, Column]
    rules: frozenset[str]
    links: frozenset[str]


Schema = dict[str, Table]


def read(connection: Connection) -> Schema:
    """The schema as the database has it."""
    return {name: _table(connection, name) for name in inspect(connection).get_table_names()}


def broken(before: Schema, after: Schema) -> list[str]:
    """What whoever knows the schema before can't do any more, in words; a name that changed is one that is gone."""
    wrong = [f"{name}: the table is gone" for name in before.keys() - after.keys()]
    for name in before.keys() & after.keys():
        wrong += [f"{name}.{what}" for what in _columns(before[name].columns, after[name].columns)]
        wrong += [f"{name}: {rule} is new" for rule in after[name].rules - before[name].rules]
        links = (after[name].links - before[name].links) & before[name].columns.keys()
        wrong += [f"{name}.{column}: it must lead somewhere" for column in links]
    return sorted(wrong)


def _columns(before: dict[str, Column], after: dict[str, Column]) -> list[str]:
    wrong = [f"{name}: the column is gone" for name in before.keys() - after.keys()]
    for name, column in after.items():
        known = before.get(name)
        if column.must_be_given and (known is None or not known.must_be_given):
            wrong.append(f"{name}: it must be given, by whoever doesn't know of it too (server_default)")
        if known is not None and known.may_be_empty and not column.may_be_empty:
            wrong.append(f"{name}: it may not be empty any more")
        if known is not None and known.type != column.type:
            wrong.append(f"{name}: {known.type} has become {column.type}")
    return wrong


def _table(connection: Connection, name: str) -> Table:
    found = inspect(connection)
    own_key = found.get_pk_constraint(name)["constrained_columns"]
    columns = {}
    for one in found.get_columns(name):
        counted = own_key == [one["name"]] and str(one["type"]).endswith("INTEGER")
        given = not one["nullable"] and one["default"] is None and not counted
        columns[one["name"]] = Column(str(one["type"]), given, bool(one["nullable"]))
    rules = {f"unique {one['column_names']}" for one in found.get_unique_constraints(name)}
    rules |= {f"unique {one['column_names']}" for one in found.get_indexes(name) if one["unique"]}
    rules |= {f"check {one['sqltext']}" for one in found.get_check_constraints(name)}
    links = {one["constrained_columns"][0] for one in found.get_foreign_keys(name)}
    return Table(columns, frozenset(rules), frozenset(links))
