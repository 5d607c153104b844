"""A local Telegram for each test, a real python-telegram-bot that talks to it, and a raw client for errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import telegram

from bot.playground.telegram import TelegramServer, User


@dataclass
class Raw:
    """Calls methods over plain HTTP and returns status, body and headers as they are."""

    session: aiohttp.ClientSession
    server: TelegramServer

    async def call(self, method: str, /, token: str | None = None, **params: Any) -> tuple[int, dict[str, Any]]:
        status, body, _ = await self.full(method, token, **params)
        return status, body

    async def full(
        self, method: str, /, token: str | None = None, **params: Any
    ) -> tuple[int, dict[str, Any], dict[str, str]]:
        url = f"{self.server.url}/bot{token or self.server.token}/{method}"
        async with self.session.post(url, json=params) as answer:
            return answer.status, await answer.json(), dict(answer.headers)

    async def refusal(self, method: str, /, **params: Any) -> str:
        """The description of a call that must fail."""
        status, body = await self.call(method, **params)
        assert status == body["error_code"] != 200
        assert body["ok"] is False
        return str(body["description"])

    async def result(self, method: str, /, **params: Any) -> Any:
        """The result of a call that must work."""
        status, body = await self.call(method, **params)
        assert status == 200, body
        return body["result"]


def bot_for(server: TelegramServer) -> telegram.Bot:
    return telegram.Bot(server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    server = TelegramServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def raw(server: TelegramServer, session: aiohttp.ClientSession) -> Raw:
    return Raw(session, server)


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[telegram.Bot]:
    async with bot_for(server) as bot:
        yield bot


@pytest.fixture
async def sara(server: TelegramServer) -> User:
    """A person who has pressed Start and whose /start the bot has confirmed."""
    sara = server.user(7, "Sara", last_name="Haddad", username="sara", language_code="ar")
    await sara.start()
    server.updates.drop_all()
    return sara
