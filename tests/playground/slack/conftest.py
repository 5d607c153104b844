"""A local Slack for each test, a real slack_sdk client, and a real Bolt app over Socket Mode."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack import Limits, SlackServer, SlackUser

from .forms import Opened

QUICK = Limits(acknowledge=0.5, retries=(0.0, 0.05, 0.1), echoes=False)


@asynccontextmanager
async def running(limits: Limits = QUICK, **settings: Any) -> AsyncIterator[SlackServer]:
    server = SlackServer(limits=limits, **settings)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


@asynccontextmanager
async def connected(server: SlackServer, app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
    """The app over Socket Mode."""
    handler = AsyncSocketModeHandler(app, server.app_token, web_client=app.client, ping_interval=0.2)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt has no types here
    await server.sockets.wait()
    try:
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # nor here


def bolt(server: SlackServer, session: aiohttp.ClientSession) -> AsyncApp:
    """An app that acknowledges once its listener has run."""
    client = AsyncWebClient(token=server.bot_token, base_url=f"{server.url}/api/", session=session)
    return AsyncApp(client=client, signing_secret=server.signing_secret, process_before_response=True)


async def refusal(call: Any) -> str:
    """The error of a call that must fail."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


def section(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(label: str, action_id: str = "press", **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": label}, **more}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with running() as server:
        yield server


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def slack(server: SlackServer, session: aiohttp.ClientSession) -> AsyncWebClient:
    return AsyncWebClient(token=server.bot_token, base_url=f"{server.url}/api/", session=session)


@pytest.fixture
def app(server: SlackServer, session: aiohttp.ClientSession) -> AsyncApp:
    return bolt(server, session)


@pytest.fixture
def sara(server: SlackServer) -> SlackUser:
    return server.user("U1", "Sara Haddad", locale="ar-SA", tz="Asia/Riyadh")


@pytest.fixture
def opens(slack: AsyncWebClient, sara: SlackUser) -> Opened:
    """Opens a modal for Sara."""

    async def opens(view: dict[str, Any]) -> dict[str, Any]:
        answer = await slack.views_open(trigger_id=sara.trigger(), view=view)
        return dict(answer["view"])

    return opens
