"""However many messages wait for few chats: nobody else waits for them, nothing is lost, and each keeps its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot.database import Database
from bot.queue import strands
from bot.queue.held import BURST
from bot.queue.mailroom import Due
from bot.queue.strands import MOST_OF_ONE
from bot.queue.supply import FETCH
from bot.queue.taking import Found
from bot.storage import schema
from models.delivery import Priority
from tests.edges.crowding import Sender, in_order, people, read, stored

PEOPLE = 60


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    with closing(Database(database_url)) as made:
        schema.upgrade(made)
        people(made, PEOPLE)
        yield made


@pytest.mark.parametrize("priority", [Priority.REPLY, Priority.REMINDER, Priority.BROADCAST])
async def test_a_crowd_in_front_of_the_table_holds_up_nobody(database: Database, priority: Priority) -> None:
    crowd = stored(database, [1 + place % 9 for place in range(FETCH + 50)], priority=priority)
    others = stored(database, list(range(10, PEOPLE + 1)), priority=priority)
    sender = Sender(database)

    await sender.look()
    sender.send()

    assert {one.id for one in sender.sent} >= set(others)
    for _ in range((FETCH + 50) // 9):
        sender.a_second_passes()
        await sender.look()
        sender.send()
        assert len(sender.queue) <= 9 * MOST_OF_ONE
    assert {one.id for one in sender.sent} == {*crowd, *others} and in_order(sender.sent)


async def test_what_is_parked_behind_its_chat_takes_no_room(database: Database) -> None:
    stored(database, [1 + place % 50 for place in range(2 * FETCH)])
    others = stored(database, list(range(51, PEOPLE + 1)))
    sender = Sender(database)
    for _ in range(2):
        await sender.look()
        sender.send()
    assert {one.id for one in sender.sent} >= set(others) and len(sender.sent) == 50 * BURST + len(others)


async def test_a_crowd_that_is_long_is_read_past_in_steps(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strands, "STEP", 300)
    stored(database, [1] * 2000)
    middle = stored(database, [2] * 12)
    stored(database, [1] * 2000)
    last = stored(database, [3])
    sender, asked = Sender(database), list[str]()
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    await sender.look()
    assert sum("delivery" in told for told in asked) < 100, "some thousand rows, a step at a time"
    sender.send()
    assert {one.chat_id for one in sender.sent} == {"1", "2", "3"}
    assert last[0] in {one.id for one in sender.sent}

    monkeypatch.setattr(strands, "REST", 0)
    for _ in range(12):
        sender.a_second_passes()
        await sender.look()
        sender.send()
    assert {one.id for one in sender.sent} >= set(middle) and in_order(sender.sent)


async def test_what_comes_now_overtakes_nothing_that_waits_in_the_table(database: Database) -> None:
    waiting = stored(database, [1] * 30)
    sender = Sender(database)
    await sender.look()
    (new, others) = (stored(database, [1])[0], stored(database, [2])[0])

    sender.supply.offer(read(database, [new, others]))
    assert others in sender.queue and new not in sender.queue

    for _ in range(40):
        sender.send()
        sender.a_second_passes()
        await sender.look()
    assert [one.id for one in sender.sent if one.chat_id == "1"] == [*waiting, new]
    (later,) = stored(database, [1])
    sender.supply.offer(read(database, [later]))
    assert later in sender.queue, "nothing waits any more"


async def test_nothing_is_taken_as_it_comes_before_the_table_was_looked_at(database: Database) -> None:
    (old, new) = stored(database, [1, 1])
    sender = Sender(database)
    sender.supply.offer(read(database, [new]))
    assert len(sender.queue) == 0
    await sender.look()
    sender.send()
    assert [one.id for one in sender.sent] == [old, new]


async def test_what_comes_during_a_look_is_overtaken_by_nothing_that_comes_after_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender, run, came = Sender(database), database.run, list[int]()

    async def and_meanwhile(work: Callable[[Session], Found]) -> Found:
        found = await run(work)
        if not came:
            came.extend(stored(database, [1]))
            sender.supply.offer(read(database, came))
        return found

    monkeypatch.setattr(database, "run", and_meanwhile)
    await sender.supply._refill()
    (later,) = stored(database, [1])
    sender.supply.offer(read(database, [later]))
    assert len(sender.queue) == 0 and sender.supply._asked.is_set(), "both wait for the look that follows at once"

    await sender.look()
    sender.send()
    assert [one.id for one in sender.sent] == [*came, later]


async def test_an_edit_waits_for_the_message_that_it_changes(database: Database) -> None:
    *_, last = stored(database, [1] * 30)
    (edit,) = stored(database, [1], edits=last)
    sender = Sender(database)
    await sender.look()
    assert edit not in sender.queue
    for _ in range(40):
        sender.send()
        sender.a_second_passes()
        await sender.look()
    assert [one.id for one in sender.sent][-2:] == [last, edit]


async def test_edits_that_are_many_hold_up_no_new_message(database: Database) -> None:
    (first,) = stored(database, [1])
    sender = Sender(database)
    await sender.look()
    sender.send()
    stored(database, [1] * 50, edits=first)
    (new,) = stored(database, [1])
    await sender.look()
    assert new in sender.queue


async def test_a_look_that_failed_has_lost_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strands, "STEP", 100)
    stored(database, [1] * 1200)
    others = stored(database, list(range(2, PEOPLE + 1)))
    sender = Sender(database)
    refill = sender.queue.refill

    def breaks(due: list[Due]) -> None:
        if any(one.id in others for one in due):
            monkeypatch.setattr(sender.queue, "refill", refill)
            raise OSError("full")
        refill(due)

    monkeypatch.setattr(sender.queue, "refill", breaks)
    await sender.look()
    await sender.look()
    sender.send()
    assert {one.id for one in sender.sent} >= set(others)
