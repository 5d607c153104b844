"""A local Telegram, a local mail server, and the service beside them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.database import Database
from bot.playground.mail import Mailbox
from bot.playground.slack import Limits, SlackServer
from bot.playground.telegram import TelegramServer
from tests.memory import Memory
from tests.platforms.house import House
from tests.platforms.post import Post
from tests.platforms.slack_house import SlackHouse


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    server = TelegramServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    mailbox = Mailbox()
    await mailbox.start()
    yield mailbox
    await mailbox.stop()


@pytest.fixture
async def house(server: TelegramServer, mailbox: Mailbox, tmp_path: Path, memory: Memory) -> AsyncIterator[House]:
    """Not started yet."""
    (tmp_path / "callboard.db").write_bytes(memory.image)
    house = House(server, tmp_path, mailbox)
    yield house
    await house.stop()


@pytest.fixture
async def post(server: TelegramServer, tmp_path: Path, memory: Memory) -> AsyncIterator[Post]:
    """Not open yet."""
    (tmp_path / "post.db").write_bytes(memory.image)
    post = Post(server, Database(f"sqlite:///{tmp_path / 'post.db'}"))
    yield post
    await post.close()
    post.database.close()


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Logs are kept from the screen; a test that wants them captures them itself."""
    with capture_logs():
        yield


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    server = SlackServer(limits=Limits(retries=(0.0, 0.1, 0.2)))
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def slack_house(slack: SlackServer, tmp_path: Path, memory: Memory) -> AsyncIterator[SlackHouse]:
    """Not started yet."""
    (tmp_path / "callboard.db").write_bytes(memory.image)
    house = SlackHouse(slack, tmp_path)
    yield house
    await house.stop()
