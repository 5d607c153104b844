"""Socket Mode, with a real Bolt app at the other end."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.playground.slack import SlackServer, SlackUser

from .conftest import actions, button, connected, section


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
