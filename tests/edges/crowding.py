"""A sender without a platform, and what waits for it in the table."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select, update

from bot.database import Database
from bot.neighbours.lease import Alone
from bot.queue.mailroom import Due
from bot.queue.queue import Queue
from bot.queue.supply import Supply
from models.delivery import Delivery, DeliveryState, Priority
from models.person import Account, Person
from models.types import PersonId

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def people(database: Database, number: int) -> None:
    """So many, whose accounts have the numbers from 1."""
    with database.transaction() as session:
        ids = [PersonId(id_) for id_ in range(1, number + 1)]
        session.add_all(Person(id=id_, name=f"P{id_}", created_at=NOW) for id_ in ids)
        session.flush()
        for id_ in ids:
            who = str(id_)
            session.add(Account(person_id=id_, platform="telegram", external_id=who, chat_id=who, last_seen_at=NOW))
            session.flush()


def stored(
    database: Database, accounts: list[int], *, priority: Priority = Priority.REPLY, edits: int | None = None
) -> list[int]:
    """A message for each of these, in this order, all of them due; returns their ids."""
    with database.transaction() as session:
        already = len(session.exec(select(Delivery.id)).all())
        rows: list[dict[str, Any]] = [
            {
                "dedupe_key": f"{already + place}",
                "channel": "telegram",
                "account_id": account,
                "person_id": account,
                "priority": int(priority),
                "not_before": NOW - timedelta(hours=1) + timedelta(milliseconds=already + place),
                "body": {},
                "edits": edits,
                "once": False,
                "state": int(DeliveryState.DUE),
                "attempts": 0,
                "external_id": "",
                "error": "",
                "trace": "",
                "created_at": NOW,
            }
            for place, account in enumerate(accounts)
        ]
        session.execute(insert(Delivery), rows)
        return [id_ for id_ in session.exec(select(Delivery.id).order_by(col(Delivery.id)).offset(already)) if id_]


def read(database: Database, ids: list[int]) -> list[Due]:
    """As they are offered once they are stored."""

    def due(row: Delivery) -> Due:
        who = str(row.account_id)
        return Due(
            id=row.id or 0,
            channel=row.channel,
            account_id=row.account_id,
            person_id=row.person_id,
            chat_id=who,
            language="en",
            timezone="UTC",
            priority=int(row.priority),
            not_before=row.not_before,
            body=row.body,
            edits=row.edits,
            target="",
            attempts=0,
        )

    def rows(session: Session) -> list[Due]:
        return [due(row) for row in session.exec(select(Delivery).where(col(Delivery.id).in_(ids)))]

    with database.transaction() as session:
        return rows(session)


class Sender:
    """A supply and its queue, without a platform: whatever is taken has arrived."""

    def __init__(self, database: Database) -> None:
        self.database, self.queue = database, Queue()
        self.supply = Supply(database, "telegram", self.queue, asyncio.Lock(), Alone(), lambda: NOW, lambda: None)
        self.sent: list[Due] = []

    async def look(self) -> None:
        """One, and those that follow at once."""
        self.supply._asked.set()
        while self.supply._asked.is_set():
            self.supply._asked.clear()
            await self.supply._refill()

    def send(self) -> None:
        """All that may go now."""
        gone: list[Due] = []
        while one := self.queue.take():
            self.queue.done(one)
            gone.append(one)
        with self.database.transaction() as session:
            ended = update(Delivery).values(state=int(DeliveryState.SENT))
            for start in range(0, len(gone), 500):
                session.execute(ended.where(col(Delivery.id).in_([one.id for one in gone[start : start + 500]])))
        self.queue.forget([one.id for one in gone])
        self.sent += gone

    def a_second_passes(self) -> None:
        """For the chats' pace."""
        for chat in self.queue._chats.values():
            chat.filled_at -= 1.0
        self.queue._wake(float("inf"))


def in_order(sent: list[Due]) -> bool:
    of_chat: dict[str, list[int]] = {}
    for one in sent:
        of_chat.setdefault(one.chat_id, []).append(one.id)
    return all(ids == sorted(ids) for ids in of_chat.values())
