"""Trouble on order."""

from __future__ import annotations

import time

import aiohttp
import pytest
import telegram

from bot.playground.telegram import TelegramServer, User

from .conftest import Raw


async def test_a_429_with_its_seconds(raw: Raw, sara: User) -> None:
    raw.server.faults.too_many("sendMessage", 17, times=2)
    for _ in range(2):
        status, body = await raw.call("sendMessage", chat_id=7, text="x")
        assert (status, body["parameters"]) == (429, {"retry_after": 17})
    await raw.result("sendMessage", chat_id=7, text="x")
    assert len(sara.chat) == 2


async def test_an_error_before_and_after(raw: Raw, sara: User) -> None:
    raw.server.faults.error("*", 502, "Bad Gateway")
    raw.server.faults.error("sendMessage", after=True)
    assert await raw.refusal("sendMessage", chat_id=7, text="carried out") == "Internal Server Error"
    assert await raw.refusal("sendMessage", chat_id=7, text="not carried out") == "Bad Gateway"
    assert sara.chat[-1].text == "carried out"
    assert not raw.server.faults


async def test_a_lost_answer_is_ambiguous(raw: Raw, sara: User) -> None:
    raw.server.faults.drop("sendMessage", after=True)
    raw.server.faults.drop("sendMessage")
    for word in ("carried out", "not carried out"):
        with pytest.raises(aiohttp.ClientError):
            await raw.call("sendMessage", chat_id=7, text=word)
    assert sara.chat[-1].text == "carried out"
    assert [request["status"] for request in raw.server.requests] == [200, 0]


async def test_half_an_answer_is_ambiguous_as_well(bot: telegram.Bot, server: TelegramServer, sara: User) -> None:
    server.faults.half("sendMessage", after=True)
    server.faults.half("sendMessage")
    for word in ("carried out", "not carried out"):
        with pytest.raises(telegram.error.NetworkError, match="400"):
            await bot.send_message(7, word)
    assert sara.chat[-1].text == "carried out"
    assert [request["status"] for request in server.requests if request["method"] == "sendMessage"] == [200, 0]


async def test_a_call_that_hangs(bot: telegram.Bot, server: TelegramServer, sara: User) -> None:
    server.faults.hang("sendMessage", after=True)
    with pytest.raises(telegram.error.TimedOut):
        await bot.send_message(7, "x", read_timeout=0.2)
    assert sara.chat[-1].text == "x"
    assert server.requests[-1]["status"] == 200  # known before the hanging ends
    server.faults.hang("sendMessage", 0.1)
    with pytest.raises(telegram.error.NetworkError):
        await bot.send_message(7, "y")
    assert sara.chat[-1].text == "x"
    server.faults.hang("sendMessage")
    server.faults.clear()
    await bot.send_message(7, "z")


async def test_a_hanging_call_does_not_hold_up_the_end(raw: Raw, sara: User) -> None:
    raw.server.faults.hang("getMe")
    with pytest.raises(TimeoutError):
        async with raw.session.get(
            f"{raw.server.url}/bot{raw.server.token}/getMe", timeout=aiohttp.ClientTimeout(total=0.1)
        ):
            pass
    started = time.monotonic()
    await raw.server.stop()
    assert time.monotonic() - started < 5


async def test_answers_can_take_their_time(raw: Raw, sara: User) -> None:
    raw.server.latency = 0.1
    started = time.monotonic()
    await raw.result("sendMessage", chat_id=7, text="x")
    assert time.monotonic() - started >= 0.1


async def test_an_outage_lasts_until_it_is_over(raw: Raw, sara: User) -> None:
    raw.server.faults.error("*", 502, "Bad Gateway", times=None)
    assert {await raw.refusal("getMe") for _ in range(5)} == {"Bad Gateway"}
    raw.server.faults.clear()
    await raw.result("getMe")
