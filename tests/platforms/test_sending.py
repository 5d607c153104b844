"""What goes out: in which order, how fast, and what Telegram's answers make of it."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlmodel import Session, col, select

from bot import outbox
from bot.chat.message import Message, say
from bot.chat.texts import Reader
from bot.playground.telegram import Limits, TelegramServer
from handlers.routes import VIEWS
from handlers.turn import View
from models.delivery import Delivery, DeliveryState, Priority
from models.person import Account
from tests.platforms.house import until
from tests.platforms.post import Post, now, words

SENT, DUE, REFUSED = DeliveryState.SENT, DeliveryState.DUE, DeliveryState.REFUSED
UNREACHABLE, CANCELLED = DeliveryState.UNREACHABLE, DeliveryState.CANCELLED


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Backs off for hundredths of a second."""
    monkeypatch.setattr(outbox, "FIRST_BACKOFF", 0.05)


async def test_replies_overtake_reminders_and_those_overtake_broadcasts(post: Post) -> None:
    people = [post.person(100 + place)[0] for place in range(12)]
    for place, priority in enumerate([Priority.BROADCAST] * 4 + [Priority.REMINDER] * 4 + [Priority.REPLY] * 4):
        post.tell(people[place], priority.name, priority)

    await post.open(per_second=30)
    await until(lambda: len(post.sent()) == 12)

    assert post.sent() == ["REPLY"] * 4 + ["REMINDER"] * 4 + ["BROADCAST"] * 4


async def test_a_reply_takes_the_next_slot_of_a_broadcast_under_way(post: Post) -> None:
    for place in range(40):
        post.tell(post.person(100 + place)[0], "card", Priority.BROADCAST)
    sara, _ = post.person(7)
    await post.open(per_second=20)
    await until(lambda: len(post.sent()) >= 10)

    before = len(post.sent())
    post.tell(sara, "reply")
    await until(lambda: "reply" in post.sent())

    assert post.sent().index("reply") - before <= 2
    assert len(post.sent()) < 40


async def test_one_chat_keeps_its_order_and_its_pace(post: Post) -> None:
    sara, _ = post.person(7)
    await post.open()
    started = time.monotonic()
    for number in range(6):
        post.tell(sara, str(number))
    await until(lambda: len(post.sent()) == 6)

    assert post.sent() == list("012345")
    assert 1.8 < time.monotonic() - started < 3.5


@pytest.mark.parametrize("limit", [20])
async def test_never_more_than_the_limit_in_any_sliding_second(server: TelegramServer, post: Post, limit: int) -> None:
    server.limits = Limits(enabled=False)
    server.latency = 0.02
    people = [post.person(100 + place)[0] for place in range(64)]
    for person in people:
        post.tell(person, "card", Priority.BROADCAST)

    await post.open(per_second=limit)
    await until(lambda: len(post.sent()) == 64, timeout=8)

    arrivals = [request["at"] for request in server.requests if request["method"] == "sendMessage"]
    assert max(sum(start <= at < start + 1 for at in arrivals) for start in arrivals) <= limit
    assert arrivals[-1] - arrivals[0] < 64 / limit * 1.4
    gaps = [later - earlier for earlier, later in pairwise(arrivals)]
    assert sum(gap < 0.5 / limit for gap in gaps) < len(gaps) / 5, "not evenly spaced"


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
    monkeypatch.setattr("bot.outcomes.AGAIN_SECONDS", 0.1)
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


async def test_an_older_look_at_the_table_sends_nothing_again(post: Post) -> None:
    """Handed over and found in the table at the same time, by hundreds, with the writer busy."""
    await post.open()
    people = [post.person(1000 + place)[0] for place in range(30)]
    post.server.limits = Limits(enabled=False)
    for number in range(4):
        for person in people:
            post.tell(person, f"{person} {number}", handed_over=(person + number) % 2 == 0)
        await asyncio.sleep(0.01)
    await until(lambda: len(post.sent()) >= 120)
    await asyncio.sleep(0.8)

    assert len(post.sent()) == len(set(post.sent())) == 120


async def test_stopping_lets_what_is_in_flight_end(server: TelegramServer, post: Post) -> None:
    server.latency = 0.3
    sara, _ = post.person(7)
    await post.open()
    first = post.tell(sara, "one")
    second = post.tell(sara, "two")
    await until(lambda: post.sent() == ["one"])
    await post.close()

    assert post.state(first) is SENT
    assert post.state(second) is DUE
    server.latency = 0.0
    await post.open()
    await until(lambda: post.state(second) is SENT)
    assert post.sent() == ["one", "two"]


