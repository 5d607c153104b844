"""The only thing that sends: due deliveries to a platform, at the platform's pace, and what became of them.

One sender has a channel for one epoch of its lease, and keeps what it holds in memory. The order in its loop: wait for
the slot, then take the most urgent, then send without another wait between, so that a reply that comes in takes the
very next slot. Whether the lease is good is looked at last of all, right before the request.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterable
from datetime import datetime

import structlog
from structlog.contextvars import bind_contextvars

from bot.channel import Channel
from bot.database import Database
from bot.neighbours.lease import Lease
from bot.queue.mailroom import Due
from bot.queue.queue import Queue
from bot.queue.supply import Supply
from bot.sending import outcomes
from bot.sending.ahead import Withdrawn
from bot.sending.endings import NO_ERRORS, Endings
from bot.sending.exports import Exports
from bot.sending.pace import Pace, Slot
from bot.sending.render import Renderer
from bot.watching import metrics, tracing
from models.delivery import DeliveryState

log = structlog.get_logger()

MOST_IN_FLIGHT = 50
MOST_AHEAD, AHEAD_SECONDS = 150, 0.15
"""So many are made before their slots come, as go out in this time: half of it passes while others are made."""


class Tenure:
    """Sends one channel's deliveries for one epoch of its lease.

    Args:
        now: the service's clock, by which deliveries are due. The pace goes by the monotonic one.
    """

    def __init__(
        self, database: Database, channel: Channel, pace: Pace, now: Callable[[], datetime], lease: Lease
    ) -> None:
        self._database, self._channel, self._pace, self._now = database, channel, pace, now
        self._lease, self._epoch = lease, lease.epoch
        self._renderer = Renderer(database, channel.slash, forms=channel.forms)
        self._queue = Queue(self._rests)
        self._settling = asyncio.Lock()
        self._outcomes = outcomes.Writer(
            database, self._settling, self._queue.forget, lambda session: lease.still(session, self._epoch)
        )
        self._woken = asyncio.Event()
        self._supply = Supply(database, channel.name, self._queue, self._settling, lease, now, self._woken.set)
        self._exports = Exports(database, channel.largest_file, self._back)
        self._send_seconds = metrics.SEND_SECONDS.labels(channel.name)
        self._in_flight = asyncio.Semaphore(MOST_IN_FLIGHT)
        self._sends: set[asyncio.Task[None]] = set()
        self._endings = Endings(self._outcomes, self._queue, self._exports, pace, now, self._rests)

    @property
    def has_plenty(self) -> bool:
        """Whether it holds more than it fetches at once."""
        return self._supply.has_plenty

    def offer(self, due: Iterable[Due]) -> None:
        """Takes deliveries that have just been stored, without a detour over the database."""
        self._supply.offer(due)
        self._woken.set()

    def look(self) -> None:
        """Something urgent may be due that another process stored."""
        self._supply.look()

    async def run(self) -> None:
        """Sends until it is over, or cancelled; then finishes what is in flight and writes its outcomes down."""
        fetching = asyncio.create_task(self._supply.run())
        try:
            while not self._is_over:
                await self._send_next()
        finally:
            fetching.cancel()
            if self._sends:
                await asyncio.wait(self._sends, timeout=10)
            await self._exports.close()
            await self._outcomes.drain()

    @property
    def _is_over(self) -> bool:
        """Whether another process has the channel by now, or is to have it."""
        return self._lease.epoch != self._epoch or self._lease.leaving

    @property
    def _may_send(self) -> bool:
        """Without asking anyone: nothing may come between this and the request."""
        return not self._supply.paused and self._lease.valid and self._lease.epoch == self._epoch

    async def _send_next(self) -> None:
        while not self._may_send or (likely := self._queue.peek()) is None:
            if self._is_over:
                return
            await self._nap()
        await self._in_flight.acquire()
        await self._renderer.prepare(likely, self._coming, self._now())
        slot = await self._pace.slot()
        one = self._queue.take()
        if one is not None and not self._may_send:
            self._queue.again(one)
            one = None
        if one is None:  # dropped meanwhile
            slot.answered()
            self._in_flight.release()
            return
        self._supply.taken()
        task = asyncio.create_task(self._send(one, slot))
        self._sends.add(task)
        task.add_done_callback(self._sends.discard)

    def _coming(self) -> list[Due]:
        return self._queue.coming(self._pace.within(AHEAD_SECONDS, MOST_AHEAD))

    async def _nap(self) -> None:
        """Until something comes in, an answer frees a chat, or a chat's pace lets it go on."""
        self._woken.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(self._queue.next_at() if self._may_send else None):
                await self._woken.wait()

    async def _send(self, one: Due, slot: Slot) -> None:
        """In a task of its own: what is bound to the log is bound to this alone."""
        bind_contextvars(trace=one.trace)
        began, ended, error = time.monotonic(), "given-up", ""
        try:
            ended = await self._deliver(one, slot, began)
        except Exception as failure:
            ended = self._endings.failed(one, failure)
            error = type(failure).__name__ if ended not in NO_ERRORS else ""
        finally:
            slot.answered()
            self._in_flight.release()
            self._woken.set()
            _trace(one, time.monotonic() - began, ended, error)

    async def _deliver(self, one: Due, slot: Slot, began: float) -> str:
        """Returns how it ended; raises what `Endings.failed` takes."""
        envelope = await self._renderer.envelope(one, self._now())
        if envelope is None:
            return self._endings.over(one, DeliveryState.CANCELLED)
        envelope = self._exports.filled(one, envelope)
        if envelope.content is not None and not await self._outcomes.is_wanted(one):
            raise Withdrawn
        if one.once and not await self._outcomes.begin(one):
            raise Withdrawn
        if not self._may_send:
            self._endings.not_begun(one)
            raise Withdrawn
        with self._send_seconds.time():
            sent_as = await self._channel.send(envelope)
        slot.answered()
        self._renderer.sent(one.id, sent_as)
        log.debug("delivery-sent", delivery=one.id, channel=one.channel, seconds=round(time.monotonic() - began, 3))
        return self._endings.over(one, DeliveryState.SENT, external_id=sent_as)

    def _back(self, one: Due) -> None:
        self._queue.back(one)
        self._woken.set()

    def _rests(self, one: Due) -> float:
        edits = None if one.edits is None else self._renderer.known_target(one)
        return self._channel.rests(one.chat_id, edits)


def _trace(one: Due, seconds: float, ended: str, error: str) -> None:
    tracing.record("send", one.trace, seconds, error=error, channel=one.channel, delivery=one.id, outcome=ended)
