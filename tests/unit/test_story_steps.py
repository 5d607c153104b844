"""The demo's story: steps are counted and said, and one that does not happen ends all."""

from __future__ import annotations

import asyncio

import pytest

from bot.demo.actor import NotSeen
from bot.demo.story.steps import Missing, Play


async def happens() -> None:
    await asyncio.sleep(0)


async def takes_for_ever() -> None:
    await asyncio.Event().wait()


async def test_steps_are_numbered_as_they_begin(capsys: pytest.CaptureFixture[str]) -> None:
    play = Play()

    await play.side_by_side((("One", happens), ("Three", happens)), (("Two", happens),))

    assert play.count == 3
    assert capsys.readouterr().out.split("\n")[1::2] == ["── 1. One", "── 2. Two", "── 3. Three"]


@pytest.mark.parametrize("why", [NotSeen("a card"), TimeoutError()])
async def test_what_is_missing_is_named_and_nobody_is_waited_for(why: Exception) -> None:
    async def fails() -> None:
        raise why

    play = Play()
    with pytest.raises(Missing, match="A card comes"):
        async with asyncio.timeout(5):
            await play.side_by_side(
                (("For ever", takes_for_ever),), (("A card comes", fails), ("Never begun", happens))
            )

    assert play.count == 2
