"""Demand triples at once: three times as many people who join and tasks that are sent to the experts there are; then
ever more people, until webhooks are turned away.

`BENCH_SURGE` names one of the databases, or both.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from sqlmodel import Session

from bot.database import Database
from bot.playground.record import Request
from bot.playground.telegram import Limits, TelegramServer
from bot.rehearsal import postgres
from tests.bench import running
from tests.bench.chatting import Chatting, Waits, chatting
from tests.bench.table import Figure, percentile, show
from tests.faults.fleet import Fleet
from tests.faults.house import FIRST_EXPERT, enlist
from tests.faults.killing import SENDING
from tests.faults.scene import set_up
from tests.faults.test_filling import begin
from tests.ports import free_port

PER_SECOND, TASKS_EVERY, TIMES = 20.0, 10.0, 3
"""Turns of people who join, and the seconds between two tasks; the surge is so many times as much."""
EXPERTS = range(FIRST_EXPERT, FIRST_EXPERT + 300)
WARM_SECONDS, SECONDS = 5.0, 30.0
RAMP, RAMP_SECONDS = (100.0, 200.0, 400.0, 800.0), 5.0
OPEN = 1000
"""Connections at once, as if the webhooks of many bots came together: one bot's are 40, and what is more of its
updates waits at Telegram."""
PATIENCE = 180.0
"""Whoever has just joined gets all tasks that are open, a card a second: the others' wait among them."""
TARGET = "≤ 250 ms"


@dataclass
class Step:
    """So many turns a second for a while: what was waited for the answers and, at most by one in a hundred of what was
    taken in, for its acknowledgement; and how often 503 was heard."""

    rate: float
    waits: Waits
    acknowledged: float
    shed: int


class Record:
    """What the platform saw: the service's answers to its updates, and the cards."""

    def __init__(self, server: TelegramServer) -> None:
        self.shed, self.again = 0, set[str]()
        self.taken: list[float] = []
        self.cards: Counter[tuple[int, str]] = Counter()
        server.webhook.heard, server.record.listener = self._heard, self._note

    def _heard(self, status: int, again: str, seconds: float) -> None:
        if status == 200:
            self.taken.append(seconds)
        elif status == 503:
            self.shed += 1
            self.again.add(again)

    def _note(self, request: Request) -> None:
        asked = request["params"]
        if request["method"] == "sendMessage" and request["status"] == 200 and asked["chat_id"] in EXPERTS:
            title = re.search(r"Livers no\. \d+", asked["text"])
            self.cards.update([(asked["chat_id"], title.group())] if title else ())


class Demand:
    """People who join, and tasks that are sent to the experts there are."""

    def __init__(self, people: Chatting, record: Record, url: str) -> None:
        self._people, self._record, self._url = people, record, url
        self._begun: list[str] = []

    async def at(self, times: float) -> Waits:
        """So many times as much as on a quiet day, for a while."""
        self._people.per_second = PER_SECOND * times
        waits, tasks = self._people.stretch(), asyncio.create_task(self._tasks(TASKS_EVERY / times))
        await asyncio.sleep(SECONDS)
        self._people.stretch()
        tasks.cancel()
        with suppress(asyncio.CancelledError):
            await tasks
        return waits

    async def step(self, rate: float) -> Step:
        """So many turns a second, none of which waits for another; then everyone is waited for."""
        self._record.taken.clear()
        shed, waits, self._people.per_second = self._record.shed, self._people.stretch(), rate
        await asyncio.sleep(RAMP_SECONDS)
        self._people.per_second = 1.0
        await self._people.answered()
        return Step(rate, waits, percentile(self._record.taken, 0.99), self._record.shed - shed)

    async def cards(self) -> tuple[int, int, int]:
        """How many were to come, and of these how many did not, for all that was waited, and how many came twice."""
        wanted = set(itertools.product(EXPERTS, self._begun))
        until = asyncio.get_running_loop().time() + PATIENCE
        while not self._record.cards.keys() >= wanted and asyncio.get_running_loop().time() < until:  # noqa: ASYNC110  # nothing tells of it
            await asyncio.sleep(0.5)
        came = self._record.cards
        return len(wanted), len(wanted - came.keys()), sum(came[one] > 1 for one in wanted)

    async def _tasks(self, every: float) -> None:
        with closing(Database(self._url)) as database:
            while True:
                title = f"Livers no. {len(self._begun) + 1}"
                begun = asyncio.create_task(asyncio.to_thread(database.do, _task(title)))
                self._begun.append(title)
                await asyncio.shield(begun)
                await asyncio.sleep(every)


