"""A person's chat with the bot, the same on every platform: what simulated people write, tap and read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.playground.slack import SlackUser
from bot.playground.telegram import User


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot as it stands in a chat; `handle` is the platform's own name for it."""

    handle: str
    text: str
    labels: list[str]


class Seat(Protocol):
    """What a person does in a chat, and what comes there."""

    async def start(self, code: str = "") -> None:
        """Begins, or redeems an invitation."""

    async def send(self, words: str) -> None:
        """Types something."""

    async def tap(self, handle: str, label: str) -> None:
        """Presses the button that is labelled so; LookupError where it is not there."""

    async def next(self, timeout: float) -> Shown:
        """The next message or edit of the bot; TimeoutError where none comes within these seconds."""


@dataclass(frozen=True, slots=True)
class TelegramSeat:
    """On the local Telegram."""

    user: User

    async def start(self, code: str = "") -> None:
        await self.user.start(code or None)

    async def send(self, words: str) -> None:
        await self.user.send(words)

    async def tap(self, handle: str, label: str) -> None:
        await self.user.tap(int(handle), label=label)

    async def next(self, timeout: float) -> Shown:
        message = await self.user.next(timeout=timeout)
        return Shown(str(message.message_id), message.text or "", message.labels)


@dataclass(frozen=True, slots=True)
class SlackSeat:
    """On the local Slack, in the direct messages."""

    user: SlackUser

    async def start(self, code: str = "") -> None:
        await self.user.send(f"start {code}".strip())

    async def send(self, words: str) -> None:
        await self.user.send(words)

    async def tap(self, handle: str, label: str) -> None:
        await self.user.tap(handle, label=label)

    async def next(self, timeout: float) -> Shown:
        message = await self.user.next(timeout=timeout)
        return Shown(message.ts, message.shown, message.labels)
