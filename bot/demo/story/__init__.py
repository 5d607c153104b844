"""The whole story without a page: each step must happen, or the demo fails and says which one did not."""

from __future__ import annotations

from bot.demo.stage import Stage
from bot.demo.story.around import Around
from bot.demo.story.linking import Linking
from bot.demo.story.on_slack import OnSlack
from bot.demo.story.on_telegram import OnTelegram
from bot.demo.story.steps import Missing, Play, Steps

QUICK = 0.05
"""How long the simulated experts hesitate, against a person's one."""


async def play(seed: int) -> int:
    """Plays it; 0 where each step happened, 1 otherwise."""
    async with Stage(seed, patience=QUICK) as stage:
        play = Play()
        try:
            for scene in _scenes(stage):
                await play.side_by_side(*scene)
        except Missing as missing:
            print(f"\nThis did not happen: {missing}", flush=True)
            return 1
        print(f"\nAll {play.count} steps happened.", flush=True)
        return 0


def _scenes(stage: Stage) -> tuple[tuple[Steps, ...], ...]:
    """One after the other; within each, chapters that wait for nothing of each other go on side by side."""
    around, telegram, linking = Around(stage), OnTelegram(stage), Linking(stage)
    slack = OnSlack(stage, linking.here)
    return (
        (around.crowd, telegram.arriving, slack.arriving),
        (telegram.joining, slack.joining, linking.joining),
        (telegram.working, slack.working),
        (around.clock(minutes=35),),
        (telegram.reminded, slack.reminded),
        (around.clock(minutes=30),),
        (telegram.over,),
    )
