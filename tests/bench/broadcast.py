"""A broadcast at the platform's limit, and how long others wait for their answers meanwhile."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from bot.playground.telegram import Limits, TelegramServer, User
from tests.bench import running
from tests.bench.table import Figure, most_in_a_second, percentile, show
from tests.faults.house import FIRST_EXPERT, enlist
from tests.faults.scene import AUTHOR, set_up

EXPERTS = 1000
LIMIT = 30
ASKERS = 25
PER_SECOND = 5.0
SENDS = ("sendMessage", "editMessageText")


def run() -> list[Figure]:
    """Measures and prints."""
    return asyncio.run(_run())


async def _run() -> list[Figure]:
    server = TelegramServer(limits=Limits(per_second=LIMIT))
    await server.start()
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as name:
        folder = Path(name)
        await _prepare(server, folder / "callboard.db")
        process = await running.callboard(server, folder)
        asking = asyncio.create_task(_ask(server))
        try:
            await _all_cards(server)
            waits = await _stopped(asking)
            memory = running.resident(process)
        finally:
            asking.cancel()
            await running.stop(process)
    await server.stop()
    figures = [*_figures(server, waits), Figure("memory afterwards", f"{memory:.0f} MB", "≤ 150 MB")]
    show(f"Broadcast to {EXPERTS} experts at {LIMIT}/s, {PER_SECOND:.0f} questions/s by others meanwhile", figures)
    return figures


async def _prepare(server: TelegramServer, file: Path) -> None:
    """Everyone has a chat; the task is open and its broadcast begun."""
    set_up(f"sqlite:///{file}", (), places=EXPERTS)
    enlist(f"sqlite:///{file}", EXPERTS)
    for number in (AUTHOR, *range(FIRST_EXPERT, FIRST_EXPERT + EXPERTS)):
        await server.user(number).start()
    server.updates.drop_all()


async def _ask(server: TelegramServer) -> list[float]:
    """People outside the audience ask something, each in turn; seconds that they waited."""
    while not _cards(server):  # noqa: ASYNC110  # the playground has no such event
        await asyncio.sleep(0.05)
    waits: list[float] = []
    asked: set[asyncio.Task[None]] = set()
    number = 0
    try:
        while True:
            user = server.user(100 + number % ASKERS, "Nadia")
            task = asyncio.create_task(_one(user, waits))
            asked.add(task)
            number += 1
            await asyncio.sleep(1 / PER_SECOND)
    except asyncio.CancelledError:
        await asyncio.gather(*asked)
        return waits


async def _one(user: User, waits: list[float]) -> None:
    user.skip()
    began = time.monotonic()
    await user.send("/help")
    await user.next(timeout=20)
    waits.append(time.monotonic() - began)


async def _stopped(asking: asyncio.Task[list[float]]) -> list[float]:
    asking.cancel()
    return await asking


async def _all_cards(server: TelegramServer) -> None:
    async with asyncio.timeout(EXPERTS / LIMIT * 2 + 30):
        while len(_cards(server)) < EXPERTS:  # noqa: ASYNC110  # the playground has no such event
            await asyncio.sleep(0.1)


def _cards(server: TelegramServer) -> list[float]:
    """When each card arrived."""
    sent = (one for one in server.requests if one["method"] == "sendMessage" and one["status"] == 200)
    return [one["at"] for one in sent if one["params"]["chat_id"] >= FIRST_EXPERT]


def _figures(server: TelegramServer, waits: list[float]) -> list[Figure]:
    cards = _cards(server)
    first, last = min(cards), max(cards)
    sends = [one for one in server.requests if one["method"] in SENDS]
    times = sorted(one["at"] for one in sends if one["status"] == 200)
    within = sum(first <= at <= last for at in times)
    took, ideal = last - first, (within - 1) / LIMIT
    return [
        Figure("first card to last", f"{took:.1f} s for {within} messages", "≤ 1.02× the limit", took / ideal),
        Figure("most in any second", str(most_in_a_second(times)), f"≤ {LIMIT}"),
        Figure("refused as too fast", str(sum(one["status"] == 429 for one in sends)), "0"),
        Figure("cards that came twice", str(len(cards) - EXPERTS), "0"),
        Figure("answers meanwhile, p50", f"{percentile(waits, 0.5) * 1000:.0f} ms ({len(waits)})"),
        Figure("answers meanwhile, p99", f"{percentile(waits, 0.99) * 1000:.0f} ms", "≤ 250 ms"),
    ]
