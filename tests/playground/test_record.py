"""The record of what arrived, in memory and as JSON lines."""

from __future__ import annotations

import asyncio
import io
import json
import time
from pathlib import Path

import aiohttp

from bot.playground.telegram import TelegramServer

from .conftest import Raw, bot_for


async def test_every_request_is_a_line(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    path = tmp_path / "record.jsonl"
    server = TelegramServer(record=path)
    await server.start()
    await server.user(1).start()
    raw, before = Raw(session, server), time.time()
    await raw.call("sendMessage", chat_id=1, text="سلام", reply_markup={"inline_keyboard": []})
    await raw.call("sendMessage", chat_id=1, text="x", colour="blue")
    await raw.call("nonsense")
    async with bot_for(server) as bot:
        await bot.send_document(1, b"x" * 500, filename="a.csv")
    await asyncio.sleep(0.5)
    assert len(path.read_text().splitlines()) == 5  # written while it runs
    await server.stop()
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert lines == list(server.requests)
    assert [(line["method"], line["status"]) for line in lines] == [
        ("sendMessage", 200),
        ("sendMessage", 400),
        ("nonsense", 404),
        ("getMe", 200),
        ("sendDocument", 200),
    ]
    assert lines[0]["params"] == {"chat_id": 1, "text": "سلام", "reply_markup": {"inline_keyboard": []}}
    assert lines[1]["params"]["colour"] == "blue"
    assert lines[4]["params"]["document"] == {"name": "a.csv", "size": 500}
    assert all(line["platform"] == "telegram" and before <= line["at"] <= time.time() for line in lines)


async def test_a_record_goes_on_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    for _ in range(2):
        server = TelegramServer(record=path)
        await server.start()
        async with bot_for(server):
            pass
        await server.stop()
    assert len(path.read_text().splitlines()) == 2


async def test_a_stream_stays_open(session: aiohttp.ClientSession) -> None:
    stream = io.StringIO()
    server = TelegramServer(record=stream)
    await server.start()
    await Raw(session, server).call("getMe")
    await server.stop()
    assert json.loads(stream.getvalue())["method"] == "getMe"


async def test_every_body_means_the_same(session: aiohttp.ClientSession) -> None:
    server = TelegramServer()
    await server.start()
    await server.user(1).start()
    url = f"{server.url}/bot{server.token}/SENDMESSAGE"
    markup = {"force_reply": True}
    form = {"chat_id": "1", "text": "x", "protect_content": "true", "reply_markup": json.dumps(markup)}
    multipart = aiohttp.FormData(form, default_to_multipart=True)
    for send in (
        session.post(url, json={"chat_id": 1, "text": "x", "protect_content": True, "reply_markup": markup}),
        session.post(url, data=form),
        session.post(url, data=multipart),
        session.get(url, params=form),
    ):
        async with send as answer:
            assert answer.status == 200, await answer.text()
    assert [request["params"] for request in server.requests] == [
        {"chat_id": 1, "text": "x", "protect_content": True, "reply_markup": markup}
    ] * 4
    for data in (b"{", b"[]"):
        async with session.post(url, data=data, headers={"Content-Type": "application/json"}) as answer:
            assert answer.status == 400
    await server.stop()
