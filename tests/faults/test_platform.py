"""The platform fails while a broadcast goes out: everyone gets their card all the same."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from bot.playground.record import Request
from bot.playground.telegram import Limits
from tests.faults.house import House, house

EXPERTS = 60
FAST = Limits(per_second=1000)
ON_ITS_WAY = 0.25
"""Seconds in which what had been sent before the platform asked for a pause arrives."""


async def all_sent(opened: House) -> None:
    await opened.until(lambda: len(opened.cards()) == EXPERTS and opened.waiting() == 0)


@pytest.mark.slow
async def test_it_answers_500(tmp_path: Path) -> None:
    async with house(tmp_path, EXPERTS, FAST, pace=200) as opened:
        opened.server.faults.error("sendMessage", 500, times=25)

        await all_sent(opened)

    assert set(opened.cards().values()) == {1}


@pytest.mark.slow
async def test_it_asks_for_pauses_again_and_again(tmp_path: Path) -> None:
    async with house(tmp_path, EXPERTS, FAST, pace=50) as opened:
        opened.server.faults.too_many("sendMessage", retry_after=1, times=6)

        await all_sent(opened)
        sends = [one for one in opened.server.requests if one["method"] == "sendMessage"]

    assert set(opened.cards().values()) == {1}
    assert in_pauses_of_chats(sends) == []
    assert in_pauses_of_all(sends) == []


@pytest.mark.slow
async def test_its_answers_get_lost_after_it_has_sent(tmp_path: Path) -> None:
    """A send has no key by which the platform would know it again: these are repeated, nothing else is."""
    async with house(tmp_path, EXPERTS, FAST, pace=200) as opened:
        opened.server.faults.drop("sendMessage", times=7, after=True)

        await all_sent(opened)

    assert sum(opened.cards().values()) == EXPERTS + 7


@pytest.mark.slow
async def test_it_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would never answer: it is not waited for, which shortens here what takes twenty seconds in earnest."""
    monkeypatch.setattr("bot.platforms.telegram.transport.READ_SECONDS", 0.5)
    async with house(tmp_path, EXPERTS, FAST, pace=200) as opened:
        opened.server.faults.hang("sendMessage", seconds=60, times=20)

        await all_sent(opened)

    assert set(opened.cards().values()) == {1}


@pytest.mark.slow
async def test_it_is_stricter_than_it_says(tmp_path: Path) -> None:
    """The pace is ours, the limit is theirs: every 429 is obeyed, and nobody is left out."""
    async with house(tmp_path, EXPERTS, Limits(per_second=20), pace=60) as opened:
        await all_sent(opened)

    assert set(opened.cards().values()) == {1}


def in_pauses_of_chats(sends: list[Request]) -> list[Request]:
    """Those to a chat within the second for which a 429 had asked there."""
    found, until = [], dict[int, float]()
    for one in sends:
        chat = one["params"]["chat_id"]
        found += [one] if one["at"] < until.get(chat, 0.0) else []
        until |= {chat: one["at"] + 1} if one["status"] == 429 else {}
    return found


def in_pauses_of_all(sends: list[Request]) -> list[Request]:
    """Those to anybody within the second after a second chat was refused: it is the bot that is to wait."""
    refused = [one for one in sends if one["status"] == 429]
    pauses = [
        later["at"]
        for first, later in pairwise(refused)
        if later["at"] < first["at"] + 1 and later["params"]["chat_id"] != first["params"]["chat_id"]
    ]
    assert pauses
    return [one for one in sends if any(ON_ITS_WAY < one["at"] - at < 1 for at in pauses)]
