"""The service as a company runs it: some of `callboard web` and two of `callboard worker` on one PostgreSQL."""

from __future__ import annotations

import asyncio
import contextlib
from asyncio.subprocess import Process
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import psycopg

from bot.playground.telegram import TelegramServer
from tests.bench import running
from tests.faults.relay import Relay
from tests.ports import free_port

STARTS_WITHIN = 90.0
"""On a machine that has other things to do: three interpreters are loaded at once."""
WORKERS = ("first", "second")
OTHERS = "datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"


class Fleet:
    """Telegram calls the ones, and whichever of the others has the lease sends.

    Args:
        webs: how many it calls, in turns.
        more: settings, for all of them.
        via: for each worker another address of the platform than its own, to tell who sends.
        struck: which of them strikes hit, by the beginnings of their names; "connections" for those to the database.
            Without any, all of it.
    """

    def __init__(
        self,
        server: TelegramServer,
        folder: Path,
        url: str,
        more: Mapping[str, str] | None = None,
        via: Mapping[str, str] | None = None,
        webs: int = 1,
        struck: Sequence[str] = (),
    ) -> None:
        self.url, self._server, self._folder, self._via = url, server, folder, via or {}
        self._ports = {f"web-{number}" if number else "web": free_port() for number in range(webs)}
        self._worker_ports = {name: free_port() for name in WORKERS}
        self._names = (*self._ports, *WORKERS)
        every = (*self._names, "connections")
        self._victims = [name for name in every if not struck or name.startswith(tuple(struck))]
        self._addresses = [f"http://127.0.0.1:{port}" for port in self._ports.values()]
        self._door = Relay(*self._addresses) if webs > 1 else None
        server.webhook.retry_limit = 1.0
        self._settings = {
            "DATABASE__URL": url,
            "TELEGRAM__MODE": "webhook",
            "TELEGRAM__WEBHOOK_SECRET": "s3cret",
            "WEB__PUBLIC_URL": self._addresses[0],
        } | dict(more or {})
        self.processes: dict[str, Process] = {}
        self._began = False

    async def start(self) -> None:
        """Whatever has ended. The first time it returns when one of the workers sends and all that calls is heard;
        later when the webs and one of the workers are there: on a slow machine strikes would come so fast that nothing
        ever is, and people go away."""
        if self._door is not None and not self._began:
            self._settings["WEB__PUBLIC_URL"] = await self._door.start()
        await self._revive()
        began, self._began = self._began, True
        try:
            async with asyncio.timeout(STARTS_WITHIN):
                while not await (self._are_up() if began else self._is_ready()):
                    await asyncio.sleep(0.1)
                    await self._revive()  # whose connection was cut while it started has ended
        except TimeoutError:
            await self.stop()
            raise

    async def another_web(self) -> int:
        """One more process that is called, under the same address; the port that it really has."""
        port = free_port()
        more = self._settings | {"WEB__PORT": str(port)}
        self.processes["other"] = await running.callboard(self._server, self._folder, command="web", more=more)
        async with asyncio.timeout(STARTS_WITHIN):
            while not await _is_up(port):  # noqa: ASYNC110  # it is another process
                await asyncio.sleep(0.1)
        return port

    async def strike(self, rng: Random) -> None:
        """One of them is killed, or all connections to the database are cut."""
        victim = rng.choice(self._victims)
        if victim == "connections":
            self.cut()
            return
        with contextlib.suppress(ProcessLookupError):  # its connection was cut while it started, so it has ended
            self.processes[victim].kill()
        await self.processes[victim].wait()

    async def stop(self) -> None:
        """All of them, so that nothing is in flight."""
        await asyncio.gather(*(running.stop(process) for process in self.processes.values()))
        if self._door is not None:
            await self._door.stop()

    def cut(self) -> None:
        """Ends everybody's connections to the database."""
        self.ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {OTHERS}")  # noqa: S608  # our own words

    def ask(self, question: str) -> Sequence[Sequence[Any]]:
        """What the database says."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(question.encode()).fetchall()

    @property
    def sender(self) -> str:
        """Which worker has the lease; empty for none."""
        pids = {process.pid: name for name, process in self.processes.items()}
        rows = self.ask("SELECT split_part(owner, ':', 2) FROM sender WHERE channel = 'telegram' AND owner <> ''")
        return pids.get(int(rows[0][0]), "") if rows else ""

    async def _revive(self) -> None:
        for name in self._names:
            process = self.processes.get(name)
            if process is None or process.returncode is not None:
                self.processes[name] = await self._started(name)

    async def _started(self, name: str) -> Process:
        command = "web" if name in self._ports else "worker"
        more = self._settings | ({"TELEGRAM__BASE_URL": self._via[name]} if name in self._via else {})
        if name in self._ports:
            more["WEB__PORT"] = str(self._ports[name])
        else:
            more["WEB__WORKER_PORT"] = str(self._worker_ports[name])
        return await running.callboard(self._server, self._folder, command=command, more=more)

    async def _is_ready(self) -> bool:
        return bool(self.sender) and self._server.webhook.target is not None and await self._are_up()

    async def _are_up(self) -> bool:
        webs = [await _is_up(port) for port in self._ports.values()]
        return all(webs) and any([await _is_up(port) for port in self._worker_ports.values()])


async def _is_up(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
