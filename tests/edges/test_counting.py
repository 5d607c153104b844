"""Experts are counted beside the turns: whoever writes meanwhile waits for nobody."""

from __future__ import annotations

import asyncio

from sqlmodel import Session

from bot.counting import Counting
from bot.database import Database
from bot.errands import Errand
from models.expert import Expert, Seniority
from models.person import Account, Person
from tests.chat import START


async def test_it_waits_for_no_writer(database: Database) -> None:
    with database.transaction() as session:
        account, sara = _expert(session)
    errand = Errand(1, "count-experts", {"field": "medicine"}, account, sara)
    counting = Counting(database, lambda: START)

    with database.transaction() as session:
        session.add(Person(name="Someone", created_at=START))
        session.flush()
        of_field = await asyncio.wait_for(counting.count(errand), timeout=20)

    assert (of_field["field"], of_field["awake"], of_field["levels"]) == ("medicine", 1, {"0": 1})


def _expert(session: Session) -> tuple[Account, Person]:
    person = Person(name="Sara", created_at=START)
    session.add(person)
    session.flush()
    account = Account(person_id=person.key, platform="slack", external_id="1", chat_id="1", last_seen_at=START)
    session.add(account)
    session.add(
        Expert(
            person_id=person.key,
            field_code="hepatology",
            seniority=Seniority.SENIOR,
            min_rate_minor=2000,
            currency="USD",
            joined_at=START,
        )
    )
    return account, person
