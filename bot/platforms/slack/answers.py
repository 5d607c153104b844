"""The address that comes with each press of a button: for half an hour its message can be changed there.

Unlike `chat.update`, of which Slack takes fifty a minute in a workspace, this has no limit beyond five uses.
"""

from __future__ import annotations

import contextlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import aiohttp

MOST_KEPT = 10_000
LIVES = 25 * 60.0
"""Seconds: five minutes short of Slack's thirty."""
USES = 5


@dataclass(slots=True)
class _Address:
    url: str
    until: float
    uses: int = USES


class Answers:
    """The newest address for each message, by its channel and timestamp."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], _Address] = OrderedDict()

    def keep(self, channel: str, ts: str, url: str) -> None:
        """A button of the message was pressed."""
        self._kept[channel, ts] = _Address(url, time.monotonic() + LIVES)
        self._kept.move_to_end((channel, ts))
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def knows(self, channel: str, ts: str) -> bool:
        """Whether there is an address for the message that can still be used."""
        address = self._kept.get((channel, ts))
        return address is not None and address.uses > 0 and time.monotonic() <= address.until

    async def whisper(self, session: aiohttp.ClientSession, url: str, text: str) -> None:
        """Shows whoever pressed a button a line under it, to them alone. Best effort: nothing hangs on it."""
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            said = {"response_type": "ephemeral", "replace_original": False, "text": text}
            async with session.post(url, json=said):
                pass

    async def replace(
        self, session: aiohttp.ClientSession, channel: str, ts: str, text: str, blocks: list[dict[str, Any]]
    ) -> bool:
        """Whether the message was changed; if not, `chat.update` may still do it."""
        if not self.knows(channel, ts):
            self._kept.pop((channel, ts), None)
            return False
        address = self._kept[channel, ts]
        address.uses -= 1
        content = {"replace_original": True, "text": text, "blocks": blocks}
        try:
            async with session.post(address.url, json=content) as answer:
                done = answer.status == 200 and not _refused(await answer.text())
        except (aiohttp.ClientError, TimeoutError):
            done = False
        if not done:
            self._kept.pop((channel, ts), None)
        return done


def _refused(body: str) -> bool:
    return '"ok":false' in body.replace(" ", "")
