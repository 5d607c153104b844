"""Who sends what this process stores: an outbox of its own for each channel, or another process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol

from bot.channel import Channel
from bot.database import Database
from bot.neighbours.neighbours import Neighbours
from bot.outbox import Outbox
from bot.queue.mailroom import Due
from bot.sending.pace import Pace
from models.delivery import Priority


class Senders(Protocol):
    """What becomes of deliveries that were stored. `outboxes` are this process's own, by channel."""

    outboxes: dict[str, Outbox]

    def open(self, channel: Channel, pace: Pace) -> None:
        """The channel is connected."""

    def close(self, channel: str) -> asyncio.Future[Any]:
        """It is not written to any more; done when nothing is in flight."""

    def offer(self, due: Iterable[Due]) -> None:
        """These have just been committed, and are due."""

    async def stop(self) -> None:
        """Closes all channels; returns when nothing is in flight."""


class Own:
    """This process sends, through each channel of which it has the lease."""

    def __init__(self, database: Database, now: Callable[[], datetime], neighbours: Neighbours) -> None:
        self._database, self._now, self._neighbours = database, now, neighbours
        self.outboxes: dict[str, Outbox] = {}
        self._running: dict[str, asyncio.Task[None]] = {}

    def open(self, channel: Channel, pace: Pace) -> None:
        """As in Senders."""
        lease = self._neighbours.sending(channel.name)
        outbox = self.outboxes[channel.name] = Outbox(self._database, channel, pace, self._now, lease)
        self._running[channel.name] = asyncio.create_task(outbox.run())

    def close(self, channel: str) -> asyncio.Future[Any]:
        """As in Senders."""
        del self.outboxes[channel]
        running = self._running.pop(channel)
        running.cancel()
        return asyncio.gather(running, return_exceptions=True)

    def offer(self, due: Iterable[Due]) -> None:
        """As in Senders."""
        by_channel: dict[str, list[Due]] = {}
        for one in due:
            by_channel.setdefault(one.channel, []).append(one)
        for channel, own in by_channel.items():
            outbox = self.outboxes.get(channel)
            if outbox is None or not outbox.offer(own):
                ring_for(self._neighbours, own)

    def look(self, channel: str) -> None:
        """Another process has stored something urgent."""
        if channel in self.outboxes:
            self.outboxes[channel].look()

    async def stop(self) -> None:
        """As in Senders."""
        await asyncio.gather(*(self.close(channel) for channel in list(self.outboxes)))


class Others:
    """Other processes send; they are told of what is urgent, and find the rest."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours
        self.outboxes: dict[str, Outbox] = {}

    def open(self, channel: Channel, pace: Pace) -> None:
        """It is the others' to write to."""

    def close(self, channel: str) -> asyncio.Future[Any]:  # noqa: ARG002  # the protocol's signature
        """Nothing of it was in flight here."""
        ended: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        ended.set_result(None)
        return ended

    def offer(self, due: Iterable[Due]) -> None:
        """As in Senders."""
        ring_for(self._neighbours, due)

    async def stop(self) -> None:
        """There is nothing to close."""


def ring_for(neighbours: Neighbours, due: Iterable[Due]) -> None:
    """Whoever waits for an answer waits for no tick; the rest can."""
    for channel in {one.channel for one in due if one.priority == Priority.REPLY}:
        neighbours.ring(channel)
