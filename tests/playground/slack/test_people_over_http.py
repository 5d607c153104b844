"""What the page gets and sends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack import SlackServer, SlackUser
from bot.playground.slack.mrkdwn import html

from .conftest import actions, button, connected, section
from .forms import field, modal

Page = aiohttp.ClientWebSocketResponse


async def hears(page: Page, kind: str) -> Any:
    """The next event of this kind."""
    while (event := await page.receive_json(timeout=5))["type"] != kind:
        pass
    return event


@pytest.fixture
async def page(server: SlackServer, session: aiohttp.ClientSession, sara: SlackUser) -> AsyncIterator[Page]:
    async with session.ws_connect(f"{server.url}/play/slack/U1") as page:
        assert (await hears(page, "chat"))["messages"] == []
        assert (await hears(page, "home"))["home"] is None
        assert (await hears(page, "modal"))["modal"] is None
        yield page


async def test_a_conversation_on_the_page(page: Page, app: AsyncApp, server: SlackServer) -> None:
    @app.event("message")
    async def reply(say: Any) -> None:
        await say(text="?", blocks=[section("*Choose* &lt;one&gt;"), actions(button("New", value="7"))])

    @app.action("press")
    async def pressed(ack: Any, body: dict[str, Any], client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal())
        await ack()

    @app.view("form")
    async def submitted(ack: Any) -> None:
        await ack(response_action="errors", errors={"title": "Too short"})

    async with connected(server, app):
        await page.send_json({"type": "text", "text": "hello"})
        assert (await hears(page, "message"))["message"]["from_bot"] is False
        message = (await hears(page, "message"))["message"]
        assert message["html"] == "<b>Choose</b> &lt;one&gt;"
        ((new,),) = message["buttons"]
        await page.send_json({"type": "tap", "message_id": message["message_id"], "data": new["data"]})
        view = (await hears(page, "modal"))["modal"]
        assert (view["title"], view["submit"], view["errors"]) == ("New task", "Save", {})
        assert (await hears(page, "answered"))["text"] is None
        await hears(page, "modal")
        await page.send_json({"type": "submit", "values": {"title": {"it": "x"}}})
        view = (await hears(page, "modal"))["modal"]
        assert (view["errors"], view["parts"][0]["value"]) == ({"title": "Too short"}, "x")
        await page.send_json({"type": "close"})
        assert (await hears(page, "modal"))["modal"] is None


async def test_home_and_commands(page: Page, slack: AsyncWebClient, server: SlackServer) -> None:
    home = {"type": "home", "blocks": [section("Hello"), {"type": "divider"}, actions(button("Work"))]}
    await slack.views_publish(user_id="U1", view=home)
    view = (await hears(page, "home"))["home"]
    assert [part["kind"] for part in view["parts"]] == ["text", "divider", "buttons"]
    await page.send_json({"type": "home"})
    await page.send_json({"type": "tap", "data": view["parts"][2]["buttons"][0]["data"]})
    await hears(page, "modal")
    await page.send_json({"type": "text", "text": "/callboard work"})
    posted = await slack.chat_postMessage(channel="U1", text="*x*")
    assert (await hears(page, "message"))["message"]["html"] == "<b>x</b>"
    await slack.chat_delete(channel="D1", ts=posted["ts"])
    assert (await hears(page, "delete"))["message_id"] == posted["ts"]
    await page.send_json({"type": "dance"})
    assert (await hears(page, "error"))["error"] == "not understood"
    await page.send_str("{")
    await hears(page, "error")
    await page.send_json({"type": "submit", "values": {}})
    assert (await hears(page, "error"))["error"] == "no modal is open"


async def test_a_press_that_fails_is_said(page: Page, slack: AsyncWebClient) -> None:
    posted = await slack.chat_postMessage(channel="U1", text="?", blocks=[actions(button("Go"))])
    await page.send_json({"type": "tap", "message_id": posted["ts"], "data": '["press", null]'})
    assert "not responding" in (await hears(page, "answered"))["text"]


async def test_files_on_the_page(server: SlackServer, session: aiohttp.ClientSession, page: Page) -> None:
    form = aiohttp.FormData()
    form.add_field("file", b"%PDF", filename="a.pdf", content_type="application/pdf")
    async with session.post(f"{server.url}/play/slack/U1/file", data=form) as answer:
        assert answer.status == 200
    document = (await hears(page, "message"))["message"]["document"]
    async with session.get(server.url + document["url"]) as answer:
        assert (await answer.read(), answer.headers["Content-Disposition"]) == (b"%PDF", "attachment")
    async with session.get(f"{server.url}/play/slack-file/T1/F9") as answer:
        assert answer.status == 404
    for path in ("U9", "U9/file"):
        async with session.request("POST" if "/" in path else "GET", f"{server.url}/play/slack/{path}") as answer:
            assert answer.status == 404


async def test_fields_as_the_page_draws_them(slack: AsyncWebClient, sara: SlackUser, page: Page) -> None:
    choice = [{"text": {"type": "plain_text", "text": "One"}, "value": "1"}]
    menu = {"type": "static_select", "options": choice, "initial_option": choice[0]}
    boxes = {"type": "checkboxes", "options": choice, "initial_options": choice}
    await slack.views_open(trigger_id=sara.trigger(), view=modal(field("a", element=menu), field("b", element=boxes)))
    parts = (await hears(page, "modal"))["modal"]["parts"]
    assert [(part["element"], part["value"]) for part in parts] == [("static_select", "1"), ("checkboxes", ["1"])]
    assert parts[0]["options"] == [{"text": "One", "value": "1"}]


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("*b* _i_ ~s~ `<c>`", "<b>b</b> <i>i</i> <s>s</s> <code>&lt;c&gt;</code>"),
        ("```a*b*```", "<pre>a*b*</pre>"),
        ("<https://x.org/?a=1&amp;b=\"2|x>", '<a href="https://x.org/?a=1&amp;b=&quot;2">x</a>'),
        ("<javascript:x|y>", "<b>y</b>"),
        ("&lt;img src=x&gt; <img src=x>", "&lt;img src=x&gt; <b>img src=x</b>"),
    ],
)  # fmt: skip
def test_markup_for_the_page_is_safe(text: str, drawn: str) -> None:
    assert html(text) == drawn
