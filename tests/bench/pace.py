"""Two workers on PostgreSQL and one token: how much of the limit they reach together, and that they never pass it.

`BENCH_PACE_SECONDS` says for how long; in the middle the one that sends is stopped, so that the other goes on.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from itertools import pairwise
from pathlib import Path

from bot.playground.telegram import Limits, TelegramServer
from tests import postgres
from tests.bench.table import Figure, most_in_a_second, percentile, show
from tests.faults.fleet import Fleet
from tests.faults.house import FIRST_EXPERT, enlist
from tests.faults.scene import set_up

SECONDS = float(os.environ.get("BENCH_PACE_SECONDS", "60"))
LIMIT = 30
ROUND_TRIP = 0.002
"""Of the local platform, so that the figure is comparable: the exact pace costs one round trip a second."""


def run() -> list[Figure]:
    """Measures and prints."""
    return asyncio.run(_run())


async def _run() -> list[Figure]:
    database = postgres.Server()
    server = TelegramServer(limits=Limits(per_second=LIMIT, per_chat_burst=100), latency=ROUND_TRIP)
    await server.start()
    experts = int(SECONDS * LIMIT * 1.2)
    set_up(database.url, (), places=experts + 1)
    enlist(database.url, experts)
    for number in (1, *range(FIRST_EXPERT, FIRST_EXPERT + experts)):
        server.user(number)._chat.started = True
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        fleet = Fleet(server, Path(folder), database.url)
        try:
            await fleet.start()
            await _sent(server, LIMIT)
            began, owner = len(_times(server)), fleet.sender
            await asyncio.sleep(SECONDS)
            steady = _times(server)[began:]
            fleet.processes[owner].terminate()
            await _sent(server, len(_times(server)) + 3 * LIMIT)
        finally:
            await fleet.stop()
            await server.stop()
            database.close()
    return _shown(steady, _times(server), sum(one["status"] == 429 for one in server.requests))


def _shown(steady: list[float], every: list[float], refused: int) -> list[Figure]:
    took = steady[-1] - steady[0]
    reached = (len(steady) - 1) / took
    gaps = [later - earlier for earlier, later in pairwise(every)]
    figures = [
        Figure(f"messages a second over {took:.0f} s", f"{reached:.2f} of {LIMIT}", "≥ 0.99×", reached / LIMIT),
        Figure("most in any sliding second, the change of hands included", str(most_in_a_second(every)), f"≤ {LIMIT}"),
        Figure("refused as too fast", str(refused), "0"),
        Figure("longest gap, while one was stopped and another went on", f"{max(gaps):.1f} s", "≤ 10 s"),
        Figure("gap otherwise, p99", f"{percentile(gaps, 0.99) * 1000:.0f} ms", f"about {1000 / LIMIT:.0f} ms"),
    ]
    show(f"Pace of one token, two workers, a round trip of {ROUND_TRIP * 1000:.0f} ms", figures)
    return figures


def _times(server: TelegramServer) -> list[float]:
    """When each message arrived that was taken."""
    sends = ("sendMessage", "editMessageText")
    return sorted(one["at"] for one in server.requests if one["method"] in sends and one["status"] == 200)


async def _sent(server: TelegramServer, number: int) -> None:
    async with asyncio.timeout(120):
        while len(_times(server)) < number:  # noqa: ASYNC110  # the playground has no such event
            await asyncio.sleep(0.1)
