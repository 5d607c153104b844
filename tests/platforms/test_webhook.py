"""The webhook: only Telegram gets in, and it hears 200 only after the commit."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from sqlalchemy.exc import OperationalError

from bot.app import Service
from bot.chat.message import Message
from bot.errors import CannotStart
from bot.platforms.telegram.reading import WANTED
from bot.playground.telegram import TelegramServer
from bot.web.app import SECRET_HEADER
from handlers.turn import Turn
from models.delivery import Delivery
from models.seen import ParkedEvent, SeenEvent
from tests.platforms.house import House, command

UPDATE = {
    "update_id": 77,
    "message": {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 7, "type": "private", "first_name": "Sara"},
        "from": {"id": 7, "is_bot": False, "first_name": "Sara"},
        "text": "hello",
    },
}


async def posted(port: int, body: Any, secret: str | None = "s3cret") -> int:
    headers = {SECRET_HEADER: secret} if secret is not None else {}
    data = {"data": body} if isinstance(body, bytes) else {"json": body}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"http://127.0.0.1:{port}/telegram/webhook", headers=headers, **data) as answer,
    ):
        return answer.status


async def test_telegram_is_told_where_to_call(server: TelegramServer, house: House) -> None:
    port = await house.by_webhook()

    told = next(request for request in server.requests if request["method"] == "setWebhook")

    assert told["params"]["url"] == f"http://127.0.0.1:{port}/telegram/webhook"
    assert told["params"]["secret_token"] == "s3cret"
    assert told["params"]["allowed_updates"] == WANTED
    assert not any(request["method"] == "getUpdates" for request in server.requests)


async def test_a_person_is_answered(server: TelegramServer, house: House) -> None:
    await house.by_webhook()
    sara = server.user(7, "Sara")

    await sara.send("hello?")
    assert "waiting for an answer" in ((await sara.next()).text or "")
    await sara.press("Help")

    assert "What you can do" in ((await sara.next()).text or "")
    await server.settled()


async def test_a_wrong_secret_is_turned_away_and_nothing_is_stored(house: House) -> None:
    port = await house.by_webhook()

    for secret in (None, "", "s3cre", "s3crett", "S3CRET", "é"):
        assert await posted(port, UPDATE, secret) == 401, secret
    assert house.rows(SeenEvent) == []


async def test_what_is_no_update_is_refused(house: House) -> None:
    port = await house.by_webhook()

    bodies: tuple[Any, ...] = (b"", b"{", b"\xff\xfe", b"[" * 100_000, [], "text", None, {}, {"update_id": "1"},
                 {"update_id": 1, "message": "text"}, {"update_id": 1, "message": {"text": "x"}})  # fmt: skip
    for body in bodies:
        assert await posted(port, body) == 400, body
    assert house.rows(SeenEvent) == house.rows(ParkedEvent) == []


async def test_the_same_update_twice_is_answered_once(server: TelegramServer, house: House) -> None:
    server.user(7, "Sara")
    port = await house.by_webhook()

    assert [await posted(port, UPDATE) for _ in range(3)] == [200, 200, 200]

    assert len(house.rows(Delivery)) == 1


async def test_it_is_stored_when_200_is_said(server: TelegramServer, house: House) -> None:
    server.user(7, "Sara")
    port = await house.by_webhook()
    assert await posted(port, UPDATE) == 200
    assert len(house.rows(SeenEvent)) == 1


async def test_without_the_database_it_is_no_200_and_comes_again(server: TelegramServer, house: House) -> None:
    """The first attempt fails as a database that is away would fail it."""
    server.webhook.retry = 0.05
    await house.by_webhook()
    tried: list[str] = []

    def fails_once(turn: Turn, rest: str) -> list[Message]:
        tried.append(rest)
        if len(tried) == 1:
            raise OperationalError("", {}, Exception("the server closed the connection"))
        return []

    with command("flaky", fails_once):
        await server.user(7, "Sara").send("/flaky one")
        await server.settled()

    assert tried == ["one", "one"]
    assert len(house.rows(SeenEvent)) == 1
    assert house.rows(ParkedEvent) == []


async def test_a_webhook_that_telegram_refuses_stops_the_start(server: TelegramServer, house: House) -> None:
    server.faults.error("setWebhook", 400, "Bad Request: bad webhook: HTTPS url must be provided for webhook")
    with pytest.raises(CannotStart, match="https url"):
        await house.by_webhook()


async def test_a_wrong_token_stops_the_start(server: TelegramServer, house: House) -> None:
    house.changes["telegram"] = {"token": "1:wrong"}
    with pytest.raises(CannotStart, match="@BotFather"):
        await house.start()


async def test_a_taken_port_stops_the_start(house: House) -> None:
    service = await house.start()
    house.changes = {"web": {"port": service.web_port}, "database": {"url": "sqlite://"}}
    second = Service(house.settings)
    with pytest.raises(CannotStart, match=r"web\.port"):
        await second.start()
    await second.stop()


async def test_health_tells_how_telegram_is(server: TelegramServer, house: House) -> None:
    service = await house.start()
    async with aiohttp.ClientSession() as session:

        async def got(path: str) -> tuple[int, Any]:
            async with session.get(f"http://127.0.0.1:{service.web_port}{path}") as answer:
                return answer.status, await answer.json()

        assert await got("/healthz") == (200, {"status": "up"})
        assert await got("/readyz") == (200, {"status": "up", "platforms": {"telegram": "up"}, "events": "taken"})
        service.platforms["telegram"] = "down"
        assert (await got("/readyz"))[1]["status"] == "degraded"
