"""What people wait for their answers while a broadcast to a million is filled and sent, and while a hundred thousand
reminders are due at once.

`CALLBOARD_BENCH_EXPERTS` says how many there are; `BENCH_MEANWHILE` names one of the databases, or both.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert, literal, select, text
from sqlmodel import Session, col

from bot.database import Database
from bot.playground.record import Request
from bot.playground.telegram import Limits, TelegramServer
from bot.playground.telegram.chat import Chat
from models.offer import Offer
from models.reminder import Reminder, ReminderKind
from models.types import UtcDateTime, enum_type
from tests.bench import population, running
from tests.bench.chatting import FIRST_ID, Chatting, Waits, chatting
from tests.bench.table import Figure, most_in_a_second, show
from tests.faults.test_filling import begin

PER_SECOND = 20.0
"""Turns of people who chat."""
FREE, PAID = 30, 1000
"""Messages a second that Telegram takes for nothing, and of whoever pays."""
WARM_SECONDS, SECONDS = 10.0, 30.0
REMINDERS = 100_000
TARGET = "≤ 250 ms"


class Everyone(TelegramServer):
    """Whoever the bot writes to wrote to it long ago; what came is counted."""

    def __init__(self, per_second: int) -> None:
        super().__init__(limits=Limits(per_second=per_second, per_chat_burst=20, history=100))
        self.sent: list[tuple[float, str]] = []
        self.too_fast = 0
        self.record.listener = self._note

    def chat_for(self, params: dict[str, Any]) -> Chat:
        number = params.get("chat_id")
        if isinstance(number, int) and number not in self.users:
            self.user(number).has_started()
        return super().chat_for(params)

    def of(self, kind: str, since: float = 0.0) -> list[float]:
        """When each of the messages of a kind came."""
        return [at for at, one in self.sent if one == kind and at >= since]

    def _note(self, request: Request) -> None:
        self.too_fast += request["status"] == 429
        if request["method"] == "sendMessage" and request["status"] == 200:
            self.sent.append((request["at"], _kind(request["params"])))


def _kind(params: dict[str, Any]) -> str:
    if params["chat_id"] >= FIRST_ID:
        return "reply"
    return "reminder" if "remind you" in params["text"] else "card"


def run() -> list[Figure]:
    """Measures and prints; ratios are to what is waited while nothing else goes on."""
    figures: list[Figure] = []
    for name, database in population.databases(population.MILLION, population.NARROW):
        if os.environ.get("BENCH_MEANWHILE", name) == name:
            found = asyncio.run(_measured(database))
            show(f"Replies to {PER_SECOND:.0f} turns/s meanwhile, {population.MILLION:,} experts, {name}", found)
            figures += found
    return figures


async def _measured(database: Database) -> list[Figure]:
    async with _service(database, FREE) as (_, people):
        quiet = await _for(people, SECONDS)
        filling, took = await _filled(database, people)
        sending = await _for(people, SECONDS)
    queued = _number(database, "SELECT sum(made) FROM wave")
    async with _service(database, PAID) as (server, people):
        began = len(server.of("card"))
        paid = await _for(people, SECONDS)
        cards = (len(server.of("card")) - began) / SECONDS
        surge = await _surged(database, server, people)
    return [
        Figure("nothing else", str(quiet)),
        Figure(f"filling, {queued:,} cards in {took:.0f} s", str(filling), TARGET, filling.p99 / quiet.p99),
        Figure(f"sending at {FREE}/s", str(sending), TARGET, sending.p99 / quiet.p99),
        Figure(f"sending at {PAID}/s, of which {cards:.0f} cards", str(paid), TARGET, paid.p99 / quiet.p99),
        *surge,
    ]


@asynccontextmanager
async def _service(database: Database, per_second: int) -> AsyncIterator[tuple[Everyone, Chatting]]:
    """The service in a process of its own; people have been chatting for a while when this opens."""
    server = Everyone(per_second)
    await server.start()
    more = {
        "DATABASE__URL": database.engine.url.set(drivername=database.engine.dialect.name).render_as_string(),
        "TELEGRAM__MESSAGES_PER_SECOND": str(per_second if per_second == FREE else per_second * 0.95),
        "TELEGRAM__PAID_BROADCAST": str(per_second > FREE).lower(),
    }
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        process = await running.callboard(server, Path(folder), more=more)
        try:
            async with chatting(server, PER_SECOND, Random(7)) as people:
                await people.one_is_answered()
                await asyncio.sleep(WARM_SECONDS)
                yield server, people
        finally:
            await running.stop(process)
            await server.stop()


async def _for(people: Chatting, seconds: float) -> Waits:
    waits = people.stretch()
    await asyncio.sleep(seconds)
    people.stretch()
    await people.answered()
    return waits


async def _filled(database: Database, people: Chatting) -> tuple[Waits, float]:
    """From the beginning of the broadcast until all its cards are queued, and the seconds that this took."""
    began, waits = time.monotonic(), people.stretch()
    await asyncio.to_thread(database.do, lambda session: begin(session, datetime.now(UTC)))
    await _until(database, "SELECT count(*) FROM broadcast WHERE cursor IS NOT NULL", 0)
    took = time.monotonic() - began
    people.stretch()
    await people.answered()
    return waits, took


async def _surged(database: Database, server: Everyone, people: Chatting) -> list[Figure]:
    """A hundred thousand reminders are due at once, while most cards of the broadcast still wait behind them."""
    number = min(REMINDERS, population.MILLION // 10)
    waits = people.stretch()
    due = await asyncio.to_thread(database.do, lambda session: _remind(session, number))
    while len(server.of("reminder")) < number:
        await asyncio.sleep(0.2)
        if time.time() - due > 60 + number / 100:
            break
    people.stretch()
    await people.answered()
    came = server.of("reminder")
    took = came[-1] - came[0]
    passed = [at for at in server.of("card", came[0] + 1) if at < came[-1] - 1]
    every = [at for at, _ in server.sent]
    return [
        Figure(f"{number:,} reminders due at once", str(waits), TARGET),
        Figure("they came", f"{len(came):,} in {took:.0f} s, {len(came) / took:.0f}/s", f"at {PAID}/s"),
        Figure("the first of them", f"{came[0] - due:.1f} s after"),
        Figure("cards meanwhile, where none was ready", f"{len(passed):,}"),
        Figure(
            "most in any second, refused as too fast", f"{most_in_a_second(every)}, {server.too_fast}", f"≤ {PAID}, 0"
        ),
    ]


def _remind(session: Session, number: int) -> float:
    """Of the first offers; returns when they are due."""
    at = datetime.now(UTC)
    values = (
        literal(ReminderKind.LATER, enum_type(ReminderKind)),
        col(Offer.id),
        literal(at, UtcDateTime()),
        literal(0),
    )
    rows = select(col(Offer.expert_id), *values).order_by(col(Offer.id)).limit(number)
    session.execute(insert(Reminder).from_select(["person_id", "kind", "about_id", "due_at", "round"], rows))
    return at.timestamp()


async def _until(database: Database, question: str, answer: int) -> None:
    async with asyncio.timeout(600):
        while await asyncio.to_thread(_number, database, question) != answer:  # noqa: ASYNC110  # it is in another process
            await asyncio.sleep(0.5)


def _number(database: Database, question: str) -> int:
    with database.reading() as session:
        return int(session.scalar(text(question)) or 0)
