"""What PostgreSQL has to do with those who are cut off from it, or hang."""

from __future__ import annotations

from contextlib import closing

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot import database
from bot.database import Database
from bot.neighbours import bell
from bot.neighbours.bell import Bell
from tests.platforms.house import until

pytestmark = pytest.mark.postgres
CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid()"
)


def cut(url: str) -> int:
    """Ends everybody's connections; how many there were."""
    with psycopg.connect(url) as console:
        return len(console.execute(CUT).fetchall())


def test_who_was_cut_off_is_connected_anew_before_anything_fails(postgres_url: str) -> None:
    with closing(Database(postgres_url)) as own:
        for _ in range(2):
            assert own.do(lambda session: session.scalar(text("SELECT 1"))) == 1
            assert cut(postgres_url) > 0


async def test_a_bell_that_was_cut_off_is_heard_again(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each word may be lost, but not all that follow."""
    monkeypatch.setattr(bell, "AGAIN_SECONDS", 0.05)
    heard: list[str] = []
    here, there = Bell(make_url(postgres_url)), Bell(make_url(postgres_url))

    def rings() -> bool:
        here.ring("telegram")
        return bool(heard)

    here.start()
    there.listen(heard.append)
    await until(rings)
    assert cut(postgres_url) > 1
    heard.clear()

    await until(rings)

    await here.stop()
    await there.stop()
    assert set(heard) == {"telegram"}


def test_who_hangs_in_the_middle_of_a_transaction_does_not_hold_up_others(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "HUNG_SECONDS", 0.2)
    lock = "LOCK TABLE person IN ACCESS EXCLUSIVE MODE"
    with closing(Database(postgres_url)) as hung, hung.engine.connect() as connection:
        connection.exec_driver_sql(lock)
        with psycopg.connect(postgres_url) as other:
            other.execute(f"SET lock_timeout = '10s'; {lock}")
        with pytest.raises(DBAPIError, match="idle-in-transaction"):
            connection.exec_driver_sql("SELECT 1")
