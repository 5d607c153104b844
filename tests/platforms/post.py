"""A sender on a real database against the local Telegram, and people to write to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from sqlmodel import Session, col, select

from bot.chat.message import Message, say
from bot.database import Database
from bot.neighbours.lease import Lease
from bot.outbox import Outbox
from bot.platforms.telegram import Telegram
from bot.playground.telegram import TelegramServer, User
from bot.queue.mailroom import store
from bot.sending.pace import Pace
from handlers.policy import Policy
from handlers.turn import View, Work
from models.delivery import Delivery, DeliveryState, Priority
from models.person import Account
from models.types import PersonId
from tests import newcomers

T = TypeVar("T")


def now() -> datetime:
    return datetime.now(UTC)


def words(text: str) -> Message:
    """A message that shows the text as it is, after "/x – "."""
    return say("help-line", command="x", does=text)


class Post:
    """One outbox; it can be stopped and opened again on the same database."""

    def __init__(self, server: TelegramServer, database: Database) -> None:
        self.server, self.database = server, database
        self.outbox: Outbox | None = None
        self._keys = 0

    async def open(self, per_second: float | None = None, lease: Lease | None = None) -> None:
        self.telegram = Telegram(self.server.token, self.server.url, self._take)
        await self.telegram.start()
        self.outbox = Outbox(self.database, self.telegram, Pace(per_second), now, lease)
        self._running = asyncio.create_task(self.outbox.run())

    async def close(self) -> None:
        if self.outbox is not None:
            self._running.cancel()
            await asyncio.wait([self._running])
            await self.telegram.stop()
            self.outbox = None

    def person(self, number: int, name: str = "Person", language: str = "en") -> tuple[PersonId, User]:
        """Someone who has pressed Start."""
        user = self.server.user(number, name)
        user._chat.started = True
        with self.database.transaction() as session:
            return newcomers.account(session, now(), str(number), name=name, language=language).person_id, user

    def tell(
        self,
        person: PersonId,
        said: str | Message | View,
        priority: Priority = Priority.REPLY,
        later: float = 0.0,
        *,
        handed_over: bool = True,
        once: bool = False,
    ) -> int:
        """Stores a delivery; what is due is handed over as the inbox does it. Returns its id."""
        self._keys += 1
        key = f"key:{self._keys}:{Random().random()}"
        message = words(said) if isinstance(said, str) else said
        with self.database.transaction() as session:
            work = Work(session, now(), Random(1), Policy())
            at = now() + timedelta(seconds=later) if later else None
            work.tell(person, message, key=key, priority=priority, not_before=at).once = once
            due = store(session, work.outgoing, {}, now())
            found = session.exec(select(Delivery.id).where(col(Delivery.dedupe_key) == key)).one()
        if handed_over and self.outbox is not None:
            self.outbox.offer(due)
        assert found is not None
        return found

    def row(self, delivery: int) -> Delivery:
        return self.within(lambda session: session.get_one(Delivery, delivery))

    def state(self, delivery: int) -> DeliveryState:
        return DeliveryState(self.row(delivery).state)

    def account(self, person: PersonId) -> Account:
        return self.within(lambda session: session.exec(select(Account).where(Account.person_id == person)).one())

    def within(self, work: Callable[[Session], T]) -> T:
        """Does something to the database, committed."""
        with self.database.transaction() as session:
            return work(session)

    def sent(self, method: str = "sendMessage") -> list[str]:
        """The texts that the local Telegram took, in their order, without "/x – "."""
        return [
            request["params"]["text"].removeprefix("/x – ")
            for request in self.server.requests
            if request["method"] == method and request["status"] == 200
        ]

    async def _take(self, _: object) -> None:
        return None
