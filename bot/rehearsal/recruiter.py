"""The recruiters: each describes a task, sends it when all are ready, and accepts the answers as they come."""

from __future__ import annotations

import time
from contextlib import suppress

from bot.demo.actor import Actor
from bot.demo.describing import Described, describe
from bot.demo.seat import TelegramSeat
from bot.playground.telegram import ChatMessage, User

FALLS_QUIET = 5.0
"""After so many seconds without anything to press a reviewer asks whether there is."""


class Recruiter:
    """Works for a client of their own."""

    def __init__(self, user: User) -> None:
        self._user = user
        self._actor = Actor(user.person.first_name, TelegramSeat(user), say=lambda _: None)

    async def describe(self, code: str, task: Described) -> None:
        """From the invitation to the task's card."""
        await self._actor.starts(code)
        await self._actor.sees("You are now a recruiter")
        await describe(self._actor, task)
        await self._actor.sees("match", "awake now")

    async def send_and_review(self) -> None:
        """Broadcasts the task, and accepts whatever there is to accept, until cancelled.

        Each message is pressed once, and again when it has changed.
        """
        await self._actor.taps("Broadcast")
        pressed, quiet_since = None, time.monotonic()
        while True:
            found = self._to_press()
            if found is not None and found[0] != pressed:
                pressed, label = found
                quiet_since = time.monotonic()
                await self._user.tap(pressed.message_id, label=label)
            elif time.monotonic() - quiet_since > FALLS_QUIET:
                quiet_since = time.monotonic()
                await self._user.send("/review")
            with suppress(TimeoutError):
                await self._user.next(timeout=1)

    def _to_press(self) -> tuple[ChatMessage, str] | None:
        """The newest message that has one of the buttons."""
        for message in reversed(self._user.chat):
            for label in ("Accept", "Review answers"):
                if label in message.labels:
                    return message, label
        return None
