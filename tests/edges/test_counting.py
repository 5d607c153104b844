"""Experts are counted beside the turns: whoever writes meanwhile waits for nobody."""

from __future__ import annotations

import asyncio

from bot.database import Database
from bot.jobs.counting import Counting
from bot.jobs.errands import Errand
from models.person import Person
from tests import newcomers
from tests.chat import START


async def test_it_waits_for_no_writer(database: Database) -> None:
    with database.transaction() as session:
        account = newcomers.account(session, START, "1", platform="slack")
        session.add(newcomers.expert(account.person_id, START))
        sara = session.get_one(Person, account.person_id)
    errand = Errand(1, "count-experts", {"field": "medicine"}, account, sara)
    counting = Counting(database, lambda: START)

    with database.transaction() as session:
        session.add(Person(name="Someone", created_at=START))
        session.flush()
        of_field = await asyncio.wait_for(counting.count(errand), timeout=20)

    assert (of_field["field"], of_field["awake"], of_field["levels"]) == ("medicine", 1, {"0": 1})
