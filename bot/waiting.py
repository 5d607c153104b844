"""Events that wait for their transaction: in their order, and of each person one at a time."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from bot.chat.event import Event
from bot.chat.forms import Reply

MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event, and whoever waits for it to be handled. `since` is by the monotonic clock."""

    event: Event
    done: asyncio.Future[Reply | None]
    since: float


class Line:
    """What waits, the oldest first."""

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []
        self._taken: list[Waiting] = []

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def longest(self) -> float:
        """For how many seconds the one has waited that has waited longest, those being handled included."""
        since = [line[0].since for line in (self._taken, self._waiting) if line and not line[0].done.done()]
        return time.monotonic() - min(since) if since else 0.0

    def add(self, event: Event) -> Waiting:
        """To its end."""
        one = Waiting(event, asyncio.get_running_loop().create_future(), time.monotonic())
        self._waiting.append(one)
        return one

    def next_batch(self) -> list[Waiting]:
        """Up to MOST_AT_ONCE, one for each person: the next of the same waits its turn."""
        batch: list[Waiting] = []
        later: list[Waiting] = []
        people: set[tuple[str, str]] = set()
        for one in self._waiting:
            who = (one.event.sender.platform, one.event.sender.external_id)
            if one.done.cancelled():
                continue
            if who in people or len(batch) >= MOST_AT_ONCE:
                later.append(one)
            else:
                people.add(who)
                batch.append(one)
        self._waiting, self._taken = later, batch
        return batch
