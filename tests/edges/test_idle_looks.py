"""Where nothing is due, the sender and the engine only ask, and nobody who writes waits for that."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, nullcontext

import pytest
from sqlalchemy import event
from sqlmodel import col, update

from bot import engine
from bot.database import Database
from bot.playground.mail import Mailbox
from bot.queue import supply
from bot.storage import schema
from models.delivery import Delivery
from models.switch import SENDING, SwitchedOff
from tests.edges.crowding import NOW, Sender, people, read, stored
from tests.edges.works import PATIENCE, Works
from tests.platforms.house import until


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    for looking in (engine, supply):
        monkeypatch.setattr(looking, "POLL_SECONDS", 0.02)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with closing(Database(database_url)) as made:
        schema.upgrade(made)
        people(made, 5)
        yield made


@asynccontextmanager
async def looking(sender: Sender) -> AsyncIterator[list[int]]:
    """How often it has looked, as long as it does."""
    looks: list[int] = []
    sender.supply._looked = lambda: looks.append(len(looks))
    running = asyncio.create_task(sender.supply.run())
    try:
        yield looks
    finally:
        running.cancel()
        await asyncio.wait([running])


def statements(database: Database) -> list[tuple[str, str]]:
    """Those from now on, and the thread of each."""
    made: list[tuple[str, str]] = []
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda *given: made.append((given[2], threading.current_thread().name)),
    )
    return made


async def more(looks: list[int], number: int = 10) -> None:
    wanted = len(looks) + number
    await until(lambda: len(looks) >= wanted, PATIENCE)


async def test_an_idle_sender_asks_one_question_at_a_time_and_never_writes(database: Database) -> None:
    sender = Sender(database)
    async with looking(sender) as looks:
        await more(looks, 3)
        asked, before = statements(database), len(looks)
        await more(looks)
        told, after = list(asked), len(looks)
    selects = [words for words, _ in told if words.startswith("SELECT")]
    assert len(selects) <= after - before + 1
    assert not [words for words, _ in told if "IMMEDIATE" in words]
    assert not [thread for _, thread in told if thread.startswith("writer")]


async def test_whoever_writes_for_long_holds_up_no_idle_look(database: Database) -> None:
    sender, ends = Sender(database), threading.Event()

    def write() -> None:
        with nullcontext() if database.is_shared else database.transaction():  # there a server ends what hangs in one
            ends.wait(60)

    async with looking(sender) as looks:
        await more(looks, 3)
        writing = asyncio.create_task(database.call(write))
        try:
            await more(looks)
        finally:
            ends.set()
            await writing


async def test_what_another_process_stores_is_found(database: Database, database_url: str) -> None:
    sender = Sender(database)
    async with looking(sender) as looks:
        await more(looks, 3)
        with closing(Database(database_url)) as other:
            (first,) = stored(other, [1])
        await until(lambda: first in sender.queue, PATIENCE)
        sender.send()

        (later,) = stored(database, [2])
        sender.supply.offer(read(database, [later]))
        assert later in sender.queue, "at once where it is stored here"


async def test_a_pause_is_seen_while_nothing_is_due_and_its_end_too(database: Database) -> None:
    sender = Sender(database)
    async with looking(sender) as looks:
        await until(lambda: not sender.supply.paused, PATIENCE)
        with database.transaction() as session:
            session.add(off())
        await until(lambda: sender.supply.paused, PATIENCE)
        (waits,) = stored(database, [1])
        await more(looks)
        assert waits not in sender.queue
        with database.transaction() as session:
            session.delete(session.get_one(SwitchedOff, SENDING))
        await until(lambda: waits in sender.queue, PATIENCE)


async def test_what_becomes_due_later_is_found_then(database: Database) -> None:
    sender = Sender(database)
    async with looking(sender) as looks:
        (waits,) = stored(database, [1])
        await until(lambda: waits in sender.queue, PATIENCE)
        sender.send()
        await more(looks)
        with database.transaction() as session:
            again = update(Delivery).where(col(Delivery.id) == waits)
            session.execute(again.values(state=1, not_before=NOW))
        await until(lambda: waits in sender.queue, PATIENCE)


async def test_an_idle_engine_only_reads(works: Works, mailbox: Mailbox) -> None:
    works.mail("sara@example.org")
    await works.ended()
    if works.database.is_shared:
        return  # procrastinate's workers do it there
    asked = statements(works.database)
    await until(lambda: len([words for words, _ in asked if "job" in words]) > 5, PATIENCE)
    assert not [words for words, thread in asked if "IMMEDIATE" in words or thread.startswith("writer")]

    works.mail("omar@example.org")
    await works.ended(2)
    assert len(mailbox.messages) == 2


def off() -> SwitchedOff:
    return SwitchedOff(name=SENDING, since=NOW)
