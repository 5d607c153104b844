"""A local Telegram and the real service beside it, on a database in a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlmodel import Session, SQLModel, select

from bot.app import Service
from bot.chat.message import Message
from bot.config import Settings
from bot.playground import PATIENCE
from bot.playground.mail import Mailbox
from bot.playground.telegram import TelegramServer
from handlers.routes import COMMANDS, CommandRoute
from handlers.turn import Turn
from tests.ports import free_port


class House:
    """The service with its settings; it can be stopped and started again on the same database."""

    def __init__(self, server: TelegramServer, folder: Path, mailbox: Mailbox) -> None:
        self.server, self.mailbox = server, mailbox
        self._folder = folder
        self.changes: dict[str, dict[str, Any]] = {}
        self.service: Service | None = None

    @property
    def settings(self) -> Settings:
        sections: dict[str, dict[str, Any]] = {
            "database": {"url": f"sqlite:///{self._folder / 'callboard.db'}"},
            "telegram": {"token": self.server.token, "base_url": self.server.url},
            "email": {"url": self.mailbox.url, "sender": "callboard@example.org"},
            "web": {"port": 0},
            "telemetry": {},
            "registers": {},
            "orcid": {},
            "privacy": {},
        }
        return Settings.model_validate({name: part | self.changes.get(name, {}) for name, part in sections.items()})

    async def start(self) -> Service:
        self.service = Service(self.settings)
        await self.service.start()
        return self.service

    async def stop(self) -> None:
        if self.service is not None:
            await self.service.stop()
            self.service = None

    async def by_webhook(self, **web: Any) -> int:
        """Starts it so that Telegram calls; returns the port that it listens on."""
        port = free_port()
        self.changes["web"] = {"port": port, "public_url": f"http://127.0.0.1:{port}/", **web}
        self.changes["telegram"] = {"mode": "webhook", "webhook_secret": "s3cret"}
        await self.start()
        return port

    def rows(self, table: type[SQLModel]) -> list[Any]:
        """All rows of a table."""
        assert self.service is not None
        with self.service.database.transaction() as session:
            return list(session.exec(select(table)))

    def within(self, work: Callable[[Session], Any]) -> Any:
        """Does something to the database, committed."""
        assert self.service is not None
        with self.service.database.transaction() as session:
            return work(session)


@contextmanager
def command(word: str, handler: Callable[[Turn, str], list[Message]]) -> Iterator[None]:
    """A command of the test's own."""
    COMMANDS[word] = CommandRoute(word, handler, None)
    try:
        yield
    finally:
        del COMMANDS[word]


async def until(holds: Callable[[], object], timeout: float = PATIENCE) -> None:
    """Waits until something holds; TimeoutError if it never does."""
    async with asyncio.timeout(timeout):
        while not holds():  # noqa: ASYNC110  # nothing tells of it
            await asyncio.sleep(0.01)
