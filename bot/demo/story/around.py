"""What happens around the people of the story: the crowd comes on board, and time passes."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

from bot.demo.stage import Stage
from bot.demo.story.steps import Steps


class Around:
    """The stage's crowd and its clock."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.crowd: Steps = (("Twenty experts come on board by themselves", self.crowd_joins),)

    def clock(self, *, minutes: int) -> Steps:
        """The service's clock is moved, on both platforms."""
        return ((f"{minutes} minutes pass", partial(self.pass_time, minutes)),)

    async def crowd_joins(self) -> None:
        self._stage.let_in()
        await asyncio.wait_for(self._stage.all_joined(), 90)
        print(
            f"    {len(self._stage.experts)} have joined, in English and Arabic, on Telegram and on Slack", flush=True
        )

    async def pass_time(self, minutes: int) -> None:
        self._stage.clock.advance(timedelta(minutes=minutes))
