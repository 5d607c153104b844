"""Two thousand people at once, each of whom waits for the answer before writing again."""

from __future__ import annotations

import asyncio
import itertools
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from bot.playground.telegram import Limits, TelegramServer, User
from tests.bench.table import percentile

TOKEN = "1001:playground"
WAY = ("/start", "1", "London", "1", "Sara Khan", "hepatology", "4", "Enough for now", "100", "none")
"""Onboarding as typed: language, time zone, consent, name, field, level, no proof, rate, quiet hours."""
LAST_BUTTON = "That's right, join"
PATIENCE = 30.0


@dataclass
class Stretch:
    """What a stretch of time came to; seconds of computing are the playground's and the bot's."""

    turns: int
    seconds: float
    p50: float
    p99: float
    computing: float
    lost: int
    bot_computing: float = 0.0

    @property
    def rate(self) -> float:
        """Turns a second."""
        return self.turns / self.seconds


@dataclass
class Seat:
    """A place in the crowd, taken by one person after another: each goes the whole way, then the next one comes."""

    server: TelegramServer
    ids: Iterator[int]
    user: User | None = None
    steps: Iterator[str | None] = field(default_factory=lambda: iter(()))

    async def turn(self) -> None:
        """The next thing done, and its answer. TimeoutError where none comes."""
        words = next(self.steps, "")
        if words == "":
            number = next(self.ids)
            self.user = self.server.user(number, f"Sara {number}")
            self.steps = iter((*(own(words, number) for words in WAY), None))
            words = next(self.steps)
        assert self.user is not None
        if words is not None:
            await self.user.send(words)
        elif self.user.last is not None and LAST_BUTTON in self.user.last.labels:
            await self.user.press(LAST_BUTTON)
        else:
            await self.user.send("/help")
        await self.user.next(timeout=PATIENCE)


def own(words: str, number: int) -> str:
    """No two write their field alike: what is remembered for one helps nobody else."""
    if words != "hepatology":
        return words
    return "".join(letter.upper() if number >> place & 1 else letter for place, letter in enumerate(words))


class Crowd:
    """Everyone in their seats."""

    def __init__(self, server: TelegramServer, size: int) -> None:
        ids = itertools.count(10_000)
        self.seats = [Seat(server, ids) for _ in range(size)]

    async def spread(self) -> bool:
        """Everyone gets to another point of the way: later no stretch is all newcomers or all farewells."""

        async def walk(seat: Seat, steps: int) -> None:
            for _ in range(steps):
                await seat.turn()

        await asyncio.gather(*(walk(seat, place % (len(WAY) + 1)) for place, seat in enumerate(self.seats)))
        return True

    async def live(self, seconds: float) -> Stretch:
        """Everyone goes on for so long; what was begun then is still waited for, and counted with its time."""
        waits: list[float] = []
        lost = 0

        async def sit(seat: Seat, until: float) -> None:
            nonlocal lost
            while (began := time.monotonic()) < until:
                try:
                    await seat.turn()
                except TimeoutError:
                    lost += 1
                    return
                waits.append(time.monotonic() - began)

        computing, start = time.process_time(), time.monotonic()
        await asyncio.gather(*(sit(seat, start + seconds) for seat in self.seats))
        length = time.monotonic() - start
        computed = time.process_time() - computing
        return Stretch(len(waits), length, percentile(waits, 0.5), percentile(waits, 0.99), computed, lost)


def host(pipe: Connection, size: int, core: int | None) -> None:
    """A process of its own: a playground and its crowd, told by the pipe for how long to live; 0 spreads it."""
    if core is not None:
        os.sched_setaffinity(0, {core})
    asyncio.run(_host(pipe, size))


async def _host(pipe: Connection, size: int) -> None:
    server = TelegramServer(TOKEN, limits=Limits(enabled=False, history=100))
    pipe.send(await server.start())
    crowd = Crowd(server, size)
    while (seconds := await asyncio.to_thread(pipe.recv)) is not None:
        if seconds:
            pipe.send(await crowd.live(seconds))
        else:
            pipe.send(await crowd.spread())
    await server.stop()
