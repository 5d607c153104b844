"""The platform fails while a broadcast goes out: everyone gets their card all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.playground.telegram import Limits
from tests.faults.house import House, house

EXPERTS = 60
FAST = Limits(per_second=1000)


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
    async with house(tmp_path, EXPERTS, FAST, pace=200) as opened:
        opened.server.faults.too_many("sendMessage", retry_after=1, times=25)

        await all_sent(opened)

    assert set(opened.cards().values()) == {1}


@pytest.mark.slow
async def test_its_answers_get_lost_after_it_has_sent(tmp_path: Path) -> None:
    """A send has no key by which the platform would know it again: these are repeated, nothing else is."""
    async with house(tmp_path, EXPERTS, FAST, pace=200) as opened:
        opened.server.faults.drop("sendMessage", times=7, after=True)

        await all_sent(opened)

    assert sum(opened.cards().values()) == EXPERTS + 7


@pytest.mark.slow
async def test_it_hangs(tmp_path: Path) -> None:
    async with house(tmp_path, EXPERTS, FAST, pace=200) as opened:
        opened.server.faults.hang("sendMessage", seconds=1.5, times=20)

        await all_sent(opened)

    assert set(opened.cards().values()) == {1}


@pytest.mark.slow
async def test_it_is_stricter_than_it_says(tmp_path: Path) -> None:
    """The pace is ours, the limit is theirs: every 429 is obeyed, and nobody is left out."""
    async with house(tmp_path, EXPERTS, Limits(per_second=20), pace=60) as opened:
        await all_sent(opened)

    assert set(opened.cards().values()) == {1}
