"""Kills the service again and again while people use it, then counts."""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Protocol

from bot.database import Database
from bot.playground.telegram import Limits, TelegramServer
from models.queries import cards
from tests.bench import running
from tests.faults.life import STEPS, Life, Lost, review
from tests.faults.scene import PAY_MINOR, ask, set_up

SEATS = 100
LATENCY = 0.1
"""Seconds that each answer of the platform takes: so that something is in flight when the kill comes."""
ANSWERED = range(100, 160)
"""People whose answers wait for the reviewers from the start."""
REVIEWERS = (11, 12, 13)
SENDING = {"TELEGRAM__MESSAGES_PER_SECOND": "900", "TELEGRAM__PAID_BROADCAST": "true"}
_OF_EXPERTS = "SELECT count(*) FROM delivery WHERE person_id IN (SELECT person_id FROM expert) AND state "
WAITING, REFUSED = _OF_EXPERTS + "IN (0, 1)", _OF_EXPERTS + "IN (3, 4)"
STARTS_WITHIN = 90.0
"""On a machine that has other things to do."""


@dataclass
class Toll:
    """What a run cost. `in_flight` adds up what was on its way, or not written down yet, at each kill."""

    kills: int = 0
    people: int = 0
    seconds: float = 0.0
    lost: list[str] = field(default_factory=list)
    repeated: int = 0
    in_flight: int = 0
    joined: int = 0
    submitted: int = 0
    accepted: int = 0
    paid: int = 0
    balance: int = 0
    parked: int = 0
    given_up: int = 0
    miscounted: int = 0

    @property
    def amiss(self) -> list[str]:
        """Each promise that was not held, in words; empty where all were."""
        wrong = [f"lost: {what}" for what in self.lost]
        if self.repeated > self.in_flight:
            wrong.append(f"{self.repeated} messages came twice, only {self.in_flight} were in flight")
        if not self.joined == self.submitted == self.people:
            wrong.append(f"{self.people} people, {self.joined} joined, {self.submitted} submitted")
        if self.paid != self.accepted or self.balance != self.accepted * PAY_MINOR:
            wrong.append(f"{self.accepted} accepted, {self.paid} paid, {self.balance} in the experts' accounts")
        if self.miscounted:
            wrong.append(f"the cards of {self.miscounted} broadcasts are not counted right")
        if self.parked or self.given_up:
            wrong.append(f"{self.parked} events put aside, {self.given_up} messages given up")
        return wrong


class Struck(Protocol):
    """What is struck: the service, as one process or as many."""

    url: str
    """Where its database is."""

    async def start(self) -> None:
        """Whatever is not there any more."""

    async def strike(self, rng: Random) -> None:
        """Without a warning."""

    async def stop(self) -> None:
        """All that is there, so that nothing is in flight."""

    def ask(self, question: str) -> Sequence[Sequence[Any]]:
        """What the database says."""


