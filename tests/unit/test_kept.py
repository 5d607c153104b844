"""The page about what is kept speaks of every table, and of all that the housekeeping does."""

from __future__ import annotations

import re
from pathlib import Path

from bot.housekeeping import CHORES
from models.tables import metadata

PAGE = (Path(__file__).parents[2] / "docs" / "kept.md").read_text("utf-8")
ROWS = [line.split("|")[1:4] for line in PAGE.splitlines() if line.startswith("| `")]


def test_each_table_has_its_row_and_no_row_is_of_none() -> None:
    named = [name for names, _, _ in ROWS for name in re.findall("`([a-z_]+)`", names)]
    assert sorted(named) == sorted(table.name for table in metadata.sorted_tables)
    assert all(grows.strip() and goes.strip() for _, grows, goes in ROWS)


def test_whatever_is_tidied_is_named() -> None:
    named = {name for _, _, goes in ROWS for name in re.findall(r"\[([a-z_]+)\]", goes)}
    assert named == set(CHORES)
