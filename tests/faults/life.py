"""People who go their way whatever happens to the service: each acts once, and waits for the one right answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from random import Random

from bot.playground.telegram import User
from bot.playground.telegram.message import ChatMessage

PATIENCE = 60.0


@dataclass(frozen=True)
class Step:
    """What is written or pressed, and a mark by which its answer is known; `new` where the answer is no edit."""

    writes: str
    presses: str
    mark: str
    new: bool = True


WAY_IN = (
    Step("/start", "", "Which language shall we use?"),
    Step("1", "", "What time is it where you are?"),
    Step("London", "", "What I keep, and why"),
    Step("1", "", "What is your name?"),
    Step("Sara Khan", "", "What is your field?"),
    Step("hepatology", "", "Where do you stand in it?"),
    Step("4", "", "How would you like to show"),
    Step("Enough for now", "", "What must an hour pay at least?"),
    Step("100", "", "When shall I leave you alone?"),
    Step("none", "", "Please have a last look"),
    Step("", "That's right, join", "Welcome, Sara Khan.", new=False),
)
WORK = (
    Step("", "", "$40 an answer"),
    Step("", "Claim", "Question 1 of 1"),
    Step("1", "", "Is everything right?"),
    Step("", "Submit", "your answer is in, thank you", new=False),
)
STEPS = (*WAY_IN, *WORK)


class Lost(Exception):
    """Someone waited in vain: for whom and what."""


class Life:
    """An expert: joins, claims what is offered, and answers it."""

    def __init__(self, user: User, rng: Random) -> None:
        self._user, self._rng = user, rng
        self.done = 0

    async def run(self) -> None:
        """To the end. Raises Lost."""
        for step in STEPS:
            await asyncio.sleep(self._rng.uniform(0, 0.3))
            if step.writes:
                await self._user.send(step.writes)
            elif step.presses:
                await self._user.press(step.presses)
            await self._until(step.mark)
            self.done += 1

    @property
    def chat_id(self) -> int:
        """Of the chat, as the platform has it."""
        return self._user.user_id

    async def _until(self, mark: str) -> ChatMessage:
        """What has this mark, which nothing before it has. It may be there already: a card may overtake the edit that
        was waited for, where the process that was to send both was killed."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    for message in self._user.chat:
                        if message.from_bot and mark in (message.text or ""):
                            return message
                    await self._user.next(timeout=PATIENCE)
        except TimeoutError:
            raise Lost(f"{self._user.user_id} waited for {mark!r}") from None


async def review(user: User) -> None:
    """Accepts whatever there is to accept, until cancelled."""
    while True:
        if user.last is not None and "Accept" in user.last.labels:
            await user.press("Accept")
        else:
            await user.send("/review")
        try:
            await user.next(timeout=5)
        except TimeoutError:
            continue
        await asyncio.sleep(1)
        user.skip()
