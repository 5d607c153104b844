"""People who write whenever they like, however long others wait: what each of them waits for an answer."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random

from bot.playground.telegram import TelegramServer
from tests.bench.crowd import Seat
from tests.bench.table import percentile

SEATS = 300
"""Each writes about every fifteen seconds, where twenty of them write in a second."""
FIRST_ID = 50_000_000
"""Nobody of the population has it."""


@dataclass
class Waits:
    """What was waited within a stretch of time."""

    seconds: list[float] = field(default_factory=list)
    lost: int = 0

    def __str__(self) -> str:
        half, most = (percentile(self.seconds, share) * 1000 for share in (0.5, 1))
        lost = f", {self.lost} LOST" if self.lost else ""
        return f"{self.p99 * 1000:.0f} ms  (p50 {half:.0f}, longest {most:.0f}, of {len(self.seconds)}{lost})"

    @property
    def p99(self) -> float:
        """Seconds; infinite where nobody was answered."""
        return percentile(self.seconds, 0.99) if self.seconds else float("inf")


class Chatting:
    """Onboarding, step by step, by people who come whoever still waits: in a second so many, each at a random moment of
    its share.

    At random altogether, the line at thirty messages a second would alone keep one of a hundred for 0.2 s and more.
    """

    def __init__(self, server: TelegramServer, per_second: float, rng: Random) -> None:
        ids = itertools.count(FIRST_ID)
        self._free = [Seat(server, ids) for _ in range(SEATS)]
        self._ids, self._server, self._rng = ids, server, rng
        self.per_second = per_second
        self._turns: set[asyncio.Task[None]] = set()
        self._now = Waits()

    def stretch(self) -> Waits:
        """From now on what is waited belongs to this one, by when it was written."""
        self._now = Waits()
        return self._now

    async def one_is_answered(self) -> None:
        """The service is there."""
        waits = self.stretch()
        async with asyncio.timeout(60):
            while not waits.seconds:  # noqa: ASYNC110  # what is waited for is in another place
                await asyncio.sleep(0.05)

    async def answered(self) -> None:
        """Everyone who has written has the answer, or gave up."""
        if self._turns:
            await asyncio.wait(self._turns)

    async def go_on(self) -> None:
        """Until it is cancelled."""
        at = time.monotonic()
        while True:
            at += 1 / self.per_second
            await asyncio.sleep(max(0.0, at + self._rng.random() / self.per_second - time.monotonic()))
            turn = asyncio.create_task(self._turn(self._now))
            self._turns.add(turn)
            turn.add_done_callback(self._turns.discard)

    async def _turn(self, waits: Waits) -> None:
        seat = self._anybody() or Seat(self._server, self._ids)
        began = time.monotonic()
        try:
            await seat.turn()
        except TimeoutError:
            waits.lost += 1
            return
        waits.seconds.append(time.monotonic() - began)
        self._free.append(seat)

    def _anybody(self) -> Seat | None:
        """Of those who have their answer: one after another they would all join at the same time."""
        if not self._free:
            return None
        place = self._rng.randrange(len(self._free))
        self._free[place], self._free[-1] = self._free[-1], self._free[place]
        return self._free.pop()


@asynccontextmanager
async def chatting(server: TelegramServer, per_second: float, rng: Random) -> AsyncIterator[Chatting]:
    """People write from here on, until it is left; then the last of them are still waited for."""
    people = Chatting(server, per_second, rng)
    going_on = asyncio.create_task(people.go_on())
    try:
        yield people
    finally:
        going_on.cancel()
        await people.answered()
