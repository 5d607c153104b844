"""A person in the scripted story: does what the script says, and reads out loud what the chat shows."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from typing import TypeVar

from bot.playground.telegram import User
from bot.playground.telegram.message import ChatMessage

MARKS = re.compile("[\u2066-\u2069\u200e\u200f]")
PATIENCE = 20.0
Found = TypeVar("Found")


class NotSeen(Exception):
    """What should have happened did not: what was awaited, and what the chat shows instead."""


class Actor:
    """One person with a chat. Every act and every message is printed as it happens."""

    def __init__(self, name: str, user: User) -> None:
        self.name, self._user = name, user
        self._told: set[tuple[int, str]] = set()
        self._acted_at = 0.0

    async def writes(self, words: str) -> None:
        """Types a message or a command."""
        self._tell("→", words)
        await self._user.send(words)

    async def starts(self, code: str) -> None:
        """Opens the bot by an invitation's link."""
        self._tell("→", "/start <invitation>")
        await self._user.start(code)

    async def sends_file(self, name: str, content: bytes) -> None:
        """Sends a document."""
        self._tell("→", f"[{name}, {len(content)} bytes]")
        await self._user.send_file(name, content)

    async def taps(self, label: str) -> None:
        """Presses the newest button whose label contains these words, once there is one."""
        message, whole = await self._until(lambda: self._find_button(label), f"a button “{label}”")
        self._tell("→", f"[{_bare(whole)}]")
        await self._user.tap(message.message_id, label=whole)

    async def sees(self, *words: str) -> ChatMessage:
        """Waits until a message that came or changed since their last act shows all of these words."""
        shown = await self._until(lambda: self._find(words), " … ".join(words))
        self._read(shown)
        return shown

    async def leafs(self, label: str, words: str) -> None:
        """Presses a button again and again until the message under it shows these words."""
        for _ in range(50):
            message, _whole = await self._until(lambda: self._find_button(label), f"a button “{label}”")
            if words in _bare(message.text or ""):
                self._read(message)
                return
            await self.taps(label)
            await self._until(lambda was=message: self._changed(label, was), f"something new above “{label}”")  # type: ignore[misc]  # the default binds the loop's value
        raise NotSeen(f"{self.name} looked for: {words}")

    def _changed(self, label: str, was: ChatMessage) -> ChatMessage | None:
        found = self._find_button(label)
        return found[0] if found and found[0] != was else None

    async def _until(self, look: Callable[[], Found | None], awaited: str) -> Found:
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            found = look()
            if found is not None:
                return found
            await asyncio.sleep(0.02)
        last = self._user.last
        raise NotSeen(f"{self.name} waited for: {awaited}\n  the chat ends with: {_bare((last and last.text) or '')}")

    def _find(self, words: tuple[str, ...]) -> ChatMessage | None:
        for message in self._newest():
            if _changed_at(message) >= self._acted_at and all(word in _bare(message.text or "") for word in words):
                return message
        return None

    def _find_button(self, label: str) -> tuple[ChatMessage, str] | None:
        for message in self._newest():
            for whole in message.labels:
                if label in _bare(whole):
                    return message, whole
        return None

    def _newest(self) -> list[ChatMessage]:
        """The bot's messages, the one that was sent or edited last first."""
        mine = [message for message in self._user.chat if message.from_bot]
        return sorted(mine, key=lambda message: (_changed_at(message), message.message_id), reverse=True)

    def _read(self, message: ChatMessage) -> None:
        text = _bare(message.text or "")
        if (message.message_id, text) not in self._told:
            self._told.add((message.message_id, text))
            buttons = "".join(f"\n    [{' | '.join(_bare(b['text']) for b in row)}]" for row in message.buttons)
            self._tell("←", text + buttons)

    def _tell(self, arrow: str, words: str) -> None:
        if arrow == "→":
            self._acted_at = self._user.time()
        print(f"{self.name} {arrow} " + words.replace("\n", "\n    "), flush=True)


def _changed_at(message: ChatMessage) -> float:
    return message.edited_at or message.at


def _bare(words: str) -> str:
    return MARKS.sub("", words)
