"""Another program writes into the database for so long that the service has to wait."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.playground.telegram import Limits
from tests.faults.house import house

HELD = 3.0


@pytest.mark.slow
async def test_nothing_is_lost_while_it_is_locked(tmp_path: Path) -> None:
    async with house(tmp_path, 20, Limits(per_second=1000), pace=200) as opened:
        await opened.until(lambda: len(opened.cards()) > 0)
        people = [opened.server.user(9000 + number, "Nadia") for number in range(10)]
        other = sqlite3.connect(opened.file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        for person in people:
            await person.start()
        await asyncio.sleep(HELD)
        other.execute("ROLLBACK")
        other.close()

        answers = await asyncio.gather(*(person.next(timeout=20) for person in people))
        await opened.until(lambda: len(opened.cards()) == 20 and opened.waiting() == 0)

    assert all("Which language shall we use?" in (answer.text or "") for answer in answers)
    assert set(opened.cards().values()) == {1}
    assert all(len([one for one in person.chat if one.from_bot]) == 1 for person in people)
