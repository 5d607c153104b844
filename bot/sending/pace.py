"""How fast a token may send: evenly, and exactly within the platform's limit.

Two rules together. Slots are evenly spaced at the rate. And message *k* starts at least one second after the
*answer* to message *k − limit*: it left after that one had arrived, so that no sliding second can hold more than
the limit, whatever the network's delays. Even spacing alone was seen to put 31 into a second at 29.5/s.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque

LATE_SECONDS = 0.25
"""A timer is late by a millisecond or so, a commit or a look at the table by more. What was held up by no more than
this is made up for, or 1000 a second become 900; what the platform held up is not. The window holds all the same."""


class Window:
    """At most `limit` in any sliding stretch of so many `seconds`, as the receiver sees them."""

    def __init__(self, limit: int, seconds: float = 1.0) -> None:
        self._limit, self._seconds = limit, seconds
        self._open = 0
        self._answers: deque[float] = deque()

    def wait(self) -> float | None:
        """Seconds until the next may start, 0 for none, None for until an answer comes."""
        if len(self._answers) + self._open < self._limit:
            return 0.0
        if not self._answers:
            return None
        return max(0.0, self._answers[0] + self._seconds - time.monotonic())

    def used(self) -> float:
        """The share of the limit that those in flight and those of the last stretch take."""
        since = time.monotonic() - self._seconds
        return (self._open + sum(at > since for at in self._answers)) / self._limit

    def begin(self) -> None:
        """One starts; `wait` has said that it may."""
        self._open += 1
        if len(self._answers) + self._open > self._limit:
            self._answers.popleft()

    def over(self) -> None:
        """The answer to one has come, or its attempt is over."""
        self._open -= 1
        self._answers.append(time.monotonic())


class Slot:
    """Leave to send one message; `answered` says when the platform's answer came."""

    __slots__ = ("_answered", "_pace")

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._answered = False

    def answered(self) -> None:
        """The platform has answered, or the attempt is over. Twice changes nothing."""
        if not self._answered:
            self._answered = True
            self._pace._over()


class Pace:
    """One pace for one token.

    Args:
        per_second: the platform's limit; None sends as fast as it takes.
    """

    def __init__(self, per_second: float | None) -> None:
        self.per_second = per_second
        self._spacing = 1 / per_second if per_second else 0.0
        self._window = Window(max(1, math.floor(per_second))) if per_second else None
        self._next_at = 0.0
        self._held_until = 0.0
        self._answer_came = asyncio.Event()

    async def slot(self) -> Slot:
        """Waits until the next message may start. Who asks must take it: one caller at a time."""
        while (wait := self._wait()) != 0:
            if wait is None:
                self._answer_came.clear()
                await self._answer_came.wait()
            else:
                await asyncio.sleep(wait)
        now = time.monotonic()
        on_time = now - self._next_at < LATE_SECONDS
        self._next_at = (self._next_at if on_time else now) + self._spacing
        if self._window is not None:
            self._window.begin()
        return Slot(self)

    def within(self, seconds: float, most: int) -> int:
        """How many may go in so long, without regard to what holds it up: one at least, `most` at most."""
        return max(1, min(most, math.ceil(seconds / self._spacing))) if self._spacing else most

    def hold(self, seconds: float) -> None:
        """Nothing more for so long: the platform said so."""
        self._held_until = max(self._held_until, time.monotonic() + seconds)
        self._next_at = max(self._next_at, self._held_until)

    @property
    def held_for(self) -> float:
        """Seconds until sending goes on; 0 while it does."""
        return max(0.0, self._held_until - time.monotonic())

    @property
    def used(self) -> float | None:
        """The share of the limit that is used now; None without a limit."""
        return self._window.used() if self._window is not None else None

    def _wait(self) -> float | None:
        """Seconds to wait, 0 for none, None for until an answer comes."""
        within = self._window.wait() if self._window is not None else 0.0
        if within is None:
            return None
        return max(0.0, within, self._next_at - time.monotonic())

    def _over(self) -> None:
        if self._window is not None:
            self._window.over()
        self._answer_came.set()
