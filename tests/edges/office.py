"""An inbox on a database in a file, and what it did."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import event as listening
from sqlmodel import SQLModel, select

from bot.chat.event import Event, Sender, What
from bot.database import Database
from bot.inbox import Inbox
from bot.queue.mailroom import Due
from handlers.policy import Policy

START = datetime(2026, 11, 24, 9, tzinfo=UTC)


class Office:
    """An inbox on a database in a file that is there, and what it did."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(f"sqlite:///{folder / 'inbox.db'}")
        self.delivered: list[Due] = []
        self.inbox = Inbox(self.database, Policy(), Random(1), lambda: START, self.delivered.extend)
        self.statements: list[str] = []
        self.commits = 0
        listening.listen(self.database.engine, "before_cursor_execute", self._note)
        listening.listen(self.database.engine, "commit", self._count)

    def rows(self, table: type[SQLModel]) -> list[Any]:
        with self.database.transaction() as session:
            return list(session.exec(select(table)))

    def _note(self, _: Any, __: Any, statement: str, *___: Any) -> None:
        self.statements.append(statement)

    def _count(self, _: Any) -> None:
        self.commits += 1


def from_(number: int, what: What, id_: str = "") -> Event:
    return Event(id_ or f"{number}-{what}", Sender("telegram", str(number), str(number), f"P{number}"), what)
