"""The only thing that sends: due deliveries to a platform, at the platform's pace, and what became of them.

One sender owns a channel and keeps what it holds in memory. The order in its loop: wait for the slot, then take the
most urgent, then send without another wait between, so that a reply that comes in takes the very next slot.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

import structlog
from sqlmodel import Session
from structlog.contextvars import bind_contextvars

from bot import metrics, outcomes, tracing
from bot.channel import (
    Channel,
    Moved,
    Rejected,
    TooFast,
    Unauthorized,
    Unavailable,
    Unreachable,
)
from bot.database import Database, is_away
from bot.mailroom import Due
from bot.outcomes import Outcome
from bot.pace import Pace, Slot
from bot.queue import Lane, Queue
from bot.render import Renderer, Withdrawn
from models.delivery import DeliveryState, Priority
from models.switch import SENDING, SwitchedOff

log = structlog.get_logger()

MOST_IN_FLIGHT = 50
POLL_SECONDS = 0.5
FIRST_BACKOFF = 1.0
LONGEST_BACKOFF = 60.0
FETCH = 200


class Outbox:
    """Sends one channel's deliveries until it is stopped.

    Args:
        now: the service's clock, by which deliveries are due. The pace goes by the monotonic one.
    """

    def __init__(self, database: Database, channel: Channel, pace: Pace, now: Callable[[], datetime]) -> None:
        self._database, self._channel, self._pace, self._now = database, channel, pace, now
        self._renderer = Renderer(database, channel.slash, forms=channel.forms)
        self._queue = Queue(self._rests)
        self._settling = asyncio.Lock()
        self._outcomes = outcomes.Writer(database, self._settling, self._queue.forget)
        self._woken = asyncio.Event()
        self._low = asyncio.Event()
        self._more_due = False
        self._paused = True  # until the table has said that it isn't
        self._in_flight = asyncio.Semaphore(MOST_IN_FLIGHT)
        self._sends: set[asyncio.Task[None]] = set()
        self._recent_flood = (0.0, "")

    @property
    def channel(self) -> str:
        """What it sends to (`Account.channel`)."""
        return self._channel.name

    @property
    def pace(self) -> Pace:
        """How fast it may."""
        return self._pace

    def offer(self, due: Iterable[Due]) -> None:
        """Takes deliveries that have just been stored, without a detour over the database.

        Broadcasts don't come this way: only as many as go out soon are held, so that one that is paused stops.
        """
        self._queue.add(self._own(one for one in due if one.priority < Priority.BROADCAST))
        self._woken.set()

    async def run(self) -> None:
        """Sends until cancelled; then finishes what is in flight and writes its outcomes down."""
        fetching = asyncio.create_task(self._fetch_for_ever())
        try:
            while True:
                await self._send_next()
        finally:
            fetching.cancel()
            if self._sends:
                await asyncio.wait(self._sends, timeout=10)
            await self._outcomes.drain()

    async def _send_next(self) -> None:
        while self._paused or not self._queue.ready():
            await self._nap()
        await self._in_flight.acquire()
        await self._prepare_next()
        slot = await self._pace.slot()
        one = self._queue.take()
        if one is not None and self._paused:
            self._queue.again(one)
            one = None
        if one is None:  # dropped meanwhile
            slot.answered()
            self._in_flight.release()
            return
        if self._more_due and len(self._queue) < FETCH // 2:
            self._low.set()
        task = asyncio.create_task(self._send(one, slot))
        self._sends.add(task)
        task.add_done_callback(self._sends.discard)

    async def _prepare_next(self) -> None:
        """What goes out next, unless something more urgent comes before its slot does."""
        likely = self._queue.peek()
        if likely is not None:
            await self._renderer.prepare(likely, self._now())

    def _own(self, due: Iterable[Due]) -> Iterator[Due]:
        return (one for one in due if one.channel == self._channel.name)

    async def _nap(self) -> None:
        """Until something comes in, an answer frees a chat, or a chat's pace lets it go on."""
        self._woken.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(None if self._paused else self._queue.next_at()):
                await self._woken.wait()

    async def _send(self, one: Due, slot: Slot) -> None:
        """In a task of its own: what is bound to the log is bound to this alone."""
        bind_contextvars(trace=one.trace)
        began = time.monotonic()
        try:
            envelope = await self._renderer.envelope(one, self._now())
            if envelope is None:
                self._over(one, DeliveryState.CANCELLED)
                return
            with metrics.SEND_SECONDS.labels(one.channel).time():
                sent_as = await self._channel.send(envelope)
            slot.answered()
            self._renderer.sent(one.id, sent_as)
            self._over(one, DeliveryState.SENT, external_id=sent_as)
        except Withdrawn:
            self._queue.let_go(one)
        except Unreachable:
            self._unreachable(one)
        except Moved as moved:
            self._outcomes.add(Outcome(one, DeliveryState.RETRYING, self._now(), moved_to=moved.chat_id))
            self._queue.again(one, chat_id=moved.chat_id)
        except TooFast as pause:
            self._flooded(one, pause)
        except (Unavailable, Unauthorized) as trouble:
            self._again(one, trouble)
        except Rejected as rejected:
            log.error("delivery-rejected", delivery=one.id, person=one.person_id, because=str(rejected))
            self._over(one, DeliveryState.REFUSED, error=str(rejected))
        except Exception as failure:
            if is_away(failure):
                self._again(one, failure)
                return
            log.exception("delivery-failed", delivery=one.id, person=one.person_id)
            self._over(one, DeliveryState.REFUSED, error=f"{type(failure).__name__}: {failure}"[:500])
        finally:
            slot.answered()
            self._in_flight.release()
            self._woken.set()
            tracing.record("send", one.trace, time.monotonic() - began, channel=one.channel, delivery=one.id)

    def _over(self, one: Due, state: DeliveryState, *, external_id: str = "", error: str = "") -> None:
        self._outcomes.add(Outcome(one, state, self._now(), external_id=external_id, error=error))
        self._queue.done(one)

    def _unreachable(self, one: Due) -> None:
        log.info("account-unreachable", account=one.account_id, person=one.person_id, delivery=one.id)
        for gone in self._queue.drop(one.account_id):
            self._outcomes.add(Outcome(gone, DeliveryState.UNREACHABLE, self._now()))
        self._over(one, DeliveryState.UNREACHABLE)

    def _flooded(self, one: Due, pause: TooFast) -> None:
        """Most platforms do not say whether it means the chat or the bot: a second chat within the pause tells."""
        metrics.SENDS.labels(one.channel, "again").inc()
        now = asyncio.get_running_loop().time()
        until, chat_id = self._recent_flood
        if not pause.only_chat:
            if now < until and chat_id != one.chat_id:
                self._pace.hold(pause.seconds)
            self._recent_flood = (now + pause.seconds, one.chat_id)
        log.warning("too-fast", chat=one.chat_id, delivery=one.id, pause=pause.seconds)
        self._queue.again(one, chat_pause=0.0 if self._rests(one) else pause.seconds)

    def _rests(self, one: Due) -> float:
        edits = None if one.edits is None else self._renderer.known_target(one)
        return self._channel.rests(one.chat_id, edits)

    def _again(self, one: Due, trouble: Exception) -> None:
        """After network trouble: later, twice as long each time, with jitter. Never given up: nothing is lost."""
        metrics.SENDS.labels(one.channel, "again").inc()
        attempts = one.attempts + 1
        pause = min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** min(attempts - 1, 10)) * random.uniform(0.5, 1.5)
        if isinstance(trouble, Unauthorized):
            log.critical("token-refused", channel=self._channel.name, because=str(trouble))
            self._pace.hold(LONGEST_BACKOFF)
        else:
            log.warning("send-again", delivery=one.id, attempts=attempts, pause=round(pause, 1), because=str(trouble))
        one.attempts = attempts
        self._queue.again(one, chat_pause=pause)

    async def _fetch_for_ever(self) -> None:
        while True:
            self._low.clear()
            try:
                async with self._settling:
                    self._queue.refill(await self._database.run(self._fetch(self._queue.held)))
                self._woken.set()
            except Exception as failure:
                log.error("fetch-failed", channel=self._channel.name, because=str(failure))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self._low.wait()

    def _note_pause(self, off: SwitchedOff | None) -> None:
        """The operator's word for everything that goes out. What is in flight ends; what waits stays as it is."""
        if off is not None and not self._paused:
            log.warning("sending-paused", channel=self._channel.name, mend="callboard sending resume")
        self._paused = off is not None

    def _fetch(self, held: Mapping[int, Lane]) -> Callable[[Session], list[Due]]:
        def due(session: Session) -> list[Due]:
            self._note_pause(session.get(SwitchedOff, SENDING))
            if self._paused:
                return []
            found = outcomes.fetch(session, self._channel.name, self._now(), FETCH, held)
            self._more_due = len(found) >= FETCH // 2
            return found

        return due
