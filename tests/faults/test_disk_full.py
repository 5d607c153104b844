"""There is no more room for the database: nothing is half stored, and all goes on when there is room again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.database import Database
from bot.playground.telegram import Limits
from tests.faults.house import FIRST_EXPERT, House, house
from tests.faults.scene import ask

FIRST_NEWCOMER = 9000
NEWCOMERS = 80
STORED = """
    SELECT count(DISTINCT account.id), count(delivery.id)
    FROM account LEFT JOIN delivery ON delivery.account_id = account.id WHERE account.external_id LIKE '90__'
"""

pytestmark = pytest.mark.slow


async def test_what_finds_no_room_comes_again_whole(tmp_path: Path) -> None:
    async with house(tmp_path, 20, Limits(per_second=1000), pace=200) as opened:
        expert = opened.server.user(FIRST_EXPERT)
        people = [opened.server.user(FIRST_NEWCOMER + number, "Nadia") for number in range(NEWCOMERS)]
        await opened.until(lambda: len(opened.cards()) == 20 and opened.waiting() == 0)
        with no_room(opened.service.database):
            await asyncio.gather(*(person.start() for person in people), expert.press("Claim"))
            await asyncio.sleep(4)
            stored = whole(opened)
        answers = await asyncio.gather(*(person.next(timeout=30) for person in people))
        await opened.until(lambda: len(ask(opened.file, "SELECT id FROM offer WHERE state = 'claimed'")) == 1)
        await opened.until(lambda: opened.waiting() == 0)

    assert stored < NEWCOMERS  # it was really full
    assert whole(opened) == NEWCOMERS
    assert all("Which language shall we use?" in (answer.text or "") for answer in answers)
    assert all(len([one for one in person.chat if one.from_bot]) == 1 for person in people)
    assert {chat for chat, times in opened.cards().items() if times > 1} <= {FIRST_EXPERT}  # the task's name again
    assert sum("It's yours until" in (one.text or "") for one in expert.chat) == 1
    assert ask(opened.file, "SELECT event_id FROM parkedevent") == []
    assert ask(opened.file, "PRAGMA integrity_check") == [("ok",)]


@contextmanager
def no_room(database: Database) -> Iterator[None]:
    """The file can't grow any more, for whoever takes a connection from now on."""

    def limit(connection: Any, *_: Any) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    def lift(connection: Any, *_: Any) -> None:
        connection.execute("PRAGMA max_page_count = 1000000")

    event.listen(database.engine, "checkout", limit)
    try:
        yield
    finally:
        event.remove(database.engine, "checkout", limit)
        event.listen(database.engine, "checkout", lift)


def whole(opened: House) -> int:
    """How many newcomers are stored, each with the answer that they are to get."""
    ((people, answers),) = ask(opened.file, STORED)
    assert people == answers
    return int(people)
