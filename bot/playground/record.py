"""The record of what arrived: the last requests in memory, and all of them as JSON lines in a file."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, NotRequired, TextIO, TypedDict

from bot.playground.wire import Json, Upload, encode

FLUSH_EVERY = 0.2


class Request(TypedDict):
    """One request of a bot: epoch seconds of its arrival, and the HTTP status it was answered with.

    error: the platform's name for what was wrong, where it says so with status 200.
    """

    at: float
    platform: str
    method: str
    params: Json
    status: int
    error: NotRequired[str]


class Record:
    """Keeps requests in the order of their answers; the file is at most 0.2 s behind.

    The host may set `listener`, which is told of each.
    """

    listener: Callable[[Request], None] | None = None

    def __init__(self, target: Path | TextIO | None, platform: str, keep: int = 100_000) -> None:
        self.platform = platform
        self.requests: deque[Request] = deque(maxlen=keep)
        self._target = target
        self._lines: list[str] = []
        self._file: TextIO | None = None
        self._flushing: asyncio.Task[None] | None = None
        # Arrivals are monotonic seconds; one fixed difference keeps their distances exact in the record.
        self._epoch = time.time() - time.monotonic()

    def start(self) -> None:
        """Opens the file, if there is one, and begins to flush it."""
        if self._target is None:
            return
        if isinstance(self._target, Path):
            self._file = self._target.open("a", encoding="utf-8")
        else:
            self._file = self._target
        self._flushing = asyncio.get_running_loop().create_task(self._flush_for_ever())

    def add(self, arrived: float, method: str, params: Json, status: int, error: str | None = None) -> None:
        """Adds a request that arrived at these monotonic seconds; of files only name and size are kept."""
        params = {name: _kept(value) for name, value in params.items()}
        request: Request = {
            "at": self._epoch + arrived,
            "platform": self.platform,
            "method": method,
            "params": params,
            "status": status,
        }
        if error is not None:
            request["error"] = error
        self.requests.append(request)
        if self._file is not None:
            self._lines.append(encode(request))
        if self.listener is not None:
            self.listener(request)

    def now(self) -> float:
        """The time in which requests are stamped: epoch seconds that go as evenly as the monotonic clock."""
        return self._epoch + time.monotonic()

    def flush(self) -> None:
        """Writes what has not been written."""
        if self._file is not None and self._lines:
            lines, self._lines = self._lines, []
            self._file.write("\n".join(lines) + "\n")
            self._file.flush()

    async def stop(self) -> None:
        """Flushes; closes the file if it was opened here."""
        if self._flushing is not None:
            self._flushing.cancel()
            await asyncio.wait([self._flushing])
        self.flush()
        if self._file is not None and isinstance(self._target, Path):
            self._file.close()
        self._file = self._flushing = None

    async def _flush_for_ever(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_EVERY)
            self.flush()


def _kept(value: Any) -> Any:
    return value.summary() if isinstance(value, Upload) else value
