"""Killed at any moment of a turn: nothing of it is there before all of it is, and the event that comes again is new."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event as listening

from bot.chat.event import Command, Event
from bot.database import Database
from models.ledger import LedgerTransaction
from models.tables import metadata
from tests import make
from tests.chat import Chat
from tests.test_review import answers, team

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__])


@pytest.fixture
def chat(database_url: str) -> Iterator[Chat]:
    """On a database that other processes can open."""
    opened = Chat(database_url)
    yield opened
    opened.database.close()


def handle(url: str, event: Event, now: datetime, moments: int) -> None:
    """A life that ends by SIGKILL after so many moments: before the next statement that writes, or commit."""
    chat = Chat(Database(url))
    chat.now = now
    left = itertools.count(moments, -1)

    def die(_connection: object, _cursor: object = None, statement: str = "COMMIT", *_: object) -> None:
        if not statement.startswith("SELECT") and next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    for moment in ("before_cursor_execute", "commit"):
        listening.listen(chat.database.engine, moment, die)
    chat.inbox.handle([event])
    chat.database.close()


def survives(chat: Chat, event: Event, moments: int) -> bool:
    url = chat.database.engine.url.render_as_string(hide_password=False)
    life = _PROCESSES.Process(target=handle, args=(url, event, chat.now, moments))
    life.start()
    life.join(60)
    assert life.exitcode in (0, -signal.SIGKILL)
    return life.exitcode == 0


def stored(chat: Chat) -> dict[str, list[Any]]:
    """Every row of every table."""
    with chat.database.engine.begin() as connection:
        return {table.name: list(connection.execute(table.select())) for table in metadata.sorted_tables}


def joining(chat: Chat) -> Event:
    """Somebody who was never here."""
    return chat.person("Sara").event(Command("start", ""))


def accepting(chat: Chat) -> Event:
    """An answer is accepted and paid."""
    rana, sara, _ = team(chat)
    answers(chat, sara, "Yes")
    return rana.writes("/review").tap("Accept")


@pytest.mark.parametrize(("doing", "paid"), [(joining, 0), (accepting, 1)])
def test_it_has_its_effect_once_and_whole(chat: Chat, doing: Callable[[Chat], Event], paid: int) -> None:
    event = doing(chat)
    before = stored(chat)

    for moments in itertools.count():
        if survives(chat, event, moments):
            break
        assert stored(chat) == before
    after = stored(chat)
    assert survives(chat, event, moments)

    assert moments > 5
    assert after["seenevent"] != before["seenevent"] and len(after["delivery"]) > len(before["delivery"])
    assert stored(chat) == after
    assert len(make.rows(chat, LedgerTransaction)) == paid
