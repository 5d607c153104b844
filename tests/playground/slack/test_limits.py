"""Too many requests, trouble on order, and the record of it all."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack import Limits, SlackServer, SlackUser
from bot.playground.slack.limits import Pace

from .conftest import refusal, running


async def test_a_channel_takes_a_burst_and_then_one_a_second(session: Any) -> None:
    async with running(Limits(per_channel_burst=3)) as server:
        slack = AsyncWebClient(token=server.bot_token, base_url=f"{server.url}/api/", session=session)
        server.user("U1"), server.user("U2")
        for _ in range(3):
            await slack.chat_postMessage(channel="U1", text="x")
        with pytest.raises(SlackApiError) as caught:
            await slack.chat_postMessage(channel="D1", text="x")
        answer = caught.value.response
        assert (answer.status_code, answer["error"]) == (429, "ratelimited")
        assert answer.headers["Retry-After"] == "1"
        await slack.chat_postMessage(channel="U2", text="x")
        assert [request["status"] for request in server.requests] == [200, 200, 200, 429, 200]


async def test_a_method_has_its_minute_in_each_workspace(session: Any) -> None:
    async with running(Limits(messages_per_minute=2, per_minute={"users.info": 1})) as server:
        other = server.install(server.workspace("T2", "Other"))
        server.user("U1"), server.user("U2", team="T2")
        slack = AsyncWebClient(token=server.bot_token, base_url=f"{server.url}/api/", session=session)
        await slack.users_info(user="U1")
        with pytest.raises(SlackApiError) as caught:
            await slack.users_info(user="U1")
        assert 55 < int(caught.value.response.headers["Retry-After"]) <= 60
        await slack.users_info(user="U2", token=other)
        for _ in range(2):
            await slack.chat_postMessage(channel="U1", text="x")
        assert await refusal(slack.chat_postMessage(channel="U1", text="x")) == "ratelimited"
        await slack.chat_postMessage(channel="U2", text="x", token=other)
    async with running(Limits(messages_per_minute=0, enabled=False)) as server:
        server.user("U1")
        slack = AsyncWebClient(token=server.bot_token, base_url=f"{server.url}/api/", session=session)
        await slack.chat_postMessage(channel="U1", text="x")


def test_only_what_was_let_through_counts() -> None:
    pace = Pace(Limits(per_channel_burst=1))
    assert pace.admit("T1", "m", 2, "C1", 0.0) == 0
    assert pace.admit("T1", "m", 2, "C1", 0.1) == 1
    assert pace.admit("T1", "m", 2, "C2", 0.2) == 0
    assert pace.admit("T1", "m", 2, "C1", 59.0) == 1
    assert pace.admit("T1", "m", 2, "C1", 60.0) == 0
    assert pace.admit("T1", "none", 0, None, 0.0) == 60


async def test_trouble_on_order(server: SlackServer, slack: AsyncWebClient, sara: SlackUser) -> None:
    server.faults.too_many("chat.postMessage", 17)
    with pytest.raises(SlackApiError) as caught:
        await slack.chat_postMessage(channel="U1", text="x")
    assert caught.value.response.headers["Retry-After"] == "17"
    server.faults.error("chat.postMessage", 200, "fatal_error", after=True)
    assert await refusal(slack.chat_postMessage(channel="U1", text="carried out")) == "fatal_error"
    server.faults.error("*", 503, "service_unavailable")
    with pytest.raises(SlackApiError) as caught:
        await slack.chat_postMessage(channel="U1", text="not carried out")
    assert caught.value.response.status_code == 503
    server.faults.drop("chat.postMessage", after=True)
    server.faults.hang("chat.postMessage", 0.1)
    server.latency = 0.05
    slack.retry_handlers.clear()  # the SDK's own would send again what was carried out
    for word in ("also carried out", "neither"):
        with pytest.raises(aiohttp.ClientError):
            await slack.chat_postMessage(channel="U1", text=word)
    started = time.monotonic()
    await slack.auth_test()
    assert time.monotonic() - started >= 0.05
    assert [message.text for message in sara.messages()] == ["carried out", "also carried out"]
    assert [request["status"] for request in server.requests] == [429, 200, 503, 200, 0, 200]


async def test_a_record_of_what_arrived(tmp_path: Path, session: Any) -> None:
    path, before = tmp_path / "record.jsonl", time.time()
    async with running(record=path) as server:
        server.user("U1")
        slack = AsyncWebClient(token=server.bot_token, base_url=f"{server.url}/api/", session=session)
        await slack.chat_postMessage(channel="U1", text="سلام", blocks=[{"type": "divider"}])
        await refusal(slack.chat_postMessage(channel="C9", text="x"))
        await slack.users_info(user="U1")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert lines == list(server.requests)
    assert lines[0]["params"] == {"channel": "U1", "text": "سلام", "blocks": [{"type": "divider"}]}
    assert [(line["method"], line["status"], line.get("error")) for line in lines] == [
        ("chat.postMessage", 200, None),
        ("chat.postMessage", 200, "channel_not_found"),
        ("users.info", 200, None),
    ]
    assert all(line["platform"] == "slack" and before <= line["at"] <= time.time() for line in lines)
    assert "xoxb" not in path.read_text()


async def test_every_body_means_the_same(server: SlackServer, session: Any, sara: SlackUser) -> None:
    url = f"{server.url}/api/chat.postMessage"
    bearer = {"Authorization": f"Bearer {server.bot_token}"}
    blocks = [{"type": "divider"}]
    form = {"channel": "U1", "text": "x", "blocks": json.dumps(blocks), "unfurl_links": "false"}
    token = {"token": server.bot_token}
    for send in (
        session.post(url, json={"channel": "U1", "text": "x", "blocks": blocks, "unfurl_links": False}, headers=bearer),
        session.post(url, data=form | token),
        session.post(url, data=aiohttp.FormData(form | token, default_to_multipart=True)),
        session.get(url, params=form | token),
    ):
        async with send as answer:
            assert (await answer.json())["ok"], await answer.text()
    expected = {"channel": "U1", "text": "x", "blocks": blocks, "unfurl_links": False}
    assert [request["params"] for request in server.requests] == [expected] * 4
    headers = bearer | {"Content-Type": "application/json"}
    for data, error in ((b"{", "invalid_json"), (b"[]", "json_not_object"), (b"", "invalid_arguments")):
        async with session.post(url, data=data, headers=headers) as answer:
            assert (await answer.json())["error"] == error
    for name, value in (("unfurl_links", "maybe"), ("text", ["x"]), ("metadata", "{")):
        async with session.post(url, json={"channel": "U1", "text": "x", name: value}, headers=bearer) as answer:
            assert (await answer.json())["error"] == "invalid_arguments"
