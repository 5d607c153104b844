"""The page's side of the wire: chats over WebSocket, files, newcomers, clock and mail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from yarl import URL

from bot.playground.mail import Mailbox
from bot.playground.telegram import TelegramServer, User
from bot.playground.telegram import web as user_side

from .conftest import Raw
from .test_files import png
from .test_mail import send_mail


@asynccontextmanager
async def opened(raw: Raw, path: str) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with raw.session.ws_connect(raw.server.url + path) as socket:
        yield socket


async def event(socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
    body: dict[str, Any] = await socket.receive_json(timeout=5)
    return body


async def test_a_whole_conversation(raw: Raw, bot: telegram.Bot) -> None:
    async with raw.session.post(f"{raw.server.url}/play/new-user", json={"name": "Lina"}) as answer:
        user_id = (await answer.json())["user_id"]
    async with opened(raw, f"/play/chat/{user_id}") as page:
        chat = await event(page)
        assert (chat["type"], chat["messages"], chat["commands"]) == ("chat", [], [])
        assert chat["bot"] == {"name": "Callboard", "username": "callboard_bot"}
        assert chat["user"]["first_name"] == "Lina"
        await page.send_json({"type": "start", "payload": "inv_1"})
        mine = (await event(page))["message"]
        assert (mine["text"], mine["from_bot"]) == ("/start inv_1", False)
        keys = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
        await bot.send_message(user_id, "<b>Ready?</b>", parse_mode="HTML", reply_markup=keys)
        asked = (await event(page))["message"]
        assert (asked["html"], asked["buttons"]) == ("<b>Ready?</b>", [[{"text": "Yes", "data": "y"}]])
        await page.send_json({"type": "tap", "message_id": asked["message_id"], "data": "y"})
        query = (await bot.get_updates(offset=-1, timeout=5))[0].callback_query
        assert query is not None
        await query.answer()
        answered = await event(page)
        assert (answered["type"], answered["text"], answered["alert"]) == ("answered", None, False)
        await query.edit_message_text("Go")
        edited = await event(page)
        assert (edited["type"], edited["message"]["text"]) == ("edit", "Go")
        await bot.set_my_commands([("work", "Find work")])
        assert await event(page) == {
            "type": "commands",
            "commands": [{"command": "work", "description": "Find work"}],
        }
        await page.send_json({"type": "block", "blocked": True})
        assert await event(page) == {"type": "blocked", "blocked": True}


async def test_what_is_not_understood(raw: Raw, sara: User) -> None:
    async with opened(raw, "/play/chat/7") as page:
        await event(page)
        nonsense: list[Any] = [
            {"type": "dance"},
            {"type": "text", "text": " "},
            {"type": "tap", "message_id": "1"},
            [],
            5,
        ]
        for sent in nonsense:
            await page.send_json(sent)
            assert (await event(page))["type"] == "error"
        await page.send_str("{")
        assert (await event(page))["type"] == "error"
        await page.send_json({"type": "text", "text": "still here"})
        assert (await event(page))["message"]["text"] == "still here"


async def test_two_pages_see_the_same_chat(raw: Raw, sara: User) -> None:
    async with opened(raw, "/play/chat/7") as one, opened(raw, "/play/chat/7") as other:
        await event(one)
        await event(other)
        await one.send_json({"type": "text", "text": "hello"})
        assert await event(one) == await event(other)


async def test_a_page_is_told_when_the_server_stops(raw: Raw, sara: User) -> None:
    async with opened(raw, "/play/chat/7") as page:
        await event(page)
        stopping = asyncio.create_task(raw.server.stop())
        assert (await page.receive(timeout=5)).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSING)
    await stopping


async def test_files_from_the_page(raw: Raw, sara: User) -> None:
    url = f"{raw.server.url}/play/chat/7/file"
    for kind, name, content in [("document", "cv.pdf", b"%PDF"), ("photo", "me.png", png(2, 2))]:
        form = aiohttp.FormData({"as": kind})
        form.add_field("file", content, filename=name, content_type="application/pdf")
        async with raw.session.post(url, data=form) as answer:
            assert (answer.status, await answer.json()) == (200, {"message_id": sara.chat[-1].message_id})
        shown = sara.chat[-1].to_page()[kind]
        async with raw.session.get(raw.server.url + shown["url"]) as answer:
            assert await answer.read() == content
    form = aiohttp.FormData({"as": "photo"})
    form.add_field("file", b"no picture", filename="x")
    async with raw.session.post(url, data=form) as answer:
        assert (answer.status, await answer.json()) == (400, {"error": "Bad Request: IMAGE_PROCESS_FAILED"})
    async with raw.session.post(url.replace("chat/7", "chat/404"), data={"as": "x"}) as answer:
        assert answer.status == 404


async def test_what_the_host_configured(raw: Raw, sara: User) -> None:
    async with raw.session.get(f"{raw.server.url}/play/page.json") as answer:
        assert await answer.json() == {
            "title": "Callboard",
            "chats": [{"user_id": 7, "name": "Sara", "role": "expert"}],
            "mail": False,
            "clock": False,
            "intro": "",
        }
    raw.server.page = {"title": "Demo", "chats": []}
    async with raw.session.get(f"{raw.server.url}/play/page.json") as answer:
        assert (await answer.json())["title"] == "Demo"


async def test_the_page_itself(raw: Raw, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text("<h1>Hello</h1>")
    (tmp_path / "page" / "page.css").write_text("h1 {}")
    (tmp_path / "secret").write_text("secret")
    monkeypatch.setattr(user_side, "PAGE", tmp_path / "page")
    for path, status, kind in [
        ("/", 200, "text/html"),
        ("/page/page.css", 200, "text/css"),
        ("/page/none.js", 404, "application/json"),
        ("/page/%2e%2e/secret", 404, "application/json"),
        ("/page/..%2fsecret", 404, "application/json"),
    ]:
        async with raw.session.get(URL(raw.server.url + path, encoded=True)) as answer:
            assert (answer.status, answer.content_type) == (status, kind), path


class MovableClock:
    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def advance(self, by: timedelta) -> None:
        self.ahead += by


async def test_the_clock_of_the_host(raw: Raw) -> None:
    url = f"{raw.server.url}/play/clock"
    async with raw.session.get(url) as answer:
        assert answer.status == 404
    raw.server.clock = MovableClock()
    async with raw.session.post(url, json={"advance": 3600}) as answer:
        body = await answer.json()
    assert body["offset"] == pytest.approx(3600, abs=0.1)
    assert body["now"] == pytest.approx(datetime.now(UTC).timestamp() + 3600, abs=1)
    async with raw.session.post(url, json={"advance": -1}) as answer:
        assert answer.status == 400


async def test_messages_carry_the_time_of_the_hosts_clock(raw: Raw, server: TelegramServer) -> None:
    server.clock = clock = MovableClock()
    clock.advance(timedelta(hours=3))
    user = server.user(77, "Sara")
    await user.send("later")
    assert user.chat[-1].at == pytest.approx(datetime.now(UTC).timestamp() + 3 * 3600, abs=2)


async def test_mails_on_the_page(raw: Raw) -> None:
    async with raw.session.get(f"{raw.server.url}/play/mail") as answer:
        assert answer.status == 404
    raw.server.mail = mailbox = Mailbox()
    await mailbox.start()
    async with opened(raw, "/play/mail/live") as page:
        await send_mail(mailbox, subject="one")
        await send_mail(mailbox, subject="two")
        assert [(await event(page))["subject"] for _ in range(2)] == ["one", "two"]
    async with raw.session.get(f"{raw.server.url}/play/mail") as answer:
        assert [mail["subject"] for mail in await answer.json()] == ["two", "one"]
    await mailbox.stop()


async def test_newcomers_get_ids_of_their_own(raw: Raw, server: TelegramServer) -> None:
    ids = []
    for body in ({"name": "A"}, {}, {"user_id": 55, "name": "B", "language_code": "ar"}, {"user_id": "x"}):
        async with raw.session.post(f"{server.url}/play/new-user", json=body) as answer:
            ids.append((await answer.json()).get("user_id"))
    assert ids[:2] == [900_001, 900_002]
    assert ids[2:] == [55, None]
    assert server.users[55].person.language_code == "ar"
    async with raw.session.get(f"{server.url}/play/chat/404") as answer:
        assert answer.status == 404
