"""What joining takes of an expert: what they do, and their minutes, on the way that the demo's story goes.

The acts and the service's own time are counted in a real run on the local Telegram and Slack. A person's minutes are
reckoned from what came and what was typed, at speeds that others have measured; waiting for mail is not in them.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from bot import log
from bot.demo.actor import Actor
from bot.demo.listening import bare
from bot.demo.seat import Seat, Shown, SlackSeat, TelegramSeat
from bot.demo.stage import EXPERT_ID, SLACK_EXPERT, Stage
from bot.demo.story.joining import from_the_field_on, up_to_the_field
from tests.bench.table import Figure, show

MOST_ACTS, MOST_MINUTES = 25, 6.0
READ_A_MINUTE = 238
"""Words of English read silently: Brysbaert, Journal of Memory and Language 109, 2019."""
TYPED_A_MINUTE = 36.2 * 5
"""Characters on a phone, a word being five of them: Palin et al., MobileHCI 2019."""
DECIDING = 1.35
"""Seconds of thought before each act: Card, Moran and Newell, Communications of the ACM 23, 1980."""
FETCHING_A_CODE = 30.0
"""Seconds to open the mail, find the code and come back: our own guess, and a generous one."""


@dataclass
class Watched:
    """A seat that counts what is done on it and what is read there; an edited message is read anew."""

    seat: Seat
    taps: int = 0
    typed: list[str] = field(default_factory=list)
    words: int = 0
    waited: float = 0.0

    @property
    def platform(self) -> str:
        return self.seat.platform

    @property
    def before_commands(self) -> str:
        return self.seat.before_commands

    @property
    def acts(self) -> int:
        return self.taps + len(self.typed)

    @property
    def minutes(self) -> float:
        """A person's."""
        typing = sum(map(len, self.typed)) / TYPED_A_MINUTE
        return self.words / READ_A_MINUTE + typing + (self.acts * DECIDING + FETCHING_A_CODE) / 60

    async def start(self, code: str = "") -> None:
        await self.send(f"{self.before_commands}start {code}".strip())

    async def send(self, words: str) -> None:
        self.typed.append(words)
        await self.seat.send(words)

    async def command(self, words: str) -> None:
        self.typed.append(self.before_commands + words)
        await self.seat.command(words)

    async def send_file(self, name: str, content: bytes) -> None:
        self.taps += 1
        await self.seat.send_file(name, content)

    async def tap(self, handle: str, label: str) -> None:
        self.taps += 1
        await self.seat.tap(handle, label)

    async def next(self, timeout: float) -> Shown:
        began = time.monotonic()
        shown = await self.seat.next(timeout)
        self.waited += time.monotonic() - began
        self.words += len(bare(" ".join((shown.text, *shown.labels))).split())
        return shown


async def walked(stage: Stage, seat: Seat, name: str, address: str) -> Watched:
    """The way from the first word to "Welcome", with a code to an address as proof."""
    watched = Watched(seat)
    expert = Actor(name, watched, say=lambda _: None)
    await up_to_the_field(expert, name, "Riyadh")
    await from_the_field_on(expert, name, address, stage.mailbox)
    return watched


async def both() -> list[Watched]:
    """On Telegram, then on Slack."""
    async with Stage(seed=1, patience=0.05) as stage:
        telegram, slack = TelegramSeat(stage.telegram.user(EXPERT_ID)), SlackSeat(stage.slack.user(SLACK_EXPERT))
        return [
            await walked(stage, telegram, "Alex Morgan", "alex.morgan@stanford.edu"),
            await walked(stage, slack, "Sasha Lind", "sasha.lind@mit.edu"),
        ]


def run() -> None:
    """Prints both ways against the promise."""
    log.set_up("error")
    for way in asyncio.run(both()):
        figures = [
            Figure("done by the expert", f"{way.acts}", f"≤ {MOST_ACTS}", way.acts / MOST_ACTS),
            Figure("of these typed", f"{len(way.typed)} ({sum(map(len, way.typed))} characters)"),
            Figure("read by the expert", f"{way.words} words"),
            Figure(
                "a person's minutes, reckoned", f"{way.minutes:.1f}", f"≤ {MOST_MINUTES:g}", way.minutes / MOST_MINUTES
            ),
            Figure("waited for the service, measured", f"{way.waited:.1f} s"),
        ]
        show(f"Joining on {way.platform}, from /start to “Welcome”, with a proof by mail", figures)
