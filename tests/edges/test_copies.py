"""Copies of an embedded database, and back from one."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.database import WAIT_SECONDS, Database
from bot.errors import CannotStart
from bot.storage import copies, schema
from bot.storage.housekeeping import Housekeeping
from bot.storage.leftovers import copy_of
from bot.storage.sole import Sole
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


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make what belongs to somebody else")
def test_what_root_makes_in_the_folder_of_the_service_is_the_service_s(living: Database, tmp_path: Path) -> None:
    service = 10001
    place, fresh = tmp_path / "place", tmp_path / "fresh"
    for folder in (place, fresh):
        folder.mkdir()
        os.chown(folder, service, service)
    copies.copy_to(living, place / "copy.db")
    with closing(Database(f"sqlite:///{place / 'callboard.db'}")) as restored:
        copies.restore(place / "copy.db", restored)
        copies.compact(restored)
    with closing(Database(f"sqlite:///{fresh / 'callboard.db'}")) as begun:
        copies.upgrade(begun)

    made = [*place.iterdir(), *fresh.iterdir()]
    assert {one.name for one in made} >= {"copy.db", "callboard.db", "callboard.db.lock"}
    assert {(one.stat().st_uid, one.stat().st_gid) for one in made} == {(service, service)}


def test_a_database_that_may_not_be_written_to_is_named(living: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.copies.os.access", lambda *_: False)

    with pytest.raises(CannotStart, match=r"callboard\.db may not be written to here; `chown` it"):
        copies.upgrade(living)


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


def test_a_file_shrinks_to_what_is_in_it_while_nobody_serves_it(living: Database) -> None:
    file = copies.sqlite_file(living)
    assert file is not None
    with living.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE junk (words BLOB)")
        connection.exec_driver_sql("INSERT INTO junk VALUES (zeroblob(3000000))")
    with living.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM junk")
    assert living.settle()
    size, free = copies.room(living) or (0, 0)
    assert free > 2_900_000
    serving = Sole(str(file))
    serving.take()
    with pytest.raises(CannotStart, match="serves"):
        copies.compact(living)
    serving.free()

    before, after = copies.compact(living)

    assert before == size and after < size - 2_900_000
    assert (copies.room(living) or (0, 0)) == (after, 0)
    assert clients(file) == ["Northwind Labs"]


def test_what_was_freed_is_used_again(living: Database) -> None:
    sizes = []
    for _ in range(3):
        with living.engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS junk (words BLOB)")
            for _ in range(200):
                connection.exec_driver_sql("INSERT INTO junk VALUES (zeroblob(10000))")
        with living.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM junk")
        assert living.settle()
        sizes.append((copies.room(living) or (0, 0))[0])
    assert sizes[0] > 2_000_000 and sizes[2] == sizes[1] == sizes[0]


def test_who_reads_for_long_holds_up_nobody_and_the_log_is_settled_after(living: Database) -> None:
    file = copies.sqlite_file(living)
    assert file is not None
    log = file.with_name(f"{file.name}-wal")
    with living.reading() as session:
        assert session.execute(select(Client)).all()
        with living.transaction() as other:
            other.add(Client(name="Acme", created_at=datetime(2026, 11, 24, tzinfo=UTC)))
        began = time.monotonic()
        assert not living.settle()
        with living.transaction() as other:
            other.add(Client(name="Umbra", created_at=datetime(2026, 11, 24, tzinfo=UTC)))
        assert time.monotonic() - began < WAIT_SECONDS / 2, "nobody waited for the reader"
        assert log.stat().st_size > 0
    assert living.settle()
    assert log.stat().st_size == 0


def test_the_copy_of_an_upgrade_goes_when_evidence_does_and_nothing_else(living: Database) -> None:
    file = copies.sqlite_file(living)
    assert file is not None
    now = datetime(2026, 11, 24, tzinfo=UTC)
    old, young = copy_of(file, now - timedelta(days=31)), copy_of(file, now - timedelta(days=29))
    others = ("mine.backup", f"{old.name}.mine", "other.db.20200101-000000.backup")
    kept = [young, *(old.with_name(name) for name in others)]
    for one in (old, *kept):
        one.touch()

    asyncio.run(Housekeeping(living, lambda: now, asyncio.Lock(), 180, 30).run())

    assert not old.exists() and all(one.exists() for one in kept)
    assert clients(file) == ["Northwind Labs"]