async def test_what_was_due_while_it_was_stopped_is_sent(post: Post) -> None:
    sara, _ = post.person(7)
    late = post.tell(sara, "late", Priority.REMINDER, later=0.8)
    first = post.tell(sara, "reply")
    await post.open()
    await until(lambda: post.state(first) is SENT)
    assert post.state(late) is DUE
    await until(lambda: post.state(late) is SENT)


async def test_more_broadcasts_than_are_held_at_once_go_out_quickly(post: Post) -> None:
    post.server.limits = Limits(enabled=False)
    people = [post.person(1000 + place)[0] for place in range(450)]
    for person in people:
        post.tell(person, str(person), Priority.BROADCAST)
    await post.open()
    started = time.monotonic()
    await until(lambda: len(post.sent()) == 450, timeout=10)
    assert len(set(post.sent())) == 450
    assert time.monotonic() - started < 5


async def test_an_edit_changes_the_message(post: Post) -> None:
    sara, user = post.person(7)
    await post.open()
    first = post.tell(sara, "one")
    await until(lambda: post.state(first) is SENT)
    second = post.tell(sara, words("better").in_place_of(first))
    await until(lambda: post.state(second) is SENT)
    third = post.tell(sara, words("better").in_place_of(second))
    await until(lambda: post.state(third) is SENT)  # Telegram says "message is not modified"

    assert [message.text for message in user.chat] == ["/x – better"]
    assert post.row(third).external_id == post.row(first).external_id
    assert not post.row(third).error


async def test_an_edit_of_what_has_not_gone_out_yet_finds_it(post: Post) -> None:
    sara, user = post.person(7)
    first = post.tell(sara, "one")
    second = post.tell(sara, words("better").in_place_of(first))
    await post.open()
    await until(lambda: post.state(second) is SENT)
    assert [message.text for message in user.chat] == ["/x – better"]


@pytest.mark.parametrize("reason", ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"])
async def test_an_edit_of_what_is_gone_is_said_anew(server: TelegramServer, post: Post, reason: str) -> None:
    sara, user = post.person(7)
    await post.open()
    first = post.tell(sara, "one")
    await until(lambda: post.state(first) is SENT)
    server.faults.error("editMessageText", 400, f"Bad Request: {reason}")
    second = post.tell(sara, words("better").in_place_of(first))
    await until(lambda: post.state(second) is SENT)

    assert [message.text for message in user.chat] == ["/x – one", "/x – better"]
    assert post.row(second).external_id != post.row(first).external_id


async def test_a_view_is_made_when_it_is_sent_unless_it_was_taken_back(post: Post) -> None:
    seen: list[int] = []

    def card(session: Session, subject: int, reader: Reader) -> Message | None:
        seen.append(subject)
        return words(f"card {subject}") if subject < 10 else None

    VIEWS["test-card"] = card
    try:
        sara, _ = post.person(7)
        gone, cancelled, paused, good = (
            post.tell(sara, View("test-card", number), Priority.BROADCAST) for number in (10, 2, 3, 4)
        )
        await post.open(per_second=2)
        await until(lambda: seen)
        post.within(lambda session: _take_back(session, cancelled, paused))
        await until(lambda: post.state(good) is SENT)
    finally:
        del VIEWS["test-card"]

    assert post.state(gone) is post.state(cancelled) is CANCELLED
    assert post.state(paused) is DUE
    assert post.sent() == ["card 4"]


async def test_a_message_that_can_not_be_made_is_an_error_of_its_own(post: Post) -> None:
    sara, _ = post.person(7)
    await post.open()
    first, second = post.tell(sara, say("no-such-text")), post.tell(sara, "two")
    await until(lambda: post.state(second) is SENT)
    assert post.state(first) is REFUSED
    assert "no-such-text" in post.row(first).error


def _take_back(session: Session, cancelled: int, paused: int) -> None:
    session.get_one(Delivery, cancelled).state = DeliveryState.CANCELLED
    session.get_one(Delivery, paused).not_before = now() + timedelta(days=1)


def _set_chat(session: Session, chat_id: str) -> None:
    session.exec(select(Account).where(col(Account.platform) == "telegram")).one().chat_id = chat_id
