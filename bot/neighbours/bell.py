"""Wakes the process that sends through a channel when another has stored something urgent for it.

LISTEN and NOTIFY of PostgreSQL, after the commit and on connections of its own: in the turn's transaction it would
halve how many commit in a second. A word that is lost costs a reply half a second: then the sender looks anyway.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import psycopg
import structlog
from sqlalchemy import URL

from bot.database import SOON_DEAD

log = structlog.get_logger()

WORD = "callboard_urgent"
AGAIN_SECONDS = 1.0
Connection = psycopg.AsyncConnection[Any]


class Bell:
    """Rings and hears."""

    def __init__(self, url: URL) -> None:
        own = url.set(drivername="postgresql").update_query_dict({key: str(value) for key, value in SOON_DEAD.items()})
        self._address = own.render_as_string(hide_password=False)
        self._rung: set[str] = set()
        self._ring = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def ring(self, channel: str) -> None:
        """Whoever sends through the channel is to look; what is rung in the meantime is rung once."""
        self._rung.add(channel)
        self._ring.set()

    def start(self) -> None:
        """From now on it can be rung, on the running loop."""
        self._tasks.append(asyncio.create_task(self._for_ever(self._ring_on)))

    def listen(self, heard: Callable[[str], None]) -> None:
        """Calls `heard` with the channel whenever another process rings."""
        self._tasks.append(asyncio.create_task(self._for_ever(lambda connection: _listen(connection, heard))))

    async def stop(self) -> None:
        """Closes the connections."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _for_ever(self, use: Callable[[Connection], Coroutine[Any, Any, None]]) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._address, autocommit=True) as connection:
                    await use(connection)
            except psycopg.Error as failure:
                log.warning("bell-broken", because=str(failure), again_in=AGAIN_SECONDS)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _ring_on(self, connection: Connection) -> None:
        while True:
            await self._ring.wait()
            self._ring.clear()
            rung, self._rung = self._rung, set()
            for channel in rung:
                await connection.execute("SELECT pg_notify(%s, %s)", (WORD, channel))


async def _listen(connection: Connection, heard: Callable[[str], None]) -> None:
    await connection.execute(f"LISTEN {WORD}")
    async for word in connection.notifies():
        heard(word.payload)
