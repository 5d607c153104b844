"""What Telegram's answers make of a message, and what happens without one."""

from __future__ import annotations

import asyncio
import sqlite3
import time

import pytest
from sqlmodel import Session, col, select

from bot.playground.telegram import TelegramServer
from bot.sending import endings
from models.delivery import DeliveryState, Priority
from models.person import Account
from tests.platforms.house import until
from tests.platforms.post import Post

SENT, DUE = DeliveryState.SENT, DeliveryState.DUE
REFUSED, UNREACHABLE = DeliveryState.REFUSED, DeliveryState.UNREACHABLE


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Backs off for hundredths of a second."""
    monkeypatch.setattr(endings, "FIRST_BACKOFF", 0.05)


async def test_a_429_holds_back_its_chat_and_no_other(server: TelegramServer, post: Post) -> None:
    sara, omar = post.person(7)[0], post.person(8)[0]
    await post.open()
    server.faults.too_many("sendMessage", 1)
    post.tell(sara, "first")
    await until(lambda: any(request["status"] == 429 for request in server.requests))
    refused_at = time.monotonic()
    post.tell(sara, "second")
    post.tell(omar, "other")
    await until(lambda: post.sent() == ["other"])
    await until(lambda: len(post.sent()) == 3)

    assert time.monotonic() - refused_at >= 0.95
    assert post.sent() == ["other", "first", "second"]


async def test_a_429_in_a_second_chat_means_the_bot(server: TelegramServer, post: Post) -> None:
    people = [post.person(10 + place)[0] for place in range(3)]
    await post.open(per_second=20)
    server.faults.too_many("sendMessage", 1, times=2)
    post.tell(people[0], "a")
    post.tell(people[1], "b")
    await until(lambda: sum(request["status"] == 429 for request in server.requests) == 2)
    refused_at = time.monotonic()
    post.tell(people[2], "c")
    await until(lambda: len(post.sent()) == 3)

    arrivals = [request["at"] for request in server.requests if request["method"] == "sendMessage"]
    assert arrivals[2] - arrivals[1] >= 0.95
    assert time.monotonic() - refused_at >= 0.95


async def test_who_blocked_the_bot_gets_nothing_more_until_they_write(post: Post) -> None:
    sara, user = post.person(7)
    user.block()
    await post.open()
    first, second = post.tell(sara, "one"), post.tell(sara, "two")
    at_night = post.tell(sara, "three", Priority.REMINDER, later=60)
    await until(lambda: {post.state(first), post.state(second), post.state(at_night)} == {UNREACHABLE})

    assert post.account(sara).unreachable_since is not None
    assert sum(request["method"] == "sendMessage" for request in post.server.requests) == 1


async def test_a_chat_that_does_not_exist_is_unreachable(post: Post) -> None:
    sara, _ = post.person(7)
    post.within(lambda session: _set_chat(session, "999"))
    await post.open()
    first = post.tell(sara, "one")
    await until(lambda: post.state(first) is UNREACHABLE)


async def test_what_telegram_refuses_is_not_tried_again(server: TelegramServer, post: Post) -> None:
    sara, _ = post.person(7)
    await post.open()
    server.faults.error("sendMessage", 400, "Bad Request: can't parse entities")
    first, second = post.tell(sara, "one"), post.tell(sara, "two")
    await until(lambda: post.state(second) is SENT)

    assert post.state(first) is REFUSED
    assert "parse entities" in post.row(first).error
    assert post.sent() == ["two"]


@pytest.mark.parametrize("fault", ["drop", "500", "502"])
async def test_trouble_is_outlasted(server: TelegramServer, post: Post, fault: str) -> None:
    if fault == "drop":
        server.faults.drop("sendMessage", times=2)
    else:
        server.faults.error("sendMessage", 500 if fault == "500" else 502, "Bad Gateway", times=2)
    sara, _ = post.person(7)
    await post.open()
    first = post.tell(sara, "one")
    second = post.tell(sara, "two")
    await until(lambda: post.state(first) is post.state(second) is SENT)

    assert post.sent() == ["one", "two"]
    assert post.row(first).attempts == 3


async def test_no_answer_in_time_is_trouble_too(
    server: TelegramServer, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.telegram.transport.READ_SECONDS", 0.2)
    server.faults.hang("sendMessage", 5)
    sara, _ = post.person(7)
    await post.open()
    first = post.tell(sara, "one")
    await until(lambda: post.state(first) is SENT)
    assert post.sent() == ["one"]


async def test_a_lost_answer_repeats_that_message_and_no_other(server: TelegramServer, post: Post) -> None:
    server.faults.drop("sendMessage", after=True)
    sara, user = post.person(7)
    await post.open()
    for text in ("one", "two", "three"):
        post.tell(sara, text)
    await until(lambda: len(user.chat) == 4)
    await asyncio.sleep(0.3)

    assert [message.text for message in user.chat] == [f"/x – {text}" for text in ("one", "one", "two", "three")]


async def test_telegram_goes_away_and_comes_back(server: TelegramServer, post: Post) -> None:
    sara, _ = post.person(7)
    await post.open()
    port = int(server.url.rpartition(":")[2])
    await server.stop()
    first = post.tell(sara, "one")
    await asyncio.sleep(0.2)
    assert post.state(first) is DUE
    await server.start(port=port)
    await until(lambda: post.state(first) is SENT)


async def test_an_outcome_waits_for_a_locked_database_and_nothing_is_sent_twice(post: Post) -> None:
    sara, _ = post.person(7)
    await post.open()
    first = post.tell(sara, "one", handed_over=False)
    await until(lambda: post.state(first) is SENT)
    await asyncio.sleep(0.1)
    second = post.tell(sara, "two")
    other = sqlite3.connect(str(post.database.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await until(lambda: post.sent() == ["one", "two"])
    await asyncio.sleep(1.2)
    other.execute("ROLLBACK")
    other.close()
    await until(lambda: post.state(second) is SENT)
    await asyncio.sleep(0.7)

    assert post.sent() == ["one", "two"]


async def test_outcomes_that_fail_to_be_written_are_written_later(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table is away for a while: what was sent meanwhile is held, not found due again."""
    monkeypatch.setattr("bot.sending.outcomes.AGAIN_SECONDS", 0.1)
    sara, _ = post.person(7)
    await post.open()
    trigger = "CREATE TRIGGER broken BEFORE UPDATE ON delivery BEGIN SELECT RAISE(FAIL, 'disk full'); END"
    post.within(lambda session: session.connection().exec_driver_sql(trigger))
    first = post.tell(sara, "one")
    await until(lambda: post.sent() == ["one"])
    await asyncio.sleep(1.3)
    assert post.state(first) is DUE
    post.within(lambda session: session.connection().exec_driver_sql("DROP TRIGGER broken"))
    await until(lambda: post.state(first) is SENT)

    assert post.sent() == ["one"]


def _set_chat(session: Session, chat_id: str) -> None:
    session.exec(select(Account).where(col(Account.platform) == "telegram")).one().chat_id = chat_id
