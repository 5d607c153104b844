"""What goes next, and when: the rules alone, without a platform."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.queue.held import BURST
from bot.queue.mailroom import Due
from bot.queue.queue import Queue
from bot.sending.pace import Pace, Window

START = datetime(2026, 11, 24, 9, tzinfo=UTC)


def due(number: int, chat: int = 1, priority: int = 0, minutes: int = 0, edits: int | None = None) -> Due:
    at = START + timedelta(minutes=minutes)
    return Due(number, "telegram", chat, chat, str(chat), "en", "UTC", priority, at, {}, edits, "", 0)


def test_one_message_of_a_chat_is_in_flight_at_a_time() -> None:
    queue = Queue()
    queue.add([due(1), due(2), due(3, chat=2)])
    first, second = queue.take(), queue.take()
    assert first is not None and second is not None
    assert (first.id, second.id) == (1, 3)
    assert queue.take() is None
    queue.done(first)
    third = queue.take()
    assert third is not None and third.id == 2


def test_a_chat_gets_a_burst_and_then_waits() -> None:
    queue = Queue()
    queue.add(due(number) for number in range(1, BURST + 3))
    for _ in range(BURST):
        one = queue.take()
        assert one is not None
        queue.done(one)
    assert queue.take() is None
    ready_at = queue.next_at()
    assert ready_at is not None and 0.8 < ready_at - time.monotonic() <= 1.0


def test_what_is_held_or_has_ended_is_not_taken_in_again() -> None:
    queue = Queue()
    queue.add([due(1), due(1)])
    one = queue.take()
    assert one is not None
    queue.add([due(1)])
    queue.done(one)
    queue.add([due(1)])
    assert (len(queue), queue.take()) == (1, None)
    queue.forget([1])
    queue.add([due(1)])
    assert (len(queue), queue.take()) == (0, None)


def test_what_was_let_go_may_come_again() -> None:
    queue = Queue()
    queue.add([due(1)])
    one = queue.take()
    assert one is not None
    queue.let_go(one)
    queue.add([due(1)])
    assert queue.take() is not None


def test_what_goes_aside_takes_nothing_of_its_chat_and_comes_back() -> None:
    queue = Queue()
    queue.add([due(1), *(due(number) for number in range(2, BURST + 2))])
    aside = queue.take()
    assert aside is not None
    queue.aside(aside)
    queue.add([due(1)])
    for number in range(2, BURST + 2):
        one = queue.take()
        assert one is not None and one.id == number
        queue.done(one)
    queue.back(aside)
    assert queue.take() is None, "the chat has had its burst"
    assert 1 in queue and queue.next_at() is not None


def test_dropping_an_account_leaves_the_others() -> None:
    queue = Queue()
    queue.add([due(1), due(2), due(3, chat=2), due(4)])
    one = queue.take()
    queue.take()
    assert one is not None
    assert {gone.id for gone in queue.drop(1)} == {2, 4}
    queue.done(one)
    assert queue.take() is None


def test_what_rests_for_its_kind_holds_up_nothing_else_and_keeps_its_order() -> None:
    rest = {True: 60.0, False: 0.0}
    queue = Queue(lambda one: rest[one.edits is not None])
    queue.add([due(1, edits=9), due(2), due(3, chat=2, priority=2, edits=9), due(4, priority=2, edits=9)])
    reply = queue.take()
    assert reply is not None and reply.id == 2
    queue.done(reply)
    assert queue.take() is None
    ready_at = queue.next_at()
    assert ready_at is not None and 59 < ready_at - time.monotonic() <= 60

    rest[True] = 0.0
    queue.add([due(5, edits=9)])  # of a chat with an edit that still rests
    assert queue.take() is None
    queue._rested_at = 0.0  # time passes
    out = []
    while one := queue.take():
        out.append(one.id)
        queue.done(one)
    assert out == [1, 5, 3, 4]


def test_what_rests_is_dropped_with_its_account() -> None:
    queue = Queue(lambda _: 60.0)
    queue.add([due(1), due(2, chat=2)])
    assert queue.take() is None
    assert [gone.id for gone in queue.drop(1)] == [1]
    queue._rests, queue._rested_at = lambda _: 0.0, 0.0
    last = queue.take()
    assert last is not None and last.id == 2


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 2), st.integers(0, 3)), max_size=30), st.randoms())
def test_everything_goes_out_once_and_in_order(wanted: list[tuple[int, int, int]], rng: Any) -> None:
    """With any mix of chats and priorities, and attempts that have to be repeated."""
    queue, out = Queue(), list[Due]()
    queue.add(due(place, chat, priority, minutes) for place, (chat, priority, minutes) in enumerate(wanted))
    flying: list[Due] = []
    while True:
        for chat in queue._chats.values():
            chat.tokens = BURST  # time passes
        queue._wake(float("inf"))
        one = queue.take()
        if one is not None:
            flying.append(one)
        if flying and (one is None or rng.random() < 0.5):
            ended = flying.pop(rng.randrange(len(flying)))
            if rng.random() < 0.2:
                queue.again(ended)
            else:
                out.append(ended)
                queue.done(ended)
        elif one is None:
            break
    assert sorted(one.id for one in out) == list(range(len(wanted)))
    for chat_id in {one.chat_id for one in out}:
        mine = [(one.priority, one.not_before, one.id) for one in out if one.chat_id == chat_id]
        assert mine == sorted(mine)


async def test_slots_are_even_and_a_hold_is_kept() -> None:
    pace, starts = Pace(50), list[float]()
    for _ in range(5):
        (await pace.slot()).answered()
        starts.append(time.monotonic())
    assert 0.075 < starts[-1] - starts[0] < 0.2
    pace.hold(0.2)
    assert 0.1 < pace.held_for <= 0.2
    (await pace.slot()).answered()
    assert time.monotonic() - starts[-1] >= 0.19


async def test_what_a_busy_moment_held_up_is_made_up_for() -> None:
    pace, began = Pace(100), time.monotonic()
    (await pace.slot()).answered()
    time.sleep(0.2)  # noqa: ASYNC251  # the process is busy

    for _ in range(20):
        (await pace.slot()).answered()

    assert time.monotonic() - began < 0.35


async def test_what_the_platform_held_up_is_not_made_up_for() -> None:
    pace = Pace(50)
    (await pace.slot()).answered()
    pace.hold(0.2)

    (await pace.slot()).answered()
    began = time.monotonic()
    for _ in range(5):
        (await pace.slot()).answered()

    assert time.monotonic() - began > 0.075


async def test_as_many_unanswered_as_the_limit_stop_it() -> None:
    """However slow the answers are: what may still be on its way counts."""
    pace = Pace(3)
    slots = [await pace.slot() for _ in range(3)]
    waiting = asyncio.create_task(pace.slot())
    await asyncio.sleep(0.5)
    assert not waiting.done()
    answered_at = time.monotonic()
    slots[0].answered()
    slots[0].answered()
    await waiting
    assert time.monotonic() - answered_at >= 0.99


async def test_without_a_limit_nothing_waits() -> None:
    pace = Pace(None)
    started = time.monotonic()
    for _ in range(1000):
        await pace.slot()
    assert time.monotonic() - started < 0.5


def test_how_many_go_soon() -> None:
    assert [Pace(rate).within(0.1, 50) for rate in (1, 30, 1000, None)] == [1, 3, 50, 50]


def test_what_comes_is_in_the_order_in_which_it_is_taken() -> None:
    queue = Queue()
    queue.add([due(1, chat=1, priority=2), due(2, chat=2, priority=2, minutes=-1), due(3, chat=3)])
    assert [one.id for one in queue.coming(2)] == [3, 2]
    assert [one.id for one in queue.coming(9)] == [3, 2, 1]


def test_a_window_counts_from_the_answers() -> None:
    window = Window(2, 0.1)
    window.begin()
    window.begin()
    assert window.wait() is None
    time.sleep(0.11)
    assert window.wait() is None  # both may still arrive
    window.over()
    wait = window.wait()
    assert wait is not None and 0.05 < wait <= 0.1
    time.sleep(wait)
    assert window.wait() == 0
    window.begin()
    assert window.wait() is None
