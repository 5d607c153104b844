"""Delivery by POST: in order per person and kind, retried until an answer of 2xx."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp

from bot.playground.wire import Json

from .updates import Update, Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates go: what setWebhook was given."""

    url: str
    secret: str = ""
    max_connections: int = 40


class Webhook:
    """Off while it has no target. Messages and taps of a person are separate queues and may overtake.

    retry, retry_limit: seconds before the first repetition, doubled each time up to the limit.
    timeout: seconds that an answer may take.
    heard: is told of each answer: its status, its Retry-After, and the seconds that it took.
    """

    def __init__(self, updates: Updates) -> None:
        self.retry = 1.0
        self.retry_limit = 60.0
        self.timeout = 60.0
        self.heard: Callable[[int, str, float], None] = lambda status, again, seconds: None  # noqa: ARG005
        self.target: Target | None = None
        self.last_error: tuple[float, str] | None = None
        self._updates = updates
        self._queues: dict[tuple[str, int], deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._free = asyncio.Semaphore(1)
        self._one_at_a_time = asyncio.Lock()

    async def set(self, target: Target) -> None:
        """Sends there from now on, beginning with everything that waits."""
        async with self._one_at_a_time:
            await self._stop()
            self.target = target
            self.last_error = None
            self.start()

    async def remove(self) -> None:
        """Switches delivery off; what was not received waits for getUpdates."""
        async with self._one_at_a_time:
            await self._stop()
            self.target = None

    def start(self) -> None:
        """Begins to deliver, if there is a target."""
        if self.target is None or self._session is not None:
            return
        self._free = asyncio.Semaphore(self.target.max_connections)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self.target.max_connections),
            timeout=aiohttp.ClientTimeout(total=self.timeout),
        )
        self._updates.listener = self._add
        for update in self._updates.pending():
            self._add(update)

    async def stop(self) -> None:
        """Stops delivering but keeps the target."""
        async with self._one_at_a_time:
            await self._stop()

    async def _stop(self) -> None:
        self._updates.listener = None
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        self._queues.clear()
        session, self._session = self._session, None  # before it is closed: another call may open the next one
        if session is not None:
            await session.close()

    def info(self) -> Json:
        """What getWebhookInfo answers."""
        info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(self._updates)}
        if self.target is not None:
            info |= {"url": self.target.url, "max_connections": self.target.max_connections}
        if self.last_error is not None:
            info |= {"last_error_date": int(self.last_error[0]), "last_error_message": self.last_error[1]}
        return info

    def _add(self, update: Update) -> None:
        queue = self._queues.get(update.queue)
        if queue is not None:
            queue.append(update)
            return
        self._queues[update.queue] = deque([update])
        task = asyncio.get_running_loop().create_task(self._drain(update.queue))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, key: tuple[str, int]) -> None:
        queue = self._queues[key]
        delay = self.retry
        while queue:
            async with self._free:
                wait = await self._post(queue[0])
            if wait is None or queue[0].expires < time.monotonic():
                self._updates.forget(queue.popleft().update_id)
                delay = self.retry
            else:
                await asyncio.sleep(wait or delay)
                delay = min(delay * 2, self.retry_limit)
        del self._queues[key]

    async def _post(self, update: Update) -> float | None:
        """None if it was received, else the seconds that the answer asked to wait (0: it didn't say)."""
        assert self.target is not None
        assert self._session is not None
        headers = {"Content-Type": "application/json"}
        if self.target.secret:
            headers[SECRET_HEADER] = self.target.secret
        began = time.monotonic()
        try:
            async with self._session.post(self.target.url, data=update.text.encode(), headers=headers) as answer:
                await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self._failed(str(error) or "Read timeout expired")
            return 0.0
        asked = answer.headers.get("Retry-After", "")
        self.heard(answer.status, asked, time.monotonic() - began)
        if 200 <= answer.status < 300:
            return None
        self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        return min(float(asked), 3600.0) if asked.isdecimal() else 0.0

    def _failed(self, text: str) -> None:
        self.last_error = (time.time(), text)
