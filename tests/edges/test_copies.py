"""Copies of an embedded database, and back from one."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import copies, schema
from bot.database import Database
from bot.errors import CannotStart
from models.client import Client


@pytest.fixture
def living(tmp_path: Path) -> Iterator[Database]:
    """A database that is in use: what was committed last stands in its log alone."""
    (tmp_path / "living").mkdir()
    with closing(Database(f"sqlite:///{tmp_path / 'living' / 'callboard.db'}")) as database:
        schema.upgrade(database)
        with database.transaction() as session:
            session.add(Client(name="Northwind Labs", created_at=datetime(2026, 11, 24, tzinfo=UTC)))
        yield database


def clients(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as database:
        return [name for (name,) in database.execute("SELECT name FROM client")]


@pytest.mark.parametrize("name", ["copy.db", "a%41.db", "a?b.db", "a#b c.db", "نسخة.db"])
def test_a_copy_comes_back_whatever_its_name(living: Database, tmp_path: Path, name: str) -> None:
    copies.copy_to(living, tmp_path / name)
    with closing(Database(f"sqlite:///{tmp_path / 'callboard.db'}")) as place:
        copies.restore(tmp_path / name, place)

    assert clients(tmp_path / "callboard.db") == ["Northwind Labs"]
    assert {one.name for one in tmp_path.iterdir()} == {name, "callboard.db", "living"}


def test_only_its_owner_reads_a_copy(living: Database, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        copies.copy_to(living, tmp_path / "copy.db")
    finally:
        os.umask(before)
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_a_log_that_was_left_behind_is_never_written_over(living: Database, tmp_path: Path) -> None:
    """After a crash it holds what was committed last: whoever moves the database alone would lose that."""
    copies.copy_to(living, tmp_path / "copy.db")
    log = tmp_path / "callboard.db-wal"
    shutil.copy(tmp_path / "living" / "callboard.db-wal", log)
    was = log.read_bytes()
    place = Database(f"sqlite:///{tmp_path / 'callboard.db'}")
    with closing(place), pytest.raises(CannotStart, match=r"there exists callboard\.db-wal"):
        copies.restore(tmp_path / "copy.db", place)

    assert was and log.read_bytes() == was
    assert not (tmp_path / "callboard.db").exists()


def test_an_upgrade_that_fails_leaves_the_place_empty_and_says_so_in_a_line(living: Database, tmp_path: Path) -> None:
    copies.copy_to(living, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as broken:
        broken.execute("DROP TABLE switched_off")
        broken.commit()
    place = Database(f"sqlite:///{tmp_path / 'callboard.db'}")
    with closing(place), pytest.raises(CannotStart, match="nothing is left of the attempt") as refused:
        copies.restore(tmp_path / "copy.db", place)

    assert "\n" not in str(refused.value)
    assert not list(tmp_path.glob("callboard.db*"))


def test_a_copy_that_fails_leaves_nothing(living: Database, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="can't be copied"):
        copies.copy_to(living, tmp_path / "no folder" / "copy.db")
    (tmp_path / "there.db").write_text("mine")
    with pytest.raises(CannotStart, match="choose another name"):
        copies.copy_to(living, tmp_path / "there.db")
    assert (tmp_path / "there.db").read_text() == "mine"
