"""Events, interactivity and commands over HTTP: signed, repeated until received, answered in time."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack import SlackServer, SlackUser
from bot.playground.slack.people import act

from .conftest import actions, button
from .house import house


async def test_a_signed_event(server: SlackServer, sara: SlackUser) -> None:
    async with house() as app:
        server.deliver_to(app.url)
        await sara.send("سلام")
        await server.settled()
        ((headers, body),) = app.received
        stamp = headers["x-slack-request-timestamp"]
        digest = hmac.new(b"playground", f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        assert headers["x-slack-signature"] == f"v0={digest}"
        assert abs(int(stamp) - time.time()) < 5
        assert SignatureVerifier(server.signing_secret).is_valid_request(body, headers)
        assert "x-slack-retry-num" not in headers
    (event,) = app.events
    assert (event["type"], event["team_id"], event["api_app_id"]) == ("event_callback", "T1", "A1")
    assert event["event"].items() >= {"type": "message", "text": "سلام", "user": "U1", "channel": "D1"}.items()
    assert event["event"]["channel_type"] == "im"
    assert event["authorizations"][0]["user_id"] == "U_BOT"


async def test_an_event_comes_again_until_it_is_received(server: SlackServer, sara: SlackUser) -> None:
    async with house() as app:
        app.answers = [500, 404]
        server.deliver_to(app.url)
        await sara.send("x")
        await server.settled()
        tries = [(headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason")) for headers, _ in app.received]
    assert tries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len({event["event_id"] for event in app.events}) == 1
    assert server.deliveries.delivered == 1


async def test_a_slow_answer_counts_as_none(server: SlackServer, sara: SlackUser) -> None:
    async with house() as app:
        app.pause = 0.7
        server.deliver_to(app.url)
        await sara.send("x")
        await server.settled()
    assert len(app.received) == 4
    assert app.received[3][0]["x-slack-retry-reason"] == "http_timeout"
    assert len(server.deliveries.given_up) == 1


async def test_an_app_may_ask_not_to_hear_it_again(server: SlackServer, sara: SlackUser) -> None:
    async with house() as app:
        app.answers, app.headers = [500], {"X-Slack-No-Retry": "1"}
        server.deliver_to(app.url)
        await sara.send("x")
        await server.settled()
    assert len(app.received) == 1
    server.deliver_to(app.url)  # nobody listens there any more
    await sara.send("y")
    await server.settled()
    assert len(server.deliveries.given_up) == 2
    assert not await server.posting.verify()


async def test_the_address_is_verified(server: SlackServer) -> None:
    async with house() as app:
        server.deliver_to(app.url)
        assert await server.posting.verify()
        assert app.events[0]["type"] == "url_verification"


async def test_a_press_over_http(server: SlackServer, slack: AsyncWebClient, sara: SlackUser) -> None:
    posted = await slack.chat_postMessage(channel="U1", text="?", blocks=[actions(button("Go", value="1"))])
    async with house() as app:
        app.answers = [200, 500]
        server.deliver_to(app.url)
        assert await sara.press("Go")
        assert not await sara.press("Go")
        payload = json.loads(app.forms[0]["payload"])
    assert payload["type"] == "block_actions"
    assert payload["container"].items() >= {"message_ts": posted["ts"], "channel_id": "D1"}.items()
    (action,) = payload["actions"]
    assert action.items() >= {"action_id": "press", "value": "1", "type": "button"}.items()
    assert payload["message"]["blocks"][0]["elements"][0]["text"]["text"] == "Go"
    assert len(app.received) == 2  # a press is never repeated
    assert sara.troubles == ["http_error"]


async def test_a_command_over_http(server: SlackServer, sara: SlackUser) -> None:
    async with house() as app:
        app.bodies = [{"text": "for all", "response_type": "in_channel"}, None, {"text": "x", "blocks": [{}]}]
        server.deliver_to(app.url)
        for _ in range(3):
            assert await sara.command("/callboard", "work now")
        form = app.forms[0]
    assert form.items() >= {"command": "/callboard", "text": "work now", "user_id": "U1", "team_id": "T1"}.items()
    assert form["trigger_id"] and form["response_url"].startswith(server.url)
    (message,) = sara.messages()
    assert (message.shown, message.only_for) == ("for all", None)
    assert sara.troubles == ["invalid_blocks"]


@pytest.mark.parametrize("words", ["/bogus", "/usr/bin x", "/", "/callboards help", "/<b>&"])
async def test_a_command_of_no_app_is_refused_by_slack_itself(server: SlackServer, sara: SlackUser, words: str) -> None:
    async with house() as app:
        server.deliver_to(app.url)
        await act(sara, {"type": "text", "text": words})
        await server.settled()
        assert app.forms == [] and app.received == []
    (message,) = sara.messages()
    assert message.shown.startswith(f"{words.split()[0]} is not a valid command.") and message.only_for == "U1"
    assert sara.troubles == []


async def test_bolt_on_the_other_side(server: SlackServer, app: AsyncApp, sara: SlackUser) -> None:
    @app.event("message")
    async def reply(say: Any) -> None:
        await say("Hello")

    runner = web.AppRunner(app.web_app("/slack"), handle_signals=False)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack"
    server.deliver_to(url)
    assert await server.posting.verify()
    await sara.send("Hi")
    assert (await sara.next()).text == "Hello"
    await sara.open_home()  # nothing listens for it: Bolt says 404, Slack tries four times
    await server.settled()
    assert server.deliveries.given_up[-1]["event"]["type"] == "app_home_opened"
    await runner.cleanup()


async def test_an_old_or_forged_signature_is_refused_by_bolt(server: SlackServer, app: AsyncApp, session: Any) -> None:
    runner = web.AppRunner(app.web_app("/slack"), handle_signals=False)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack"
    body = json.dumps({"type": "url_verification", "challenge": "c"}).encode()
    statuses = []
    for headers in (server.sign(body), server.sign(body, time.time() - 400), server.sign(body + b" ")):
        async with session.post(url, data=body, headers={"Content-Type": "application/json", **headers}) as answer:
            statuses.append(answer.status)
    await runner.cleanup()
    assert statuses == [200, 401, 401]