def _task(title: str) -> Callable[[Session], None]:
    return lambda session: begin(session, datetime.now(UTC), title)


def run() -> list[Figure]:
    """Measures and prints; the ratio is to what is waited before the surge."""
    figures: list[Figure] = []
    for name in ("SQLite", "PostgreSQL"):
        if os.environ.get("BENCH_SURGE", name) == name:
            found = asyncio.run(_measured(name))
            show(f"{TIMES} times the demand at once, {name}", found)
            figures += found
    return figures


async def _measured(name: str) -> list[Figure]:
    server = TelegramServer(limits=Limits(per_second=1000, per_chat_burst=100, history=100))
    for number in EXPERTS:
        server.user(number).has_started()
    async with _service(server, name) as url, chatting(server, PER_SECOND, Random(7)) as people:
        record = Record(server)
        demand = Demand(people, record, url)
        await people.one_is_answered()
        await asyncio.sleep(WARM_SECONDS)
        before, surge = await demand.at(1), await demand.at(TIMES)
        await people.answered()
        shed = record.shed
        cards, missing, twice = await demand.cards()
        steps = await _ramp(server, demand, record)
        await server.settled(30)
    return [
        Figure(f"{PER_SECOND:.0f} turns/s and a task every {TASKS_EVERY:.0f} s: answered", str(before), TARGET),
        Figure(f"{TIMES} times as much at once: answered", str(surge), TARGET, surge.p99 / before.p99),
        Figure("events without an answer, turned away meanwhile", f"{before.lost + surge.lost}, {shed}", "0"),
        Figure(f"of {cards:,} cards lost, come twice", f"{missing}, {twice}", "0, 0"),
        *(_shown(step, before) for step in steps),
        Figure("events lost by then", str(sum(step.waits.lost for step in steps)), "0"),
        Figure("Retry-After", ", ".join(sorted(record.again)) or "nobody was turned away"),
    ]


def _shown(step: Step, before: Waits) -> Figure:
    told = f"{step.shed} times 503, taken in within {step.acknowledged * 1000:.0f} ms (p99); answered {step.waits}"
    return Figure(f"{step.rate:.0f} turns/s for {RAMP_SECONDS:.0f} s", told, "", step.waits.p99 / before.p99)


async def _ramp(server: TelegramServer, demand: Demand, record: Record) -> list[Step]:
    """Until somebody is turned away."""
    target = server.webhook.target
    assert target is not None
    await server.settled(30)
    await server.webhook.set(replace(target, max_connections=OPEN))
    steps: list[Step] = []
    for rate in RAMP:
        steps.append(await demand.step(rate))
        if steps[-1].shed:
            break
    return steps


@asynccontextmanager
async def _service(server: TelegramServer, name: str) -> AsyncIterator[str]:
    """Telegram calls it when this opens: one process on SQLite, one that is called and two that send on PostgreSQL."""
    await server.start()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(server.stop)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="callboard-bench-")))
        url = f"sqlite:///{folder}/callboard.db"
        if name == "PostgreSQL":
            url = stack.enter_context(closing(postgres.Server())).url
        set_up(url, (), places=1)
        enlist(url, len(EXPERTS))
        if name == "PostgreSQL":
            fleet = Fleet(server, folder, url, SENDING)
            stack.push_async_callback(fleet.stop)
            await fleet.start()
        else:
            port = free_port()
            called = {"TELEGRAM__MODE": "webhook", "TELEGRAM__WEBHOOK_SECRET": "s3cret", "WEB__PORT": str(port)}
            called["WEB__PUBLIC_URL"] = f"http://127.0.0.1:{port}"
            process = await running.callboard(server, folder, more=SENDING | called)
            stack.push_async_callback(running.stop, process)
        yield url