class OneProcess:
    """`callboard run` on a SQLite file."""

    def __init__(self, server: TelegramServer, folder: Path) -> None:
        self._server, self._folder, self._file = server, folder, folder / "callboard.db"
        self.url = f"sqlite:///{self._file}"
        self._process: Process | None = None

    async def start(self) -> None:
        """Returns when it asks for updates."""
        before = self._polls
        process = self._process = await running.callboard(self._server, self._folder, more=SENDING)
        try:
            async with asyncio.timeout(STARTS_WITHIN):
                while self._polls == before:  # noqa: ASYNC110  # the playground has no such event
                    await asyncio.sleep(0.02)
        except TimeoutError:
            process.kill()
            raise

    async def strike(self, rng: Random) -> None:
        """It is killed."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> None:
        """As in Struck."""
        if self._process is not None:
            await running.stop(self._process)

    def ask(self, question: str) -> Sequence[Sequence[Any]]:
        """As in Struck."""
        return ask(self._file, question)

    @property
    def _polls(self) -> int:
        return sum(request["method"] == "getUpdates" for request in self._server.requests)


def platform() -> TelegramServer:
    """The local Telegram of a run; each of its answers takes a while."""
    return TelegramServer(limits=Limits(per_second=1000), latency=LATENCY)


class Killing:
    """One run: people come and go while the service is struck `kills` times at moments drawn from the seed."""

    def __init__(self, struck: Struck, server: TelegramServer, kills: int, seed: int, seats: int = SEATS) -> None:
        self._struck, self._server, self._kills, self._rng = struck, server, kills, Random(seed)
        self._seats = seats
        self._lives: list[Life] = []
        self._ids = itertools.count(1000)
        self._coming = True
        self.toll = Toll()

    async def run(self) -> Toll:
        """Kills, restarts, lets everyone finish, and counts."""
        began = time.monotonic()
        await self._server.start()
        set_up(self._struck.url, REVIEWERS, places=10_000, answers=ANSWERED)
        await self._struck.start()
        people = asyncio.gather(*(self._seat(place) for place in range(self._seats)))
        reviewers = [asyncio.create_task(review(self._server.user(number))) for number in REVIEWERS]
        try:
            while self.toll.kills < self._kills:
                await self._strike()
                await self._struck.start()
            self._coming = False
            await people
            await asyncio.sleep(1)
            await _ended(reviewers)
            await self._sent()
        finally:
            await _ended(reviewers)
            people.cancel()
            await self._struck.stop()
        await self._server.stop()
        self._count()
        self.toll.seconds = time.monotonic() - began
        return self.toll

    async def _seat(self, place: int) -> None:
        """One person after another, as long as people come."""
        await asyncio.sleep(place * 4.0 / self._seats)
        while True:
            life = Life(self._server.user(next(self._ids), "Sara"), Random(self._rng.random()))
            self._lives.append(life)
            try:
                await life.run()
            except Lost as lost:
                self.toll.lost.append(str(lost))
            if not self._coming:
                return

    async def _sent(self) -> None:
        """What the last reviews were answered with is on its way; what waits for longer than any start was given up."""
        until = time.monotonic() + STARTS_WITHIN
        while self._number(WAITING) and time.monotonic() < until:  # noqa: ASYNC110  # it is another process
            await asyncio.sleep(0.1)

    async def _strike(self) -> None:
        await asyncio.sleep(self._rng.uniform(0.0, 2.5))
        await self._struck.strike(self._rng)
        await asyncio.sleep(0.05)
        self.toll.kills += 1
        self.toll.in_flight += self._number("SELECT count(*) FROM delivery WHERE state < 2")

    def _count(self) -> None:
        toll = self.toll
        toll.people = len(self._lives)
        self._compare()
        toll.joined = self._number("SELECT count(*) FROM expert")
        toll.submitted = self._number("SELECT count(*) FROM answer") - len(ANSWERED)
        toll.accepted = self._number("SELECT count(*) FROM offer WHERE state = 'accepted'")
        toll.paid = self._number("SELECT count(DISTINCT cause) FROM ledgertransaction")
        toll.balance = self._number(
            "SELECT coalesce(sum(amount_minor), 0) FROM ledgerentry WHERE account LIKE 'expert%'"
        )
        toll.parked = self._number("SELECT count(*) FROM parkedevent")
        toll.given_up = self._number(WAITING) + self._number(REFUSED)
        with closing(Database(self._struck.url)) as database, database.transaction() as session:
            _, _, toll.miscounted = cards.recount_next(session, 0, 10)

    def _compare(self) -> None:
        """Each answer was sent once: not never, and more often only where a kill came between."""
        came: Counter[tuple[int, str]] = Counter()
        for request in self._server.requests:
            if request["method"] == "sendMessage" and request["status"] == 200:
                words = re.sub(r"<[^>]+>", "", request["params"]["text"])
                came.update((request["params"]["chat_id"], step.mark) for step in STEPS if step.mark in words)
        expected = {(life.chat_id, step.mark) for life in self._lives for step in STEPS if step.new}
        self.toll.lost += [f"{mark!r} to {chat_id}" for chat_id, mark in expected - came.keys()]
        self.toll.repeated = sum(came[one] - 1 for one in expected & came.keys())

    def _number(self, question: str) -> int:
        return int(self._struck.ask(question)[0][0])


async def _ended(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
