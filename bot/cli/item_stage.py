"""What comes in from a file of items, kept on disk until all of it has been read: all of it is stored, or nothing."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterator, Sequence

from bot.cli.item_files import ItemLine, Mistake


class Stage:
    """A temporary database without a name, which goes with this process. Memory doesn't grow with the file."""

    def __init__(self) -> None:
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.execute("PRAGMA journal_mode=OFF")
        self._kept.execute("CREATE TABLE item (line INTEGER PRIMARY KEY, name TEXT UNIQUE, new BLOB)")

    def close(self) -> None:
        """It is gone."""
        self._kept.close()

    def repeated(self, item: ItemLine) -> Mistake | None:
        """The mistake in an item whose name stands in an earlier line; notes the name of any other."""
        row = (item.line, item.name)
        if self._kept.execute("INSERT INTO item (line, name) VALUES (?, ?) ON CONFLICT DO NOTHING", row).rowcount:
            return None
        (line,) = self._kept.execute("SELECT line FROM item WHERE name = ?", (item.name,)).fetchone()
        return Mistake(item.line, f"id: {item.name!r} stands in line {line} already")

    def keep(self, items: Sequence[ItemLine]) -> None:
        """These are to be stored."""
        rows = [(pickle.dumps(item), item.line) for item in items]
        self._kept.executemany("UPDATE item SET new = ? WHERE line = ?", rows)

    def pieces(self, most: int) -> Iterator[list[ItemLine]]:
        """What is to be stored, in the file's order, so many at a time."""
        found = self._kept.execute("SELECT new FROM item WHERE new IS NOT NULL ORDER BY line")
        while rows := found.fetchmany(most):
            yield [pickle.loads(new) for (new,) in rows]  # our own, of a moment ago
