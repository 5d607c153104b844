"""More arrives than the database can take: some of it is asked to come again, and none is lost."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest
from fastapi import Request
from sqlalchemy import Connection, event, text

from bot import waiting
from bot.app import Service
from bot.chat.event import Event, Sender, Words
from bot.playground.telegram import TelegramServer
from bot.waiting import Line
from bot.web.surge import Surge
from models.delivery import Delivery
from models.seen import SeenEvent
from tests.platforms.house import House, until
from tests.platforms.scraping import grown, scraped
from tests.platforms.test_webhook import UPDATE, posted

BOUND = 0.5
BATCH, COMMIT, EVENTS = 5, 0.05, 300
"""With the clock's own work between, the database takes some fifty events a second."""


@pytest.fixture
def _slow_commits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST_AT_ONCE", BATCH)


def slowed(service: Service, seconds: float) -> None:
    """From now on each commit takes so long."""

    def rest(_: Connection) -> None:
        time.sleep(seconds)

    event.listen(service.database.engine, "commit", rest)


@pytest.mark.usefixtures("_slow_commits")
async def test_three_times_what_the_database_takes_is_turned_away_and_comes_again(
    server: TelegramServer, house: House
) -> None:
    port = await house.by_webhook(shed_after_seconds=BOUND)
    assert house.service is not None
    slowed(house.service, COMMIT)
    before, took = await scraped(port), list[float]()

    async def sends(number: int) -> int:
        """One update, as Telegram sends it: again, after the pause asked for, until it is taken. How often."""
        update = UPDATE | {"update_id": 1000 + number}
        update["message"] = UPDATE["message"] | {"chat": chat(number), "from": chat(number) | {"is_bot": False}}  # type: ignore[operator]
        times = 0
        while True:
            times, began = times + 1, time.monotonic()
            status = await posted(port, update)
            if status == 200:
                took.append(time.monotonic() - began)
                return times
            assert status == 503
            await asyncio.sleep(1.0)

    since, pending = time.monotonic(), []
    for number in range(EVENTS):
        pending.append(asyncio.create_task(sends(number)))
        await asyncio.sleep(1 / 150)
    tries = await asyncio.gather(*pending)
    total = time.monotonic() - since

    shed = grown(before, await scraped(port), "callboard_events_shed_total", platform="telegram")
    assert shed == sum(tries) - EVENTS > 20
    assert len({row.event_id for row in house.rows(SeenEvent)}) == EVENTS
    assert len(house.rows(Delivery)) == EVENTS
    assert sorted(took)[int(EVENTS * 0.99)] < total / 3, "else the last had waited for most of that"


def chat(number: int) -> dict[str, object]:
    return {"id": 5000 + number, "type": "private", "first_name": f"P{number}"}


async def test_a_surge_is_said_to_whoever_asks_and_no_stranger_is_told(house: House) -> None:
    port = await house.by_webhook(shed_after_seconds=0.05)
    assert house.service is not None
    with house.service.database.transaction() as session:
        session.execute(text("UPDATE person SET name = name"))  # nobody else can write
        first = asyncio.create_task(posted(port, UPDATE))
        await until(lambda: house.service is not None and house.service.inbox.line.longest > 0.1)

        assert await posted(port, UPDATE | {"update_id": 78}) == 503
        assert await posted(port, UPDATE, "wrong") == 401
        async with aiohttp.ClientSession() as client:
            async with client.get(f"http://127.0.0.1:{port}/readyz") as answer:
                assert answer.status == 200
                assert (await answer.json())["events"] == "shed"
            async with client.post(f"http://127.0.0.1:{port}/telegram/webhook", headers=SIGNED) as answer:
                assert (answer.status, answer.headers["Retry-After"]) == (503, "1")

    assert await first == 200
    assert await posted(port, UPDATE | {"update_id": 78}) == 200


SIGNED = {"X-Telegram-Bot-Api-Secret-Token": "s3cret"}


async def test_who_sends_a_thousand_waits_for_themselves(house: House) -> None:
    service = await house.start()
    slowed(service, 0.05)
    sara = Sender("telegram", "7", "7", "Sara")
    taken = [asyncio.create_task(service.inbox.take(Event(f"e{n}", sara, Words("hello?")))) for n in range(20)]
    longest, began = 0.0, time.monotonic()
    while not all(task.done() for task in taken):
        await asyncio.sleep(0.005)
        longest = max(longest, service.inbox.line.longest)

    assert 0.02 <= longest < (time.monotonic() - began) / 2, "else the last had waited for nearly all of that"


async def test_slack_s_presses_are_taken_in_for_slack_does_not_repeat_them() -> None:
    def request(kind: str) -> Request:
        return Request({"type": "http", "headers": [(b"content-type", kind.encode())]})

    line = Line()
    surge = Surge(line, 0.01)
    assert surge.turns_slack_away(request("application/json")) is None
    line.add(Event("e1", Sender("slack", "T1:U1", "D1"), Words("hello?")))
    await asyncio.sleep(0.02)

    away = surge.turns_slack_away(request("application/json; charset=utf-8"))
    assert away is not None and away.status_code == 503
    assert surge.turns_slack_away(request("application/x-www-form-urlencoded")) is None
