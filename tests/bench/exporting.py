"""What people wait for while a file of 15,000 answers is made for a recruiter, and how soon that comes."""

from __future__ import annotations

import asyncio
import tempfile
import time
from contextlib import closing
from pathlib import Path
from random import Random

from bot.database import Database
from bot.playground.telegram import Limits, TelegramServer, User
from bot.rehearsal.process import most_resident
from bot.storage import schema
from tests import postgres
from tests.bench import running
from tests.bench.chatting import Chatting, Waits, chatting
from tests.bench.table import Figure, show
from tests.exporting import filled, recruits

ANSWERS = 15_000
RANA = 7
PER_SECOND = 20.0
WARM_SECONDS, SECONDS, PATIENCE = 20.0, 20.0, 120.0
TARGET = "≤ 250 ms"


def run() -> list[Figure]:
    """Measures and prints; ratios are to what is waited while nothing else goes on."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        figures = asyncio.run(_measured("SQLite", f"sqlite:///{folder}/callboard.db"))
    server = postgres.Server()
    try:
        return figures + asyncio.run(_measured("PostgreSQL", server.url))
    finally:
        server.close()


async def _measured(name: str, url: str) -> list[Figure]:
    with closing(Database(url)) as database:
        schema.upgrade(database)
        filled(database, ANSWERS)
        recruits(database, RANA)
    server = TelegramServer(limits=Limits(per_second=30, per_chat_burst=20))
    await server.start()
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        process = await running.callboard(server, Path(folder), more={"DATABASE__URL": url})
        try:
            async with chatting(server, PER_SECOND, Random(7)) as people:
                await people.one_is_answered()
                await asyncio.sleep(WARM_SECONDS)
                quiet = people.stretch()
                await asyncio.sleep(SECONDS)
                waits, took, size = await _exported(server.user(RANA, "Rana", language_code="en"), people)
                most = most_resident(process)
        finally:
            await running.stop(process)
            await server.stop()
    found = [
        Figure("nothing else", str(quiet)),
        Figure(f"a file of {size / 1e6:.0f} MB is made in {took:.1f} s", str(waits), TARGET, waits.p99 / quiet.p99),
        Figure("the service's memory, at most", f"{most:.0f} MB"),
    ]
    show(f"Replies to {PER_SECOND:.0f} turns/s while {ANSWERS:,} answers are exported, {name}", found)
    return found


async def _exported(rana: User, people: Chatting) -> tuple[Waits, float, int]:
    """What others waited meanwhile, the seconds until the file was there, and its bytes."""
    await rana.send("/export")
    for label in ("Liver", "JSON"):
        seen = await rana.next(timeout=PATIENCE)
        await rana.press(next(shown for shown in seen.labels if shown.startswith(label)))
    began, waits = time.monotonic(), people.stretch()
    while (seen := await rana.next(timeout=PATIENCE)).file is None:
        pass
    took = time.monotonic() - began
    people.stretch()
    await people.answered()
    return waits, took, len(seen.file.content)
