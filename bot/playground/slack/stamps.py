"""Time stamps that are the names of messages: seconds with six digits, each given once."""

from __future__ import annotations

import time

from bot.playground.clock import Clock


class Stamps:
    """Gives growing stamps, also when many are asked for at once, or when the clock is set back."""

    clock: Clock | None = None

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> str:
        """The next stamp, e.g. "1764000000.000200"."""
        self._last = max(self._last + 1, self._now())
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def _now(self) -> int:
        """Microseconds since 1970."""
        return int(self.clock.now().timestamp() * 1_000_000) if self.clock else time.time_ns() // 1000
