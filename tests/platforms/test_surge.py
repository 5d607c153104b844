"""More arrives than the database can take: some of it is asked to come again, and none is lost."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import aiohttp
import pytest
from fastapi import Request
from sqlalchemy import Connection, event, text

from bot.app import Service
from bot.chat.event import Event, Sender, Words
from bot.incoming import waiting
from bot.incoming.waiting import Line
from bot.playground.telegram import TelegramServer
from bot.web.surge import Surge
from models.delivery import Delivery, DeliveryState
from models.seen import SeenEvent
from tests.platforms.house import House, until
from tests.platforms.scraping import grown, scraped
from tests.platforms.test_webhook import UPDATE, posted

BOUND = 0.5
BATCH, COMMIT, EVENTS = 5, 0.05, 200
"""With the clock's own work between, the database takes some fifty events a second."""


@pytest.fixture
def _slow_commits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST_AT_ONCE", BATCH)


def slowed(service: Service, seconds: float) -> Callable[[], None]:
    """From now on each commit takes so long, until what it returns is called."""

    def rest(_: Connection) -> None:
        time.sleep(seconds)

    engine = service.database.engine
    event.listen(engine, "commit", rest)
    return lambda: event.remove(engine, "commit", rest)


@pytest.mark.usefixtures("_slow_commits")
async def test_three_times_what_the_database_takes_is_turned_away_and_comes_again(
    server: TelegramServer, house: House
) -> None:
    port = await house.by_webhook(shed_after_seconds=BOUND)
    heard: list[tuple[int, str, float]] = []
    server.webhook.heard = lambda *answer: heard.append(answer)
    assert house.service is not None
    assert server.webhook.target is not None
    await server.webhook.set(replace(server.webhook.target, max_connections=EVENTS))  # else they wait at Telegram
    go_on = slowed(house.service, COMMIT)
    before, since = await scraped(port), time.monotonic()
    people = [server.user(5000 + number, f"P{number}") for number in range(EVENTS)]

    for person in people:
        await person.start()
        await asyncio.sleep(1 / 150)
    await server.settled(60)
    total = time.monotonic() - since
    go_on()
    await asyncio.gather(*(person.next(timeout=60) for person in people))
    await until(lambda: all(row.state == DeliveryState.SENT for row in house.rows(Delivery)), 30)

    turned_away = [again for status, again, _ in heard if status == 503]
    took = sorted(seconds for status, _, seconds in heard if status == 200)
    assert len(turned_away) > 20
    assert set(turned_away) == {"1"}
    assert grown(before, await scraped(port), "callboard_events_shed_total", platform="telegram") == len(turned_away)
    assert len(took) == EVENTS == len(house.rows(SeenEvent)), "each was taken in, and once"
    answers = Counter(one["params"]["chat_id"] for one in server.requests if one["method"] == "sendMessage")
    assert answers == {person.user_id: 1 for person in people}
    assert took[int(EVENTS * 0.99)] < total / 3, "else the last had waited for most of that"


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


async def test_what_slack_would_not_repeat_is_taken_in() -> None:
    def request(kind: str, again: str = "0") -> Request:
        headers = [(b"content-type", kind.encode()), (b"x-slack-retry-num", again.encode())]
        return Request({"type": "http", "headers": headers})

    line = Line()
    surge = Surge(line, 0.01)
    assert surge.turns_slack_away(request("application/json")) is None
    line.add(Event("e1", Sender("slack", "T1:U1", "D1"), Words("hello?")))
    await asyncio.sleep(0.02)

    away = surge.turns_slack_away(request("application/json; charset=utf-8"))
    assert away is not None and away.status_code == 503
    assert surge.turns_slack_away(request("application/json", again="1"))
    assert surge.turns_slack_away(request("application/json", again="many"))
    assert surge.turns_slack_away(request("application/json", again="2")) is None, "the next one is in five minutes"
    assert surge.turns_slack_away(request("application/x-www-form-urlencoded")) is None


def test_a_crowd_that_does_what_is_dear_is_handled_in_short_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Turns of 1 ms go a hundred together; of 20 ms five, so that nobody waits for two seconds' worth of others."""
    clock = Clock()
    monkeypatch.setattr("bot.incoming.waiting.time.monotonic", clock)

    expected: list[float] = []

    async def sizes(seconds: float, batches: int) -> list[int]:
        line = Line()
        for number in range(1000):
            line.add(Event(f"e{number}", Sender("telegram", str(number), str(number)), Words("hello?")))
        found = []
        for _ in range(batches):
            found.append(len(line.next_batch()))
            clock.now += found[-1] * seconds
            line.handled()
            expected.append(line.expected)
        return found

    assert asyncio.run(sizes(0.001, 4)) == [100] * 4
    expected.clear()
    dear = asyncio.run(sizes(0.02, 8))
    assert expected[-1] == pytest.approx((1000 - sum(dear)) * 0.02, rel=0.1)
    assert max(expected) < 1000 * 0.02, "else one long batch of a hundred counts for each of five"
    assert dear[0] == 100
    assert dear[1] < 20
    assert dear[-1] == 5


def test_a_small_rest_makes_no_batch_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred that would go as 45, 45 and 10 go as two of fifty; of 70, thirty are too many to be spread."""
    clock = Clock()
    monkeypatch.setattr("bot.incoming.waiting.time.monotonic", clock)

    async def sizes(waiting: int, seconds: float) -> list[int]:
        line = Line()
        line._event_seconds = seconds
        for number in range(waiting):
            line.add(Event(f"e{number}", Sender("telegram", str(number), str(number)), Words("hello?")))
        found = []
        while line:
            found.append(len(line.next_batch()))
            clock.now += found[-1] * seconds
            line.handled()
        return found

    assert asyncio.run(sizes(100, 0.1 / 45)) == [50, 50]
    assert asyncio.run(sizes(53, 0.1 / 40)) == [53]
    assert asyncio.run(sizes(70, 0.1 / 40)) == [35, 35]
    assert asyncio.run(sizes(130, 0.0005)) == [65, 65], "never more than a hundred"


class Clock:
    """Stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now
