"""How many messages a second one process sends durably: at the pace of a paid broadcast, and with the pace off."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from functools import partial

from sqlmodel import col, func, select

from bot.database import Database
from bot.playground.record import Request
from bot.playground.telegram import Limits, TelegramServer
from bot.rehearsal.enlisting import Enlisted, enlist
from bot.rehearsal.fresh import POSTGRES, fresh
from bot.rehearsal.tally import Busiest
from models.delivery import Delivery, DeliveryState
from models.switch import SENDING, SwitchedOff
from tests.bench import rivals
from tests.bench.crowd import TOKEN
from tests.bench.table import Figure, middle, show
from tests.faults.house import FIRST_EXPERT
from tests.faults.scene import AUTHOR, fill

CARDS = 6000
CHATS = 50_000
"""For the baseline, which goes on to others and not round again."""
LIMIT = 1000
SECONDS = 4.0
_PROCESSES = multiprocessing.get_context("spawn")


def run() -> list[Figure]:
    """Measures and prints; the baseline is measured before, between and after."""
    figures, bare = [], [_baseline()]
    for name, database in (("SQLite", ""), ("PostgreSQL", POSTGRES)):
        with fresh(database) as url:
            paced, most = asyncio.run(_cards(url, LIMIT))
        with fresh(database) as url:
            free, _ = asyncio.run(_cards(url, None))
        bare.append(_baseline())
        figures += [
            Figure(f"{name}, where the pace allows {LIMIT}/s", f"{paced:.0f}/s", "≥ 950/s"),
            Figure(f"{name}, most in any second", str(most), f"≤ {LIMIT}"),
            Figure(f"{name}, with the pace off", f"{free:.0f}/s", "≥ 3× send_message", free / middle(bare[-2:])),
        ]
    each = " ".join(f"{one:.0f}" for one in bare)
    figures.append(Figure("send_message, 20 at a time", f"{middle(bare):.0f}/s  ({each})"))
    show(f"Sending {CARDS} cards that are queued already", figures)
    return figures


def _baseline() -> float:
    return asyncio.run(_gathered())


async def _gathered() -> float:
    """Messages a second over python-telegram-bot's own client."""
    async with _playground(None) as (server, times), _bot(rivals.gathered, server.url):
        while not times:  # noqa: ASYNC110  # the playground has no such event
            await asyncio.sleep(0.05)
        await asyncio.sleep(SECONDS)
        return _rate(times)


async def _cards(url: str, limit: int | None) -> tuple[float, int]:
    """Messages a second from the first card to the last, and the most in any second."""
    async with stored(url, CARDS, limit) as (database, _, times):
        turn_on(database)
        await until(lambda: len(times) >= CARDS)
    second = Busiest()
    for at in times:
        second.add(at)
    return _rate(times), second.most


@asynccontextmanager
async def stored(
    url: str, cards: int, limit: int | None
) -> AsyncIterator[tuple[Database, TelegramServer, list[float]]]:
    """So many are stored, and none of them goes out before sending is turned on."""
    with closing(Database(url)) as database:
        fill(database, (), places=cards + 1)
        people = (Enlisted(FIRST_EXPERT + number, f"Expert {number}") for number in range(cards))
        list(enlist(database, people, datetime.now(UTC)))
        with database.transaction() as session:
            session.add(SwitchedOff(name=SENDING, since=datetime.now(UTC)))
        start = partial(rivals.callboard, database=url, per_second=limit)
        async with _playground(limit) as (server, times), _bot(start, server.url):
            await until(lambda: _queued(database) == cards)
            yield database, server, times


def turn_on(database: Database) -> None:
    """Sending."""
    with database.transaction() as session:
        session.delete(session.get_one(SwitchedOff, SENDING))


@asynccontextmanager
async def _playground(limit: int | None) -> AsyncIterator[tuple[TelegramServer, list[float]]]:
    """Everyone has a chat there; when each message came."""
    times: list[float] = []

    def note(request: Request) -> None:
        if request["method"] == "sendMessage" and request["status"] == 200:
            times.append(request["at"])

    server = TelegramServer(TOKEN, limits=Limits(per_second=limit or LIMIT, enabled=limit is not None, history=100))
    server.record.listener = note
    for number in (AUTHOR, *range(FIRST_EXPERT, FIRST_EXPERT + CHATS)):
        server.user(number).has_started()
    await server.start()
    try:
        yield server, times
    finally:
        await server.stop()


@asynccontextmanager
async def _bot(start: rivals.Start, url: str) -> AsyncIterator[None]:
    """In a process of its own."""
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # what is cut off at the end is no news
    ours, its = _PROCESSES.Pipe()
    process = _PROCESSES.Process(target=rivals.host, args=(its, start, url, None), daemon=True)
    process.start()
    await asyncio.to_thread(ours.recv)
    try:
        yield
    finally:
        ours.send(None)
        await asyncio.to_thread(process.join, 15)
        if process.is_alive():
            process.kill()


async def until(holds: Callable[[], bool]) -> None:
    """Returns as soon as it does."""
    async with asyncio.timeout(300):
        while not holds():  # noqa: ASYNC110  # what is waited for is in another place
            await asyncio.sleep(0.2)


def _queued(database: Database) -> int:
    with database.transaction() as session:
        return session.exec(select(func.count()).where(col(Delivery.state) == DeliveryState.DUE)).one()


def _rate(times: list[float]) -> float:
    return (len(times) - 1) / (max(times) - min(times))
