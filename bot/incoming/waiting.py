"""Events that wait for their transaction: in their order, and of each person one at a time."""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import dataclass

from bot.chat.event import Event
from bot.chat.forms import Reply
from bot.incoming.told import Ended

HANDLED = Ended("handled")
MOST_AT_ONCE = 100
LEAST_AT_ONCE = 5
BATCH_SECONDS = 0.1
"""A batch is not to take longer: whoever is in it waits for its end, and whoever comes meanwhile for that as well."""

REST = 1 / 3
"""What is left over after full batches and is no more than this of one is spread over them."""


@dataclass(slots=True)
class Waiting:
    """An event, and whoever waits for it to be handled.

    `since` is when it came and `ready` when only the service kept it waiting: the event that the person sent before
    it was on its way by then. Both are by the monotonic clock. `ended` says how, once it is done.
    """

    event: Event
    done: asyncio.Future[Reply | None]
    since: float
    ready: float
    ended: Ended = HANDLED


class Line:
    """What waits, the oldest first."""

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []
        self._taken: list[Waiting] = []
        self._first_waiting = self._first_taken = 0.0
        self._began = 0.0
        self._batch_seconds = self._event_seconds = 0.0

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def longest(self) -> float:
        """For how many seconds the service has kept an event waiting that is not handled yet, at most.

        Whoever sends a thousand at once waits for themselves: that does not count.
        """
        since = [self._first_waiting] if self._waiting else []
        if self._taken:
            since.append(self._first_taken)
        return time.monotonic() - min(since) if since else 0.0

    @property
    def expected(self) -> float:
        """How many seconds whoever comes now will probably wait: the batches before theirs, and theirs.

        Nobody waits for nothing: else one slow batch would turn everyone away for ever.
        """
        if not self._waiting and not self._taken:
            return 0.0
        batches = len(self._waiting) // self._most + 1 + bool(self._taken)
        at_most = max(BATCH_SECONDS, LEAST_AT_ONCE * self._event_seconds)  # the last ones may have had more in them
        return batches * min(self._batch_seconds, at_most)

    @property
    def _most(self) -> int:
        """How many a batch is to have, by what the last ones took: turns differ a hundredfold, and a crowd may well do
        the dearest of them all at once."""
        fit = int(BATCH_SECONDS / self._event_seconds) if self._event_seconds else MOST_AT_ONCE
        return min(MOST_AT_ONCE, max(LEAST_AT_ONCE, fit))

    def _even(self, waiting: int) -> int:
        """About as many as a batch is to have, so that none is made for a small rest: each has its own statements."""
        batches = max(waiting / MOST_AT_ONCE, waiting / self._most - REST)
        return math.ceil(waiting / max(1, math.ceil(batches)))

    def add(self, event: Event) -> Waiting:
        """To its end."""
        now = time.monotonic()
        if not self._waiting:
            self._first_waiting = now
        one = Waiting(event, asyncio.get_running_loop().create_future(), now, now)
        self._waiting.append(one)
        return one

    def next_batch(self) -> list[Waiting]:
        """About as many as are done in BATCH_SECONDS, one for each person: the next of the same waits its turn."""
        now, most = time.monotonic(), self._even(len(self._waiting))
        self._began = now
        batch: list[Waiting] = []
        later: list[Waiting] = []
        people: set[tuple[str, str]] = set()
        for one in self._waiting:
            who = (one.event.sender.platform, one.event.sender.external_id)
            if one.done.cancelled():
                continue
            if who in people:
                one.ready = now
                later.append(one)
            elif len(batch) >= most:
                later.append(one)
            else:
                people.add(who)
                batch.append(one)
        self._waiting, self._taken = later, batch
        self._first_waiting = min((one.ready for one in later), default=now)
        self._first_taken = min((one.ready for one in batch), default=now)
        return batch

    def handled(self) -> None:
        """The batch is over, one way or the other."""
        took, number = time.monotonic() - self._began, len(self._taken)
        self._taken = []
        self._batch_seconds = (self._batch_seconds + took) / 2
        self._event_seconds = (self._event_seconds + took / max(1, number)) / 2
