"""Keeps a channel's queue filled with what the table says is due, as long as the lease is good and sending is on."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime

import structlog
from sqlmodel import Session

from bot import taking
from bot.database import Database
from bot.lease import Lease
from bot.mailroom import Due
from bot.queue import Lane, Queue
from models.switch import SENDING, SwitchedOff

log = structlog.get_logger()

POLL_SECONDS = 0.5
FETCH = 500


class Supply:
    """Looks twice a second, and at once when it is told to.

    `paused` says whether the operator has turned sending off.

    Args:
        settling: held while it looks, so that no outcome is written in between.
        looked: told after each look.
    """

    def __init__(
        self,
        database: Database,
        channel: str,
        queue: Queue,
        settling: asyncio.Lock,
        lease: Lease,
        now: Callable[[], datetime],
        looked: Callable[[], None],
    ) -> None:
        self._database, self._channel, self._queue, self._settling = database, channel, queue, settling
        self._lease, self._now, self._looked = lease, now, looked
        self._asked = asyncio.Event()
        self._more_due = False
        self.paused = True  # until the table has said that it isn't

    def look(self) -> None:
        """Something urgent may be due that another process stored."""
        self._asked.set()

    def taken(self) -> None:
        """There is one less in the queue."""
        if self._more_due and len(self._queue) < FETCH // 2:
            self._asked.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._asked.clear()
            if self._lease.valid:
                await self._refill()
            self._looked()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self._asked.wait()

    async def _refill(self) -> None:
        try:
            async with self._settling:
                self._queue.refill(await self._database.run(self._fetch(self._queue.held)))
        except Exception as failure:
            log.error("fetch-failed", channel=self._channel, because=str(failure))

    def _note_pause(self, off: SwitchedOff | None) -> None:
        """The operator's word for everything that goes out. What is in flight ends; what waits stays as it is."""
        if off is not None and not self.paused:
            log.warning("sending-paused", channel=self._channel, mend="callboard sending resume")
        self.paused = off is not None

    def _fetch(self, held: Mapping[int, Lane]) -> Callable[[Session], list[Due]]:
        def due(session: Session) -> list[Due]:
            self._note_pause(session.get(SwitchedOff, SENDING))
            if self.paused:
                return []
            found = taking.fetch(session, self._channel, self._now(), FETCH, held)
            self._more_due = len(found) >= FETCH // 2
            return found

        return due
