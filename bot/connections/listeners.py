"""Who asks the platforms for news, where they don't call: one process for each platform."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

import structlog

from bot.neighbours.lease import Lease
from bot.neighbours.neighbours import Neighbours

log = structlog.get_logger()

LOOK_SECONDS = 0.2
AGAIN_SECONDS = 1.0
Listen = Callable[[], Coroutine[Any, Any, None]]
"""Listens until it is cancelled; it may be called again after that."""


class Listeners(Protocol):
    """What becomes of platforms that want to be asked."""

    def open(self, platform: str, listen: Listen) -> None:
        """The platform is connected, and doesn't call."""

    async def stop(self) -> None:
        """Stops listening."""


class Ours:
    """This process listens to each platform of which it has the lease."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours
        self._tasks: list[asyncio.Task[None]] = []

    def open(self, platform: str, listen: Listen) -> None:
        """As in Listeners."""
        lease = self._neighbours.listening(platform)
        self._tasks.append(asyncio.create_task(_whenever_held(platform, lease, listen)))

    async def stop(self) -> None:
        """As in Listeners."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


class Theirs:
    """Other processes listen."""

    def open(self, platform: str, listen: Listen) -> None:
        """It is the others' to listen to."""

    async def stop(self) -> None:
        """There is nothing to stop."""


async def _whenever_held(platform: str, lease: Lease, listen: Listen) -> None:
    try:
        while True:
            epoch = await lease.taken()
            listening = asyncio.create_task(listen())
            try:
                while lease.valid and lease.epoch == epoch and not listening.done():  # noqa: ASYNC110  # time ends it
                    await asyncio.sleep(LOOK_SECONDS)
            finally:
                listening.cancel()
                await asyncio.wait([listening])
            if not listening.cancelled() and listening.exception() is not None:
                log.error("listening-failed", platform=platform, because=repr(listening.exception()))
                await asyncio.sleep(AGAIN_SECONDS)
            if lease.leaving:
                await lease.give_back()
    finally:
        await lease.resign()
