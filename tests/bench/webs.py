"""One to four `callboard web` on one PostgreSQL: turns a second that are committed and acknowledged, and what bounds
them. Nobody sends what was answered, so that the two cores have only the webs, the database and the senders of
webhooks to do."""

from __future__ import annotations

import asyncio
import itertools
import os
import tempfile
import time
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psycopg
from sqlalchemy.engine import make_url

from bot.playground.telegram import TelegramServer
from bot.rehearsal import postgres
from bot.web.app import SECRET_HEADER
from tests.bench import running
from tests.bench.crowd import WAY, own
from tests.bench.table import Figure, middle, percentile, show
from tests.bench.turns import computing
from tests.faults.scene import set_up
from tests.ports import free_port

MOST, ROUNDS = 4, 3
SEATS = 128
"""People at once, each of whom writes again as soon as the update before was acknowledged."""
SECONDS, WARM_SECONDS = 6.0, 4.0
LOOK_SECONDS = 0.02
SECRET = "s3cret"  # of a server on this machine
WAITING = """SELECT coalesce(wait_event_type || ' ' || wait_event, 'computing') FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active'"""


@dataclass
class Stretch:
    """What so many webs came to; `computed` is in seconds, by kind of process."""

    turns: int
    seconds: float
    waits: list[float]
    computed: dict[str, float]
    waited_for: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Turns a second."""
        return self.turns / self.seconds


class Senders:
    """People who join by what they type; each posts to the webs in turn, as behind a proxy."""

    def __init__(self, session: aiohttp.ClientSession, urls: list[str]) -> None:
        self._session, self._urls = session, urls
        self._people, self._updates = itertools.count(10_000), itertools.count(1)
        self._ways = [self._way() for _ in range(SEATS)]

    def _way(self) -> Iterator[dict[str, object]]:
        for person in self._people:
            chat = {"id": person, "type": "private", "first_name": f"Sara {person}"}
            for words in WAY:
                said = {"message_id": 1, "date": int(time.time()), "chat": chat, "text": own(words, person)}
                said["from"] = chat | {"is_bot": False, "language_code": "en"}
                yield {"update_id": next(self._updates), "message": said}

    async def post(self, seconds: float, webs: int) -> list[float]:
        """To the first of them, for so long: what each update waited for."""
        waits: list[float] = []
        urls, until = itertools.cycle(self._urls[:webs]), time.monotonic() + seconds

        async def sit(way: Iterator[dict[str, object]]) -> None:
            while (began := time.monotonic()) < until:
                async with self._session.post(next(urls), json=next(way), headers={SECRET_HEADER: SECRET}) as answer:
                    assert answer.status == 200, answer.status
                waits.append(time.monotonic() - began)

        await asyncio.gather(*(sit(way) for way in self._ways))
        return waits


class Bench:
    """The webs, the database, and whoever looks at both."""

    def __init__(self, senders: Senders, webs: list[Process], url: str) -> None:
        self._senders, self._webs, self._url = senders, webs, url

    async def stretch(self, webs: int, seconds: float = SECONDS) -> Stretch:
        """So many of them are called."""
        before, began, waited_for = self._computed(), time.monotonic(), Counter[str]()
        looking = asyncio.create_task(self._look(waited_for))
        waits = await self._senders.post(seconds, webs)
        took, after = time.monotonic() - began, self._computed()
        looking.cancel()
        await asyncio.wait([looking])
        return Stretch(len(waits), took, waits, {kind: after[kind] - before[kind] for kind in after}, waited_for)

    async def _look(self, found: Counter[str]) -> None:
        async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as connection:
            while True:
                rows = await connection.execute(WAITING)
                found.update(str(row[0]) for row in await rows.fetchall())
                await asyncio.sleep(LOOK_SECONDS)

    def _computed(self) -> dict[str, float]:
        server = int((Path(str(make_url(self._url).query["host"])) / "postmaster.pid").read_text().split()[0])
        return {
            "webs": sum(computing(process.pid) for process in self._webs),
            "PostgreSQL": _family(server),
            "senders": time.process_time(),
        }


def _family(server: int) -> float:
    """Seconds that a process, those that it has started, and those of them that have ended have computed."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = [int(one) for one in path.read_text("ascii").rpartition(")")[2].split()[1:15]]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(path.parent.name) == server:
            ticks += sum(fields[10:14])
        elif fields[0] == server:
            ticks += sum(fields[10:12])
    return ticks / os.sysconf("SC_CLK_TCK")


def run() -> list[Figure]:
    """Measures 1 2 3 4, 1 2 3 4, …; ratios are medians over the rounds, to one web of the same round."""
    rounds = asyncio.run(_measured())
    figures = []
    for webs in range(1, MOST + 1):
        found = [each[webs - 1] for each in rounds]
        ratio = middle([each[webs - 1].rate / each[0].rate for each in rounds])
        rates = " ".join(f"{one.rate:.0f}" for one in found)
        p99 = middle([percentile(one.waits, 0.99) for one in found]) * 1000
        figures.append(Figure(f"{webs} web: turns/s", f"{rates}, acknowledged within {p99:.0f} ms (p99)", "", ratio))
        figures.append(Figure("  share of a core, µs a turn", _computing(found)))
        figures.append(Figure("  what sessions at work wait for", _waiting(found)))
    show(f"Turns of one to {MOST} webs on one PostgreSQL, {os.cpu_count()} cores for all", figures)
    return figures


def _computing(found: list[Stretch]) -> str:
    parts = []
    for kind in found[0].computed:
        share = middle([one.computed[kind] / one.seconds for one in found])
        each = middle([one.computed[kind] / one.turns for one in found])
        parts.append(f"{kind} {share:.0%} ({each * 1e6:.0f})")
    return ", ".join(parts)


def _waiting(found: list[Stretch]) -> str:
    every = sum((one.waited_for for one in found), Counter[str]())
    return ", ".join(f"{what} {number / every.total():.0%}" for what, number in every.most_common(5))


async def _measured() -> list[list[Stretch]]:
    async with AsyncExitStack() as stack:
        server = TelegramServer()
        await server.start()
        stack.push_async_callback(server.stop)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="callboard-bench-")))
        url = stack.enter_context(closing(postgres.Server())).url
        set_up(url, (), places=1)
        ports = [free_port() for _ in range(MOST)]
        webs = []
        for port in ports:
            webs.append(await _web(server, folder, url, port))
            stack.push_async_callback(running.stop, webs[-1])
        session = await stack.enter_async_context(aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)))
        senders = Senders(session, [f"http://127.0.0.1:{port}/telegram/webhook" for port in ports])
        bench = Bench(senders, webs, url)
        await asyncio.gather(*(_is_ready(session, port) for port in ports))
        await bench.stretch(MOST, WARM_SECONDS)
        return [[await bench.stretch(number + 1) for number in range(MOST)] for _ in range(ROUNDS)]


async def _web(server: TelegramServer, folder: Path, url: str, port: int) -> Process:
    more = {
        "DATABASE__URL": url,
        "TELEGRAM__MODE": "webhook",
        "TELEGRAM__WEBHOOK_SECRET": SECRET,
        "WEB__PORT": str(port),
        "WEB__PUBLIC_URL": f"http://127.0.0.1:{port}",
        "WEB__SHED_AFTER_SECONDS": "60",
    }
    return await running.callboard(server, folder, command="web", more=more)


async def _is_ready(session: aiohttp.ClientSession, port: int) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)
