"""Time stamps that are the names of messages: seconds with six digits, each given once."""

from __future__ import annotations

import time


class Stamps:
    """Gives growing stamps, also when many are asked for at once."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> str:
        """The next stamp, e.g. "1764000000.000200"."""
        self._last = max(self._last + 1, time.time_ns() // 1000)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
