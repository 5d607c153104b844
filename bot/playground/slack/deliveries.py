"""What the app is told: events, which come again until they are received, and what people press, which does not."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import deque
from typing import Protocol

from bot.playground.wire import Json

from .limits import Limits
from .outcome import Outcome
from .posting import Posting
from .sockets import Sockets
from .workspace import Workspace

VERIFICATION_TOKEN = "playground"  # noqa: S105 - the deprecated token in every payload; it protects nothing


class Route(Protocol):
    """A way to the app."""

    async def send(self, kind: str, payload: Json, attempt: int = 0, reason: str = "") -> Outcome: ...


class Deliveries:
    """Sends over HTTP where the app has a request URL, else over Socket Mode."""

    def __init__(self, app_id: str, limits: Limits, posting: Posting, sockets: Sockets) -> None:
        self.app_id = app_id
        self.limits = limits
        self.posting = posting
        self.sockets = sockets
        self.given_up: deque[Json] = deque(maxlen=1000)
        self.delivered = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def event(self, workspace: Workspace, event: Json) -> None:
        """Tells the app that something happened in a workspace where it is installed."""
        if workspace.installed:
            self.push(self.wrapped(workspace, event))

    def push(self, body: Json) -> None:
        """Sends this event, as it is, until it is received or given up."""
        task = asyncio.get_running_loop().create_task(self._deliver(body))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def wrapped(self, workspace: Workspace, event: Json) -> Json:
        """The event with what surrounds it on its way; its event_id is new."""
        authorization = {
            "enterprise_id": None, "team_id": workspace.id, "user_id": workspace.bot_user, "is_bot": True,
            "is_enterprise_install": False,
        }  # fmt: skip
        return {
            "token": VERIFICATION_TOKEN, "team_id": workspace.id, "context_team_id": workspace.id,
            "context_enterprise_id": None, "api_app_id": self.app_id, "event": event, "type": "event_callback",
            "event_id": f"Ev{secrets.token_hex(5).upper()}", "event_time": int(time.time()),
            "authorizations": [authorization], "is_ext_shared_channel": False, "event_context": secrets.token_hex(8),
        }  # fmt: skip

    async def interact(self, kind: str, payload: Json) -> Outcome:
        """Sends an interaction or a command, once; what the person sees depends on the outcome."""
        return await self._route(kind).send(kind, payload)

    async def settled(self) -> None:
        """Waits until no event is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def stop(self) -> None:
        """Gives up all events that are under way."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        await self.posting.stop()

    def _route(self, kind: str) -> Route:
        return self.posting if kind in self.posting.urls else self.sockets

    async def _deliver(self, body: Json) -> None:
        outcome = await self._route("events_api").send("events_api", body)
        for attempt, pause in enumerate(self.limits.retries, 1):
            if outcome.trouble is None or not outcome.again:
                break
            await asyncio.sleep(pause)
            outcome = await self._route("events_api").send("events_api", body, attempt, outcome.trouble)
        if outcome.trouble is None:
            self.delivered += 1
        else:
            self.given_up.append(body)
