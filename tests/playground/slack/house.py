"""An app's web server of one's own: keeps what Slack posts, and answers as told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web


@dataclass
class House:
    """`answers`: statuses of the next answers (200 afterwards); `bodies` their JSON; `pause` before each."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def events(self) -> list[Any]:
        return [json.loads(body) for _, body in self.received]

    @property
    def forms(self) -> list[dict[str, str]]:
        return [{name: each[0] for name, each in parse_qs(body.decode()).items()} for _, body in self.received]

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.received.append(({name.lower(): value for name, value in request.headers.items()}, body))
        await asyncio.sleep(self.pause)
        status = self.answers.pop(0) if self.answers else 200
        answer = self.bodies.pop(0) if self.bodies else None
        if request.content_type == "application/json" and b"url_verification" in body:
            return web.Response(text=json.loads(body)["challenge"])
        return web.Response(
            text="" if answer is None else json.dumps(answer),
            status=status,
            headers=self.headers,
            content_type="application/json",
        )


@asynccontextmanager
async def house() -> AsyncIterator[House]:
    found = House()
    application = web.Application()
    application.router.add_post("/slack", found.receive)
    runner = web.AppRunner(application, handle_signals=False, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack"
        yield found
    finally:
        await runner.cleanup()
