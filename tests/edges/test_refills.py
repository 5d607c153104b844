"""A long queue goes out without a pause: each look at the table leads to the next, not the clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing

import pytest

from bot.database import Database
from bot.queue import supply
from bot.storage import schema
from tests.edges.crowding import Sender, people, stored
from tests.platforms.house import until

FETCH, ALL = 20, 100
PATIENCE = 10.0


@pytest.fixture
async def sender(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sender]:
    """With a message for each of many people in the table, it looks when it is told to."""
    monkeypatch.setattr(supply, "FETCH", FETCH)
    monkeypatch.setattr(supply, "POLL_SECONDS", 60.0)
    with closing(Database(database_url)) as database:
        schema.upgrade(database)
        people(database, ALL)
        stored(database, list(range(1, ALL + 1)))
        sender = Sender(database)
        running = asyncio.create_task(sender.supply.run())
        await until(lambda: len(sender.queue) == FETCH, PATIENCE)
        yield sender
        running.cancel()
        await asyncio.wait([running])


async def test_what_goes_while_it_looks_asks_for_no_other_look(sender: Sender) -> None:
    while len(sender.sent) < ALL:
        async with sender.supply._settling:  # which the look waits for
            sender.send()
            sender.supply.taken()
            await until(lambda: not sender.supply._asked.is_set(), PATIENCE)
            sender.supply.taken()
        await until(lambda: len(sender.queue) or len(sender.sent) == ALL, PATIENCE)


async def test_a_look_that_wants_nothing_ends_no_queue(sender: Sender) -> None:
    while len(sender.sent) < ALL:
        sender.supply.look()
        await until(lambda: not sender.supply._asked.is_set(), PATIENCE)
        async with sender.supply._settling:
            sender.send()
        sender.supply.taken()
        await until(lambda: len(sender.queue) or len(sender.sent) == ALL, PATIENCE)
