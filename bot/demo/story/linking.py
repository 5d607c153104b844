"""The chapter on both: an expert begins to join on Telegram, stops half-way and goes on with it on Slack."""

from __future__ import annotations

import re

from bot.demo.actor import Actor, NotSeen
from bot.demo.seat import TelegramSeat
from bot.demo.slack_actor import SlackActor
from bot.demo.stage import Stage
from bot.demo.story.joining import from_the_field_on, up_to_the_field
from bot.demo.story.steps import Steps

NAME, ADDRESS = "Noor Haddad", "noor.haddad@ucl.ac.uk"
TELEGRAM_ID, SLACK_ID = 103, "U103"
CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}")


class Linking:
    """Noor, with a hand on each platform."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._there = Actor("Noor", TelegramSeat(stage.telegram.user(TELEGRAM_ID, NAME, language_code="en")))
        self.here = SlackActor("Noor", stage.slack.user(SLACK_ID, NAME))
        self.joining: Steps = (
            ("Telegram: Noor begins to join, and stops half-way", self.begins),
            ("Telegram and Slack: Noor joins both with a code, and goes on on Slack", self.links),
            ("Slack: Noor finishes there, and is the same person on Telegram", self.finishes),
        )

    async def begins(self) -> None:
        await up_to_the_field(self._there, NAME, "London")

    async def links(self) -> None:
        await self._there.commands("link")
        code = CODE.search((await self._there.sees("Your code", "within")).text)
        if code is None:
            raise NotSeen("a code of eight characters")
        await self.here.commands("link AAAA-AAAA")
        await self.here.sees("no code of ours")
        await self.here.commands(f"link {code.group()}")
        await self.here.sees("Your accounts are joined")
        await self.here.sees("What is your field?")
        await self._there.sees("Your code was just used on Slack", "If that wasn't you")
        await self.here.commands(f"link {code.group()}")
        await self.here.sees("joined already")

    async def finishes(self) -> None:
        await from_the_field_on(self.here, NAME, ADDRESS, self._stage.mailbox)
        await self._there.commands("profile")
        await self._there.sees(NAME, "Cardiac electrophysiology")
