"""A person's chat with the bot, the same on every platform: what simulated people write, tap and read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from bot.demo.listening import bare
from bot.playground.slack import SlackMessage, SlackUser
from bot.playground.slack.kit import reading
from bot.playground.telegram import User
from bot.playground.telegram.message import ChatMessage


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot as it stands in a chat: `handle` is the platform's name for it, `rows` are its buttons."""

    handle: str
    text: str
    rows: list[list[str]]

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons, row after row."""
        return [label for row in self.rows for label in row]

    def button(self, words: str) -> str | None:
        """The whole label of the button with these words, given with its directing marks or without."""
        return next((label for label in self.labels if words in (label, bare(label))), None)


class Seat(Protocol):
    """What a person does in a chat, and what comes there."""

    @property
    def platform(self) -> str:
        """Its name."""

    @property
    def before_commands(self) -> str:
        """What is typed before a command's word."""

    async def start(self, code: str = "") -> None:
        """Begins, or redeems an invitation."""

    async def send(self, words: str) -> None:
        """Types something."""

    async def command(self, words: str) -> None:
        """Gives a command: its word and what follows it."""

    async def send_file(self, name: str, content: bytes) -> None:
        """Sends a document."""

    async def tap(self, handle: str, label: str) -> None:
        """Presses the button that is labelled so; LookupError where it is not there."""

    async def next(self, timeout: float) -> Shown:
        """The next message or edit of the bot; TimeoutError where none comes within these seconds."""


@dataclass(frozen=True, slots=True)
class TelegramSeat:
    """On the local Telegram."""

    user: User
    platform, before_commands = "Telegram", "/"

    async def start(self, code: str = "") -> None:
        await self.user.start(code or None)

    async def send(self, words: str) -> None:
        await self.user.send(words)

    async def command(self, words: str) -> None:
        await self.user.send(f"/{words}")

    async def send_file(self, name: str, content: bytes) -> None:
        await self.user.send_file(name, content)

    async def tap(self, handle: str, label: str) -> None:
        await self.user.tap(int(handle), label=label)

    async def next(self, timeout: float) -> Shown:
        return on_telegram(await self.user.next(timeout=timeout))


@dataclass(frozen=True, slots=True)
class SlackSeat:
    """On the local Slack: in the direct messages, or in the channel with this id."""

    user: SlackUser
    channel: str | None = None
    before_commands = "/callboard "

    @property
    def platform(self) -> str:
        return f"Slack, #{self.user.workspace.channel(self.channel).name}" if self.channel else "Slack"

    async def start(self, code: str = "") -> None:
        await self.user.send(f"start {code}".strip())

    async def send(self, words: str) -> None:
        await self.user.send(words, self.channel)

    async def command(self, words: str) -> None:
        await self.user.command("/callboard", words, self.channel)

    async def send_file(self, name: str, content: bytes) -> None:
        await self.user.upload(name, content)

    async def tap(self, handle: str, label: str) -> None:
        await self.user.tap(handle, label=label, channel=self.channel)

    async def next(self, timeout: float) -> Shown:
        return on_slack(await self.user.next(timeout=timeout, channel=self.channel))


def on_telegram(message: ChatMessage) -> Shown:
    """A message of the local Telegram."""
    rows = [[button["text"] for button in row] for row in message.buttons]
    return Shown(str(message.message_id), message.text or "", rows)


def on_slack(message: SlackMessage) -> Shown:
    """A message of the local Slack."""
    pressed = [each for each in message.elements if each[1]["type"] == "button"]
    rows = [[reading.label(button) for _, button in row] for _, row in groupby(pressed, lambda each: id(each[0]))]
    return Shown(message.ts, message.shown, rows)
