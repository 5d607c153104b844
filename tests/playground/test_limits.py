"""The pace of a bot: exact in any sliding second, and for each chat a burst that refills."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
import telegram
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.telegram import Limits, TelegramServer, User
from bot.playground.telegram.limits import Pace

from .conftest import Raw, bot_for


def test_thirty_in_any_sliding_second() -> None:
    pace = Pace(Limits())
    assert [pace.admit(chat, 100.0 + chat / 100) for chat in range(30)] == [0] * 30
    assert pace.admit(99, 100.999) == 1
    assert pace.admit(99, 101.0) == 0
    assert pace.admit(98, 101.005) == 1
    assert pace.admit(98, 101.01) == 0


@given(st.lists(st.floats(0, 0.2), min_size=1, max_size=200))
def test_no_second_ever_has_more(gaps: list[float]) -> None:
    pace, now, passed = Pace(Limits(per_second=5, per_chat_burst=1000)), 0.0, []
    for gap in gaps:
        now += gap
        if pace.admit(1, now) == 0:
            passed.append(now)
    assert all(passed[i + 5] - passed[i] >= 0.999999 for i in range(len(passed) - 5))


def test_a_chat_takes_a_burst_and_then_one_a_second() -> None:
    pace = Pace(Limits())
    assert [pace.admit(1, 50.0) for _ in range(12)] == [0] * 10 + [1, 1]
    assert pace.admit(2, 50.0) == 0
    assert pace.admit(1, 50.9) == 1
    assert [pace.admit(1, 51.0), pace.admit(1, 51.5), pace.admit(1, 52.0)] == [0, 1, 0]
    assert sum(pace.admit(1, 500.0) == 0 for _ in range(30)) == 10


def test_a_slow_chat_is_told_how_long() -> None:
    pace = Pace(Limits(per_chat_burst=1, per_chat_per_second=1 / 30))
    assert [pace.admit(1, 0.0), pace.admit(1, 0.0), pace.admit(1, 29.5)] == [0, 30, 1]


@pytest.fixture
async def strict() -> AsyncIterator[TelegramServer]:
    server = TelegramServer(limits=Limits(per_second=5, per_chat_burst=3, per_chat_per_second=0.1))
    await server.start()
    for user_id in range(1, 11):
        await server.user(user_id).start()
    yield server
    await server.stop()


async def test_the_answer_above_the_limit(strict: TelegramServer, session: aiohttp.ClientSession) -> None:
    raw = Raw(session, strict)
    answers = await asyncio.gather(*[raw.full("sendMessage", chat_id=i, text="x") for i in range(1, 11)])
    refused = [(body, headers) for status, body, headers in answers if status == 429]
    assert len(refused) == 5
    body, headers = refused[0]
    assert body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert headers["Retry-After"] == "1"
    assert [request["status"] for request in strict.requests].count(200) == 5
    await asyncio.sleep(1.0)
    await raw.result("sendMessage", chat_id=1, text="x")


async def test_edits_count_and_other_methods_do_not(strict: TelegramServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it python-telegram-bot warns in every RetryAfter
    async with bot_for(strict) as bot:
        sent = await bot.send_message(1, "a")
        await bot.edit_message_text("b", 1, sent.message_id)
        await bot.edit_message_text("c", 1, sent.message_id)
        for _ in range(10):
            await bot.send_chat_action(1, "typing")
        with pytest.raises(telegram.error.RetryAfter):
            await bot.edit_message_text("d", 1, sent.message_id)
        await bot.send_message(2, "others still go")


async def test_the_record_shows_the_same_pace(server: TelegramServer, raw: Raw, sara: User) -> None:
    for user_id in range(100, 150):
        await server.user(user_id).start()
    for _ in range(4):
        await asyncio.gather(*[raw.call("sendMessage", chat_id=i, text="x") for i in range(100, 150)])
        await asyncio.sleep(0.35)
    passed = sorted(request["at"] for request in server.requests if request["status"] == 200)
    assert len(passed) > 30
    assert all(later - earlier >= 0.99999 for earlier, later in zip(passed, passed[30:], strict=False))


async def test_limits_can_be_off(session: aiohttp.ClientSession) -> None:
    server = TelegramServer(limits=Limits(enabled=False))
    await server.start()
    await server.user(1).start()
    raw = Raw(session, server)
    statuses = await asyncio.gather(*[raw.call("sendMessage", chat_id=1, text="x") for _ in range(60)])
    assert {status for status, _ in statuses} == {200}
    await server.stop()
