"""What goes out: in which order, how fast, and each thing once."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise

import pytest

from bot.playground.telegram import Limits, TelegramServer
from models.delivery import DeliveryState, Priority
from tests.platforms.house import until
from tests.platforms.post import Post

SENT, DUE = DeliveryState.SENT, DeliveryState.DUE


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
