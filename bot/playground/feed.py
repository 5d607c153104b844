"""Events for whoever watches: each watcher has a queue of its own and sees every event once, in order."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any

Event = dict[str, Any]


class Subscription:
    """One watcher's view of a feed, from the moment of subscribing. Iterate it, and close it at the end."""

    def __init__(self, feed: Feed, first: tuple[Event, ...]) -> None:
        self._feed = feed
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue()
        for event in first:
            self._queue.put_nowait(event)

    def put(self, event: Event | None) -> None:
        """Adds an event; None ends the iteration once everything before it was read."""
        self._queue.put_nowait(event)

    def close(self) -> None:
        """Ends the subscription; whoever iterates it comes to an end."""
        self._feed.forget(self)
        self.put(None)

    def __aiter__(self) -> Subscription:
        return self

    async def __anext__(self) -> Event:
        event = await self._queue.get()
        if event is None:
            raise StopAsyncIteration
        return event

    def __enter__(self) -> Subscription:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Feed:
    """Passes each published event to all watchers; false while nobody watches, so that work can be saved."""

    def __init__(self) -> None:
        self._watchers: set[Subscription] = set()

    def __bool__(self) -> bool:
        return bool(self._watchers)

    def publish(self, event: Event) -> None:
        """Gives the event to everyone who watches now."""
        for watcher in self._watchers:
            watcher.put(event)

    def subscribe(self, *first: Event) -> Subscription:
        """A new watcher, who sees the given events before any other."""
        watcher = Subscription(self, first)
        self._watchers.add(watcher)
        return watcher

    def forget(self, watcher: Subscription) -> None:
        """Stops passing events to the watcher."""
        self._watchers.discard(watcher)

    def close(self) -> None:
        """Ends all subscriptions."""
        for watcher in list(self._watchers):
            watcher.close()
