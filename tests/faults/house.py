"""The service in this process on a real file, before a platform that can be made to fail."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.app import Service
from bot.config import DatabaseSettings, Settings, TelegramSettings, WebSettings
from bot.database import Database
from bot.playground.telegram import Limits, TelegramServer
from bot.rehearsal import enlisting
from bot.rehearsal.enlisting import Enlisted
from bot.sending.pace import Pace
from tests.faults.scene import ask, set_up

FIRST_EXPERT = 5000


@dataclass
class House:
    """The service, the platform, and the file that both tests and service look into."""

    service: Service
    server: TelegramServer
    file: Path

    def cards(self) -> Counter[int]:
        """How often each chat got a card, as the platform recorded it."""
        sent = [one for one in self.server.requests if one["method"] == "sendMessage" and one["status"] == 200]
        return Counter(one["params"]["chat_id"] for one in sent if "Liver scans" in one["params"]["text"])

    async def until(self, holds: Callable[[], bool], seconds: float = 30.0) -> None:
        """Waits until something holds; TimeoutError if it does not come to it."""
        async with asyncio.timeout(seconds):
            while not holds():  # noqa: ASYNC110  # what is waited for is in another place
                await asyncio.sleep(0.05)

    def waiting(self) -> int:
        """Deliveries that have not come to an end."""
        return int(ask(self.file, "SELECT count(*) FROM delivery WHERE state < 2")[0][0])


@asynccontextmanager
async def house(folder: Path, experts: int, limits: Limits, pace: float | None) -> AsyncIterator[House]:
    """A task is being broadcast to so many experts from the moment that this opens."""
    file = folder / "callboard.db"
    server = TelegramServer(limits=limits)
    await server.start()
    set_up(f"sqlite:///{file}", (), places=experts + 1)
    settings = Settings(
        database=DatabaseSettings(url=f"sqlite:///{file}"),
        telegram=TelegramSettings.model_validate({"token": server.token, "base_url": server.url}),
        web=WebSettings(port=0),
    )
    service = Service(settings, pace=Pace(pace))
    enlist(settings.database.url, experts)
    for number in (1, *range(FIRST_EXPERT, FIRST_EXPERT + experts)):
        await server.user(number).start()
    server.updates.drop_all()
    await service.start()
    try:
        yield House(service, server, file)
    finally:
        await service.stop()
        await server.stop()


def enlist(url: str, experts: int) -> None:
    """So many experts of the task's field, in bulk."""
    people = (Enlisted(number, f"Expert {number}") for number in range(FIRST_EXPERT, FIRST_EXPERT + experts))
    with closing(Database(url)) as database:
        for _ in enlisting.enlist(database, people, datetime.now(UTC)):
            pass
