"""Keeps a channel's queue filled with what the table says is due, as long as the lease is good and sending is on."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from datetime import datetime

import structlog
from sqlmodel import Session

from bot.database import Database
from bot.neighbours.lease import Lease
from bot.queue.held import Standing
from bot.queue.mailroom import Due
from bot.queue.queue import Queue
from bot.queue.taking import MOST_HELD, Found, Taking, anything
from bot.storage.asking import ask
from models.delivery import Priority
from models.switch import SENDING, SwitchedOff

log = structlog.get_logger()

POLL_SECONDS = 0.5
FETCH = 1000
"""So many are held at most, which a paid pace sends in a second: what is left when half of it has gone outlasts a look
that has to wait for what is being written."""


class Supply:
    """Asks twice a second whether anything is due, and looks when something is, or at once when it is told to.

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
        self._taking = Taking(channel)
        self._left: dict[int, set[tuple[int, bool]] | None] = {}
        self._refused: set[tuple[int, int, bool]] = set()
        self.paused = True  # until the table has said that it isn't

    @property
    def has_plenty(self) -> bool:
        """Whether more is held than a look brings, by as much: some of it came without one."""
        return self._queue.going >= 2 * FETCH

    def look(self) -> None:
        """Something urgent may be due that another process stored."""
        self._asked.set()

    def offer(self, due: Iterable[Due]) -> None:
        """Takes what has just been stored, without a detour over the table; from there comes what must not overtake
        what still waits in it.

        Broadcasts don't come this way: only as many as go out soon are held, so that one that is paused stops.
        """
        for one in due:
            if one.priority < Priority.BROADCAST:
                if self._is_next(one):
                    self._queue.add([one])
                else:
                    self._refused.add((one.priority, one.account_id, one.edits is not None))

    def taken(self) -> None:
        """There is one less in the queue. One look is asked for, however many more are taken until it is over."""
        if self._more_due and self._has_room:
            self._more_due = False
            self._asked.set()

    @property
    def _has_room(self) -> bool:
        return self._queue.going < FETCH // 2

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            is_told = self._asked.is_set()
            self._asked.clear()
            if self._lease.valid and (is_told or await self._is_worth_it()):
                await self._refill()
            self._looked()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self._asked.wait()

    async def _is_worth_it(self) -> bool:
        """Whether a look may bring anything; most of the time there is nothing, and whoever writes isn't held up."""
        try:
            is_off, is_due = await ask(self._database, lambda session: anything(session, self._channel, self._now()))
        except Exception as failure:
            log.error("fetch-failed", channel=self._channel, because=str(failure))
            return False
        self._note_pause(is_off=is_off)
        knows_all = all(self._left.get(priority) == set() for priority in Priority)
        return not is_off and (is_due or not knows_all)

    async def _refill(self) -> None:
        self._refused.clear()
        had_room = self._has_room
        try:
            async with self._settling:
                found = await self._database.run(self._fetch(self._queue.standing))
                self._queue.refill(found.due)
        except Exception as failure:
            self._taking = Taking(self._channel)  # what it has picked was not taken
            log.error("fetch-failed", channel=self._channel, because=str(failure))
            return
        self._left |= found.left
        self._note_refused()
        self._more_due = len(found.due) >= FETCH // 2 or (self._more_due and not had_room)
        if found.goes_on:
            self._asked.set()

    def _note_refused(self) -> None:
        """What was refused while the table was looked at may have come too late for that look: another follows."""
        for priority, account, is_edit in self._refused:
            left = self._left.get(priority)
            if left is not None:
                left.add((account, is_edit))
                self._asked.set()

    def _is_next(self, one: Due) -> bool:
        """Whether nothing waits in the table that goes to its chat before it. If something may, it waits there too."""
        left = self._left.get(one.priority)
        if left is None:
            return False
        if len(self._queue) >= MOST_HELD:
            self._left[one.priority] = None
            return False
        if (one.account_id, False) in left or (one.edits is not None and (one.account_id, True) in left):
            left.add((one.account_id, one.edits is not None))
            return False
        return True

    def _note_pause(self, *, is_off: bool) -> None:
        """The operator's word for everything that goes out. What is in flight ends; what waits stays as it is."""
        if is_off and not self.paused:
            log.warning("sending-paused", channel=self._channel, mend="callboard sending resume")
        self.paused = is_off

    def _fetch(self, standing: Standing) -> Callable[[Session], Found]:
        def found(session: Session) -> Found:
            self._note_pause(is_off=session.get(SwitchedOff, SENDING) is not None)
            return Found() if self.paused else self._taking.fetch(session, self._now(), FETCH, standing)

        return found
