"""Killed in the middle of a qualification test: each item comes once, its clock runs on, and the time is paid once."""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlmodel import Session, col, select

from bot.database import Database
from bot.playground.telegram import TelegramServer, User
from bot.storage import schema
from models.attempt import Attempt, AttemptState, Response
from models.item import Item
from models.ledger import balance, expert_account
from models.money import Money
from models.types import PersonId
from tests import newcomers
from tests.faults import killing
from tests.faults.killing import OneProcess, platform
from tests.faults.test_kill_between import has
from tests.platforms.house import until

ITEMS, SECONDS = 4, 300
PATIENCE = 30


def fill(database: Database) -> None:
    """Sara, who has joined, and a bank with one test for her."""
    schema.upgrade(database)
    now = datetime.now(UTC)
    with database.transaction() as session:
        sara = newcomers.account(session, now, "7", name="Sara Haddad")
        session.add(newcomers.expert(sara.person_id, now))
        session.add_all(_item(number, now) for number in range(1, ITEMS + 1))


def _item(number: int, now: datetime) -> Item:
    return Item(
        name=f"liver-{number}",
        field_code="hepatology",
        level=1,
        seconds=SECONDS,
        question={"en": f"Item {number}?"},
        options=[{"en": f"Wrong {number}"}, {"en": f"Right {number}"}],
        right=1,
        added_at=now,
    )


def shown(user: User, number: int) -> bool:
    return has(user, f"Question {number} of {ITEMS}")


async def answers(user: User) -> None:
    """Taps the right option of the item that is in front."""
    labels = [label for message in reversed(user.chat) if message.from_bot for label in message.labels]
    await user.press(next(label for label in labels if "Right" in label))


def responses(database: Database) -> list[Response]:
    with database.reading() as session:
        return list(session.exec(select(Response).order_by(col(Response.place))))


def attempt(session: Session) -> Attempt:
    return session.exec(select(Attempt)).one()


class Trial:
    """The service, which is killed, and started again."""

    def __init__(self, server: TelegramServer, folder: Path) -> None:
        self._service, self._kills = OneProcess(server, folder), 0
        self.start, self.stop = self._service.start, self._service.stop

    async def kill(self) -> None:
        await self._service.strike(Random(self._kills))
        self._kills += 1


@pytest.mark.slow
@pytest.mark.timeout(480)
async def test_no_item_is_skipped_or_scored_twice_and_the_result_is_paid_once(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = {"DATABASE__URL": database_url, "QUALIFICATION__ITEMS": str(ITEMS)}
    monkeypatch.setattr(killing, "SENDING", killing.SENDING | more)
    server = platform()
    await server.start()
    with closing(Database(database_url)) as database:
        fill(database)
        trial = Trial(server, tmp_path)
        await trial.start()
        try:
            sara = server.user(7, "Sara Haddad", language_code="en")
            await _takes_it_up(sara)
            await _is_killed_between_and_while_an_answer_is_on_its_way(database, trial, sara)
            await _finds_that_the_clock_ran_on(database, trial, sara)
            await _is_killed_while_the_result_is_on_its_way(database, trial, sara)
        finally:
            await trial.stop()
            await server.stop()


async def _takes_it_up(sara: User) -> None:
    await sara.send("/profile")
    await until(lambda: any("Take a test" in message.labels for message in sara.chat), PATIENCE)
    await sara.press("Take a test")
    await until(lambda: any("Begin" in message.labels for message in sara.chat), PATIENCE)
    await sara.press("Begin")
    await until(lambda: shown(sara, 1), PATIENCE)


async def _is_killed_between_and_while_an_answer_is_on_its_way(database: Database, trial: Trial, sara: User) -> None:
    """The second item is answered while nobody is there, the third in the moment of the kill."""
    await answers(sara)
    await until(lambda: shown(sara, 2), PATIENCE)
    await trial.kill()
    await answers(sara)
    before = responses(database)
    assert [one.place for one in before] == [0, 1] and before[1].closed_at is None
    await trial.start()
    await until(lambda: shown(sara, 3), PATIENCE)

    await answers(sara)
    await trial.kill()
    await trial.start()
    await until(lambda: shown(sara, 4), PATIENCE)
    after = responses(database)
    assert [(one.place, one.right) for one in after] == [(0, True), (1, True), (2, True), (3, None)]
    assert (after[1].shown_at, after[1].due_at) == (before[1].shown_at, before[1].due_at)


async def _finds_that_the_clock_ran_on(database: Database, trial: Trial, sara: User) -> None:
    """The same item is in front, with the time that was spent without the service taken off."""
    seen = time.monotonic()
    due = responses(database)[3].due_at
    await trial.kill()
    await asyncio.sleep(2)
    await trial.start()
    await sara.send("/profile")
    await until(lambda: any("Go on with the test" in message.labels for message in sara.chat), PATIENCE)
    away = time.monotonic() - seen
    sara.skip()
    await sara.press("Go on with the test")
    text = ""
    while f"Question {ITEMS} of {ITEMS}" not in text:
        text = (await sara.next(timeout=PATIENCE)).text or ""
    (left,) = re.findall(r"· (\d+) second", text)
    assert int(left) <= SECONDS - away
    assert responses(database)[3].due_at == due


async def _is_killed_while_the_result_is_on_its_way(database: Database, trial: Trial, sara: User) -> None:
    """The last item's time ends while nobody is there; it counts as wrong, whatever is tapped then."""
    await trial.kill()
    with database.transaction() as session:
        last = session.exec(select(Response).where(Response.place == ITEMS - 1)).one()
        last.shown_at -= timedelta(minutes=10)
        last.due_at -= timedelta(minutes=10)
    await answers(sara)
    await trial.start()
    await trial.kill()
    await trial.start()
    await until(lambda: has(sara, "3 of 4 right") or _can(sara, "See the result"), PATIENCE)
    if _can(sara, "See the result"):
        await sara.press("See the result")
        await trial.kill()
        await trial.start()
    await until(lambda: has(sara, "3 of 4 right"), PATIENCE)

    assert [one.right for one in responses(database)] == [True, True, True, False]
    with database.reading() as session:
        ended = attempt(session)
        owed = balance(session, expert_account(PersonId(ended.person_id)))
    assert (ended.state, owed) == (AttemptState.PASSED, [Money(1000, "USD")])
    assert sum("3 of 4 right" in (message.text or "") for message in sara.chat) <= 2, "at most once more than needed"


def _can(user: User, label: str) -> bool:
    return any(label in message.labels for message in user.chat)
