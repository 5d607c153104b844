"""Delivery by POST, with the secret, in order, until it is received."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import telegram
from aiohttp import web

from bot.playground.telegram import TelegramServer, User

from .conftest import Raw


class Receiver:
    """A bot's web server that notes what arrives and answers as told, with 200 in the end."""

    def __init__(self) -> None:
        self.url = ""
        self.received: list[tuple[int, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[int] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.arrived = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        kind = next(kind for kind in update if kind != "update_id")
        if kind in self.gates:
            await self.gates[kind].wait()
        status = self.answers.pop(0) if self.answers else 200
        self.received.append((status, update.get("message", {}).get("text") or kind))
        self.arrived.set()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return web.Response(status=status)

    async def wait(self, count: int) -> list[tuple[int, Any]]:
        async with asyncio.timeout(5):
            while len(self.received) < count:
                self.arrived.clear()
                await self.arrived.wait()
        return self.received


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    application = web.Application()
    application.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_arrive_with_the_secret(
    server: TelegramServer, bot: telegram.Bot, sara: User, receiver: Receiver
) -> None:
    await sara.send("before")
    await bot.set_webhook(receiver.url, secret_token="s3cret_-")
    await sara.send("after")
    assert await receiver.wait(2) == [(200, "before"), (200, "after")]
    assert receiver.secrets == ["s3cret_-"] * 2
    await server.settled()
    assert server.unconfirmed == []
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == (receiver.url, 0, 40)


async def test_only_2xx_counts(server: TelegramServer, bot: telegram.Bot, sara: User, receiver: Receiver) -> None:
    server.webhook.retry = 0.02
    receiver.answers = [500, 404, 302, 204]
    await bot.set_webhook(receiver.url)
    await sara.send("first")
    await sara.send("second")
    assert await receiver.wait(5) == [
        (500, "first"), (404, "first"), (302, "first"), (204, "first"), (200, "second"),
    ]  # fmt: skip
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 302 Found"
    assert info.last_error_date is not None


async def test_taps_overtake_messages_but_not_each_other(bot: telegram.Bot, sara: User, receiver: Receiver) -> None:
    receiver.gates["message"] = asyncio.Event()
    await bot.set_webhook(receiver.url)
    message_id = await sara.send("slow")
    await sara.tap(message_id, "1")
    await sara.tap(message_id, "2")
    assert await receiver.wait(2) == [(200, "callback_query")] * 2
    receiver.gates["message"].set()
    assert (await receiver.wait(3))[2] == (200, "slow")


async def test_polling_and_a_webhook_exclude_each_other(raw: Raw, sara: User, receiver: Receiver) -> None:
    poll = asyncio.create_task(raw.refusal("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    await raw.result("setWebhook", url=receiver.url)
    assert await poll == "Conflict: terminated by setWebhook request"
    assert await raw.refusal("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    await raw.result("deleteWebhook")
    await sara.send("by polling again")
    assert len(await raw.result("getUpdates")) == 1
    assert receiver.received == []


async def test_what_was_not_received_waits_for_polling(raw: Raw, sara: User, receiver: Receiver) -> None:
    receiver.answers = [500] * 10
    await raw.result("setWebhook", url=receiver.url)
    await sara.send("kept")
    await receiver.wait(1)
    assert (await raw.result("getWebhookInfo"))["pending_update_count"] == 1
    await raw.result("deleteWebhook")
    assert [update["message"]["text"] for update in await raw.result("getUpdates")] == ["kept"]
    await raw.result("deleteWebhook", drop_pending_updates=True)
    assert await raw.result("getUpdates") == []


async def test_a_receiver_that_is_not_there(server: TelegramServer, raw: Raw, sara: User) -> None:
    server.webhook.retry = 0.02
    await raw.result("setWebhook", url="http://127.0.0.1:9/nobody", allowed_updates=["message"])
    await sara.send("x")
    await asyncio.sleep(0.2)
    info = await raw.result("getWebhookInfo")
    assert "127.0.0.1" in info["last_error_message"]
    assert (info["pending_update_count"], info["allowed_updates"]) == (1, ["message"])


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"url": "ftp://x"}, "invalid webhook URL specified"),
        ({"url": "http://x", "secret_token": "ä"}, "secret token contains unallowed characters"),
        ({"url": "http://x", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_webhooks_that_are_refused(raw: Raw, params: dict[str, str], description: str) -> None:
    assert await raw.refusal("setWebhook", **params) == f"Bad Request: {description}"
