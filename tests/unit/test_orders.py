"""What comes first is never left to the database: rows that tie may come in another order every time."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import UniqueConstraint

from models.tables import metadata

ROOT = Path(__file__).parents[2]
UNIQUE_WHERE_IT_STANDS = {
    "col(Offer.expert_id)": "of one task",
    "col(Prospect.person_id)": "of one field",
    "col(Wave.broadcast_id)": "each once",
    "drawn": "a number for each expert",
    "*keys": "a table's primary key",
    "*_PLACE": "an expert's primary key is in it",
    "count.desc(), func.min(FieldChoice.id)": "a choice is in one group",
}


def orders() -> Iterator[tuple[str, str, str]]:
    """Where each stands, what it orders, and by what."""
    for folder in ("bot", "handlers", "models"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "order_by":
                    by = ", ".join(map(ast.unparse, node.args))
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", ast.unparse(node.func.value), by


def keys() -> Iterator[set[str]]:
    """Columns that no two rows of a table share, as `columns` names them."""
    for table in metadata.tables.values():
        noun = table.name.replace("_", "")
        together = [list(one.columns) for one in table.constraints if isinstance(one, UniqueConstraint)]
        alone = [[column] for column in table.columns if column.unique]
        for key in (list(table.primary_key), *together, *alone):
            yield {f"{noun}.{column.name}" for column in key}


def columns(code: str) -> set[str]:
    return {name.lower() for name in re.findall(r"[A-Z]\w+\.\w+", code)}


def is_unique(query: str, by: str) -> bool:
    grouped = re.search(r"\.group_by\((.*?)\)(?=\.|$)", query)
    one_of = [*keys(), *([columns(grouped[1])] if grouped else [])]
    return "c.id" in by or by in UNIQUE_WHERE_IT_STANDS or any(key <= columns(by) for key in one_of)


def test_every_order_ends_in_what_no_two_rows_share() -> None:
    found = list(orders())
    assert len(found) > 50
    assert [f"{where}: {by}" for where, query, by in found if not is_unique(query, by)] == []
