"""What can go wrong between many workers: their queue's rows, their leases, their numbers."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from structlog.testing import capture_logs

from bot.database import Database
from bot.jobs import drains
from bot.jobs.errands import Errand
from bot.playground.mail import Mailbox
from models.job import JobState
from tests.edges.works import PATIENCE, Works
from tests.platforms.house import until


@pytest.fixture
async def works(postgres_url: str, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Works]:
    """Its engine looks after its leases more often than in earnest, and waits for less at its end."""
    monkeypatch.setattr(drains, "KEEP_SECONDS", 0.2)
    monkeypatch.setitem(drains.WORKING, "shutdown_graceful_timeout", 0.5)
    works = Works(Database(postgres_url), mailbox.url)
    yield works
    await works.close()


def ask(works: Works, statement: str) -> list[Any]:
    """What the queue's tables say, or are told."""
    with works.database.engine.begin() as connection:
        result = connection.exec_driver_sql(statement)
        return list(result.scalars()) if result.returns_rows else []


def waiting(works: Works) -> int:
    return len(ask(works, "SELECT id FROM procrastinate_jobs WHERE status = 'todo'"))


async def registered(works: Works) -> None:
    await until(lambda: ask(works, "SELECT id FROM procrastinate_workers") != [], PATIENCE)


@pytest.mark.postgres
async def test_nothing_is_left_in_the_queue(works: Works, mailbox: Mailbox) -> None:
    for number in range(20):
        works.mail(f"expert{number}@example.org")
    await works.ended(20)

    await until(lambda: ask(works, "SELECT id FROM procrastinate_jobs") == [], PATIENCE)
    assert len(mailbox.messages) == 20


@pytest.mark.postgres
async def test_a_worker_that_is_taken_for_dead_begins_anew(works: Works) -> None:
    await registered(works)
    with capture_logs() as lines:
        ask(works, "DELETE FROM procrastinate_workers")
        works.mail("sara@example.org")
        assert (await works.ended()).error == ""

    assert "worker-stopped" in [line["event"] for line in lines if line["log_level"] == "error"]


@pytest.mark.postgres
async def test_the_drains_of_a_dead_worker_are_taken_out_even_where_another_waits(works: Works) -> None:
    await registered(works)
    with capture_logs() as lines:
        ask(
            works,
            "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, status)"
            " VALUES ('drain', 'drain', 'drain', 'doing'), ('drain', 'drain', 'drain', 'todo')",
        )
        await until(lambda: any(line["event"] == "drain-stalled" for line in lines), PATIENCE)
        await until(lambda: ask(works, "SELECT id FROM procrastinate_jobs") == [], PATIENCE)

    works.mail("sara@example.org")
    assert (await works.ended()).error == ""


@pytest.mark.postgres
async def test_a_job_that_somebody_else_has_taken_is_let_go(works: Works) -> None:
    begun: list[int] = []

    async def slow(errand: Errand) -> dict[str, Any]:
        begun.append(errand.lease)
        await asyncio.sleep(60 if errand.lease == 1 else 0)
        return {"lease": errand.lease}

    works.kinds["slow"] = slow
    number = works.ask("slow")
    await until(lambda: begun == [1], PATIENCE)
    with capture_logs() as lines:
        ask(works, "UPDATE job SET lease = 2, leased_until = now() - interval '1 second'")
        assert (await works.ended()).result == {"lease": 3}
        await until(lambda: any(line["event"] == "job-lost" for line in lines), PATIENCE)

    assert [(line["job"], line["lease"]) for line in lines if line["event"] == "job-lost"] == [(number, 1)]
    assert len(works.ends) == 1


@pytest.mark.postgres
async def test_a_failure_that_comes_too_late_repeats_nothing(works: Works) -> None:
    going = asyncio.Event()

    async def slow(_: Errand) -> dict[str, Any]:
        await going.wait()
        raise OSError("away")

    works.kinds["slow"] = slow
    number = works.ask("slow")
    await until(lambda: works.job(number).lease == 1, PATIENCE)
    ask(works, "UPDATE job SET state = 'done', lease = 2")
    going.set()
    await asyncio.sleep(0.5)

    assert (works.job(number).attempts, works.job(number).state) == (0, JobState.DONE)


@pytest.mark.postgres
async def test_what_it_is_at_is_given_back_when_it_stops(works: Works) -> None:
    async def slow(_: Errand) -> dict[str, Any]:
        await asyncio.sleep(60)
        return {}

    works.kinds["slow"] = slow
    number = works.ask("slow")
    await until(lambda: works.job(number).leased_until is not None, PATIENCE)
    works._running.cancel()
    await asyncio.wait([works._running])

    assert works.job(number).leased_until is None
    assert ask(works, "SELECT id FROM procrastinate_workers") == []


async def called_by_who_only_announces(works: Works) -> asyncio.Task[None]:
    """It works off nothing any more, and has called for one who does."""
    assert isinstance(works.engine, drains.Drains)
    works._running.cancel()
    await asyncio.wait([works._running])
    announcing = asyncio.create_task(works.engine.announce())
    works.mail("sara@example.org")
    await until(lambda: waiting(works) == 1, PATIENCE)
    return announcing


@pytest.mark.postgres
async def test_who_only_announces_calls_one_worker_and_does_nothing(postgres_url: str, mailbox: Mailbox) -> None:
    works = Works(Database(postgres_url), mailbox.url)
    announcing = await called_by_who_only_announces(works)
    works.mail("omar@example.org")
    await asyncio.sleep(0.3)
    announcing.cancel()
    await asyncio.wait([announcing])

    assert waiting(works) == 1
    assert mailbox.messages == []
    works._running = asyncio.create_task(works.engine.run())
    await works.ended(2)
    await works.close()


@pytest.mark.postgres
async def test_who_only_announces_asks_for_nothing_until_it_is_woken(works: Works) -> None:
    announcing = await called_by_who_only_announces(works)
    asked: list[str] = []
    event.listen(works.database.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))

    await asyncio.sleep(1.5 * drains.TICK_SECONDS)
    assert asked == []
    works.engine.wake()
    await until(lambda: asked != [], PATIENCE)

    announcing.cancel()
    await asyncio.wait([announcing])
    works._running = asyncio.create_task(works.engine.run())
    await works.ended(1)


def test_on_sqlite_nobody_waits_for_the_queues_import(tmp_path: Path) -> None:
    program = (
        "import sys; from bot.app import Service; from bot.config import Settings;"
        f" Service(Settings.model_validate({{'database': {{'url': 'sqlite:///{tmp_path}/a.db'}}}}));"
        " sys.exit('procrastinate' in sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
    subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path, env=environment)
