"""Socket Mode, with a real Bolt app at the other end."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack import Limits, SlackServer, SlackUser

from .conftest import actions, button, connected, running, section


async def test_words_in_and_a_message_out(server: SlackServer, app: AsyncApp, sara: SlackUser) -> None:
    @app.event("message")
    async def reply(event: dict[str, Any], say: Any) -> None:
        await say(text=f"You wrote {event['text']}", blocks=[section(f"You wrote {event['text']}")])

    async with connected(server, app):
        await sara.send("a < b & *c*")
        answer = await sara.next()
        assert answer.shown == "You wrote a < b & c"
        await server.settled()
    assert not server.notified


async def test_a_press_and_an_edit(server: SlackServer, app: AsyncApp, sara: SlackUser) -> None:
    @app.action("press")
    async def pressed(ack: Any, body: dict[str, Any], client: Any) -> None:
        await client.chat_update(
            channel=body["channel"]["id"], ts=body["message"]["ts"], text=body["actions"][0]["value"]
        )
        await ack()

    async with connected(server, app):
        await app.client.chat_postMessage(
            channel="U1", text="Choose", blocks=[actions(button("Yes", value="it is yes"))]
        )
        message = await sara.next()
        assert message.labels == ["Yes"]
        assert await sara.tap(message.ts, label="Yes")
        edited = await sara.next()
        assert (edited.ts, edited.text, edited.labels, edited.blocks) == (message.ts, "it is yes", [], ())


async def test_a_command_is_answered(server: SlackServer, app: AsyncApp, sara: SlackUser) -> None:
    @app.command("/callboard")
    async def command(ack: Any, command: dict[str, Any]) -> None:
        await ack(f"{command['text']} it is")

    async with connected(server, app):
        assert await sara.command("/callboard", "work")
        answer = await sara.next()
        assert (answer.text, answer.only_for) == ("work it is", "U1")


async def test_connections_share_the_work_and_come_again(server: SlackServer, app: AsyncApp, sara: SlackUser) -> None:
    seen = []

    @app.event("message")
    async def heard(event: dict[str, Any]) -> None:
        seen.append(event["text"])

    async with connected(server, app), connected(server, app):
        assert len(server.sockets.connections) == 2
        await server.sockets.refresh()
        for _ in range(100):
            if len(server.sockets.connections) == 2:
                break
            await asyncio.sleep(0.02)
        for word in ("one", "two", "three"):
            await sara.send(word)
        await server.settled()
    assert sorted(seen) == ["one", "three", "two"]
    assert not server.deliveries.given_up


async def test_what_a_silent_connection_swallowed_comes_again(
    server: SlackServer, app: AsyncApp, sara: SlackUser
) -> None:
    attempts = []

    @app.event("message")
    async def heard(body: dict[str, Any]) -> None:
        attempts.append(body["event_id"])

    async with connected(server, app):
        server.sockets.silence()
        await sara.send("is anybody there?")
        await asyncio.sleep(0.1)
        assert not attempts
        async with connected(server, app):
            await server.settled()
    assert len(set(attempts)) == 1


async def test_an_event_that_nobody_receives_is_given_up(server: SlackServer, sara: SlackUser) -> None:
    await sara.send("hello?")
    await server.settled()
    (body,) = server.deliveries.given_up
    assert body["event"]["text"] == "hello?"


async def test_a_press_that_nobody_acknowledges_is_trouble(server: SlackServer, app: AsyncApp, sara: SlackUser) -> None:
    @app.action("press")
    async def pressed() -> None:
        raise RuntimeError("a fault in the listener")

    await app.client.chat_postMessage(channel="U1", blocks=[actions(button("Go"))], text="Go?")
    message = await sara.next()
    assert not await sara.press("Go")
    async with connected(server, app):
        assert not await sara.tap(message.ts)
    assert sara.troubles == ["connection_failed", "timeout"]


async def test_a_ticket_is_good_for_one_connection(server: SlackServer, session: aiohttp.ClientSession) -> None:
    client = AsyncWebClient(token=server.app_token, base_url=f"{server.url}/api/", session=session)
    url = (await client.apps_connections_open(app_token=server.app_token))["url"]
    async with session.ws_connect(url) as socket:
        hello = await socket.receive_json(timeout=5)
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        await socket.send_str("nonsense")
        await socket.send_str('{"envelope_id": "unknown"}')
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)
    assert server.sockets.late == ["unknown"]


async def test_more_connections_than_allowed_are_sent_away(session: aiohttp.ClientSession) -> None:
    async with running(Limits(connections=1)) as server:
        urls = [f"{server.url}/link/?{server.sockets.ticket()}" for _ in range(2)]
        async with session.ws_connect(urls[0]) as first, session.ws_connect(urls[1]) as second:
            assert (await first.receive_json(timeout=5))["type"] == "hello"
            assert (await second.receive_json(timeout=5))["reason"] == "too_many_websockets"
