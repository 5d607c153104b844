"""Workers on one PostgreSQL that take over polling from each other are no strangers; one from elsewhere is."""

from __future__ import annotations

import asyncio
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.playground.telegram import TelegramServer
from tests.bench import running

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
HEARD = "SELECT count(*) FROM alive WHERE name = 'contradicted:telegram'"
LISTENS = "SELECT split_part(owner, ':', 2), epoch FROM sender WHERE channel = 'hear:telegram' AND until > now()"


class Workers:
    """Two processes that poll in turn."""

    def __init__(self, server: TelegramServer, folder: Path, url: str) -> None:
        self.server, self._folder, self._url = server, folder, url
        self.processes: list[Process] = []

    async def one_more(self) -> None:
        own = {"DATABASE__URL": self._url}
        self.processes.append(await running.callboard(self.server, self._folder, command="worker", more=own))

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self._url, autocommit=True) as connection:
            return connection.execute(question.encode()).fetchall()

    async def listener(self, but: Process | None = None) -> Process:
        """Who listens, as soon as it is another one than that, and its long poll is open."""
        async with asyncio.timeout(60):
            while True:
                pids = [int(pid) for pid, _ in self.ask(LISTENS) if pid]
                held = [one for one in self.processes if one.pid in pids and one is not but]
                if held and self.server.updates._poller is not None:
                    return held[0]
                await asyncio.sleep(0.2)


@pytest.fixture
async def workers(tmp_path: Path, postgres_url: str) -> AsyncIterator[Workers]:
    server = TelegramServer()
    await server.start()
    workers = Workers(server, tmp_path, postgres_url)
    yield workers
    for process in workers.processes:
        if process.returncode is None:
            process.send_signal(signal.SIGCONT)
    await asyncio.gather(*(running.stop(process) for process in workers.processes))
    await server.stop()


@pytest.mark.timeout(240)
async def test_those_that_take_over_are_no_strangers_and_one_from_elsewhere_is(workers: Workers) -> None:
    await workers.one_more()
    hung = await workers.listener()
    await workers.one_more()
    hung.send_signal(signal.SIGSTOP)
    heir = await workers.listener(but=hung)
    await asyncio.sleep(2)
    hung.send_signal(signal.SIGCONT)
    await asyncio.sleep(5)
    statuses = [one["status"] for one in workers.server.requests if one["method"] == "getUpdates"]
    assert 409 in statuses, "whoever hung has heard of the other"
    assert workers.ask(HEARD) == [(0,)]
    heir.kill()
    assert await workers.listener(but=heir) is hung
    await asyncio.sleep(5)
    assert workers.ask(HEARD) == [(0,)]

    elsewhere = await running.echo(workers.server)
    try:
        async with asyncio.timeout(60):
            while workers.ask(HEARD) == [(0,)]:  # noqa: ASYNC110  # it is another process
                await asyncio.sleep(0.2)
    finally:
        await running.stop(elsewhere)
