"""Socket Mode: a connection that dies, in whatever way, is replaced, and nothing is lost by it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.chat.event import Event
from bot.platforms.slack import Intake, Workspace
from bot.platforms.slack.socket import Socket
from bot.playground.slack import SlackServer
from models.seen import SeenEvent
from tests.platforms.house import until
from tests.platforms.slack_house import SlackHouse, says


class Ear:
    """An intake on its own, which keeps what it takes."""

    def __init__(self, slack: SlackServer) -> None:
        self.heard: list[Event] = []
        base = f"{slack.url}/api/"
        self.intake = Intake(self.take, lambda *_: None, lambda _: False, base_url=base)
        self.workspace = Workspace(slack.bot_token, base, _nothing, _no_page)
        self.socket = Socket(self.intake, slack.app_token, base, ping=0.05, silent=0.4)

    async def take(self, event: Event) -> None:
        self.heard.append(event)

    async def __aenter__(self) -> Ear:
        await self.workspace.start()
        self.intake.workspaces["T1"] = self.workspace
        self._running = asyncio.create_task(self.socket.run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._running.cancel()
        await asyncio.wait([self._running])
        await self.workspace.stop()


@pytest.fixture
async def ear(slack: SlackServer) -> AsyncIterator[Ear]:
    async with Ear(slack) as ear:
        await slack.sockets.wait()
        yield ear


async def test_a_silent_connection_is_replaced(slack: SlackServer, ear: Ear) -> None:
    handler = ear.socket._handler
    assert handler is not None

    async def deaf(*_: Any, **__: Any) -> None:
        await asyncio.Event().wait()

    with capture_logs() as lines:
        session = handler.client.current_session
        assert session is not None
        session.receive = deaf  # type: ignore[method-assign,assignment]  # nothing comes in any more, and nobody says so
        assert handler.client.message_receiver is not None
        handler.client.message_receiver.cancel()
        handler.client.message_receiver = asyncio.ensure_future(handler.client.receive_messages())
        handler.client.auto_reconnect_enabled = False
        await until(lambda: ear.socket._handler not in (None, handler))

    assert "slack-connection-replaced" in [line["event"] for line in lines]
    await slack.sockets.wait()
    await slack.user("U1", "Sara").send("hello?")
    await until(lambda: len(ear.heard) == 1)


async def test_a_task_of_the_connection_that_ends_is_noticed(slack: SlackServer, ear: Ear) -> None:
    handler = ear.socket._handler
    assert handler is not None
    handler.client.message_processor.cancel()

    await until(lambda: ear.socket._handler not in (None, handler))
    await slack.sockets.wait()
    await slack.user("U1", "Sara").send("hello?")
    await until(lambda: len(ear.heard) == 1)


async def test_what_was_not_committed_comes_again(slack: SlackServer, slack_house: SlackHouse) -> None:
    service = await slack_house.start()
    handle, failures = service.inbox.handle, [OSError("the disk is full")]

    def fail_once(events: Any) -> Any:
        if failures:
            raise failures.pop()
        return handle(events)

    service.inbox.handle = fail_once  # type: ignore[method-assign]
    sara = slack.user("U1", "Sara")
    await sara.send("hello?")
    await says(sara, "waiting")
    await slack.settled(10)

    assert len([one for one in sara.messages() if one.from_bot]) == 1
    assert len(slack_house.rows(SeenEvent)) == 1


async def test_what_was_said_while_it_was_down_comes_when_it_is_up(slack: SlackServer, slack_house: SlackHouse) -> None:
    await slack_house.start()
    sara = slack.user("U1", "Sara")
    await sara.send("hello?")
    await says(sara, "waiting")
    await slack_house.stop()
    await sara.send("help")

    await slack_house.start()

    await says(sara, "What you can do")


async def _nothing(_: str) -> bytes:
    return b""


async def _no_page(_: str) -> None:
    return None
