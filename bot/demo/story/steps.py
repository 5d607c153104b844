"""Steps of the story, one after the other or side by side; the first that does not happen ends it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable

from bot.demo.actor import NotSeen
from bot.playground.mail import Mailbox

Steps = tuple[tuple[str, Callable[[], Awaitable[None]]], ...]
"""What should happen, in words, and what makes it happen; NotSeen or TimeoutError where it does not."""


class Missing(Exception):
    """A step that did not happen."""


class Play:
    """Counts the steps as they begin, and says each out loud."""

    def __init__(self) -> None:
        self.count = 0

    async def side_by_side(self, *chapters: Steps) -> None:
        """All of these, none waiting for another.

        Raises:
            Missing: as soon as one step has not happened.
        """
        try:
            async with asyncio.TaskGroup() as group:
                for steps in chapters:
                    group.create_task(self._in_turn(steps))
        except* Missing as several:
            raise several.exceptions[0] from None

    async def _in_turn(self, steps: Steps) -> None:
        for title, happen in steps:
            self.count += 1
            print(f"\n── {self.count}. {title}", flush=True)
            try:
                await happen()
            except (NotSeen, TimeoutError) as why:
                raise Missing(f"{title}\n  {why}") from why


async def mailed_code(mailbox: Mailbox, address: str) -> str:
    """The code that comes there by mail; NotSeen where a mail has none, TimeoutError where none comes."""
    mail = await mailbox.wait_for(address, timeout=20)
    print(f"Mail ← {mail.subject} (to {address})")
    found = re.search(r"\b\d{6}\b", mail.text)
    if found is None:
        raise NotSeen("a code of six digits in the mail")
    return found.group()
