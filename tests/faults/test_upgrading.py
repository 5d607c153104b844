"""The next version migrates the database while this one is still at work with it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.database import Database
from bot.errors import CannotStart
from bot.storage import schema
from tests import postgres
from tests.faults.fleet import Fleet
from tests.faults.killing import SENDING, Killing, OneProcess, Struck, platform
from tests.upgrades.next_version import REVISION, next_version

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
SEATS = 12


@pytest.fixture
def own_url(postgres_server: postgres.Server) -> Iterator[str]:
    """A database of the test's own: others need theirs as it is."""
    with psycopg.connect(postgres_server.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE upgrading")
        url = make_url(postgres_server.url).set(database="upgrading").render_as_string()
        with closing(Database(url)) as database:
            schema.upgrade(database)
        yield url
        connection.execute("DROP DATABASE upgrading WITH (FORCE)")


class Migrated:
    """Nothing is killed: whoever strikes, migrates."""

    def __init__(self, struck: Struck, folder: Path) -> None:
        self._struck, self._folder = struck, folder
        self.url, self.ask, self.stop = struck.url, struck.ask, struck.stop
        self._at_work = False

    async def start(self) -> None:
        """All that it consists of goes on."""
        if not self._at_work:
            self._at_work = True
            await self._struck.start()

    async def strike(self, rng: Random) -> None:  # the protocol's signature
        """As `callboard migrate` of the next version does."""
        with next_version(self._folder):
            await asyncio.to_thread(upgraded, self.url)


def upgraded(url: str) -> None:
    with closing(Database(url)) as database:
        schema.upgrade(database)


async def migrate_among_people(struck: Struck, killing: Killing) -> None:
    toll = await killing.run()

    assert not toll.amiss
    assert toll.repeated == 0
    assert toll.people >= SEATS
    assert struck.ask("SELECT version_num FROM alembic_version")[0][0] == REVISION
    with closing(Database(struck.url)) as database, pytest.raises(CannotStart, match=r"later version \(next\)"):
        schema.current(database)


async def test_people_notice_nothing(tmp_path: Path) -> None:
    server = platform()
    struck = Migrated(OneProcess(server, tmp_path), tmp_path)

    await migrate_among_people(struck, Killing(struck, server, kills=1, seed=3, seats=SEATS))


@pytest.mark.postgres
async def test_people_notice_nothing_of_it_on_many_machines(own_url: str, tmp_path: Path) -> None:
    server = platform()
    struck = Migrated(Fleet(server, tmp_path, own_url, SENDING), tmp_path)

    await migrate_among_people(struck, Killing(struck, server, kills=1, seed=3, seats=SEATS))


@pytest.mark.postgres
async def test_it_lets_others_pass_while_someone_is_in_its_way(
    own_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waits for a table in vain would hold up everyone who comes later."""
    monkeypatch.setattr(schema, "LOCK_SECONDS", 0.2)
    with next_version(tmp_path), psycopg.connect(own_url) as console:
        console.execute("SELECT 1 FROM offer")
        migrating = asyncio.create_task(asyncio.to_thread(upgraded, own_url))
        with psycopg.connect(own_url, autocommit=True) as other:
            other.execute("SET statement_timeout = '10s'")
            for _ in range(20):
                other.execute("SELECT 1 FROM person, offer")
                await asyncio.sleep(0.1)
        assert not migrating.done()
        console.rollback()
        await asyncio.wait_for(migrating, 30)
        with closing(Database(own_url)) as database:
            assert schema.current(database) == REVISION


@pytest.mark.postgres
def test_it_gives_up_and_says_what_to_do(own_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "LOCK_SECONDS", 0.1)
    monkeypatch.setattr(schema, "TRIES", 2)
    before = schema.newest()
    with next_version(tmp_path), psycopg.connect(own_url) as console, closing(Database(own_url)) as database:
        console.execute("SELECT 1 FROM offer")
        with pytest.raises(CannotStart, match="pg_stat_activity"):
            schema.upgrade(database)
        assert schema.current(database) == before
