"""A person in the scripted story: does what the script says, and reads out loud what the chat shows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeVar

from bot.demo.listening import bare
from bot.demo.seat import Seat, Shown

PATIENCE = 20.0
Found = TypeVar("Found")


class NotSeen(Exception):
    """What should have happened did not: what was awaited, and what the chat shows instead."""


def _print(line: str) -> None:
    print(line, flush=True)


class Actor:
    """One person in one chat.

    Args:
        say: hears every act and every message as it happens.
    """

    def __init__(self, name: str, seat: Seat, say: Callable[[str], None] = _print) -> None:
        self._say = say
        self._who, self._seat = f"{name} ({seat.platform})", seat
        self._told: set[tuple[str, str]] = set()
        self._chat: dict[str, Shown] = {}
        """By handle, the one that was sent or edited last at the end."""
        self._since_act: set[str] = set()

    async def writes(self, words: str) -> None:
        """Types a message."""
        await self._acts(words)
        await self._seat.send(words)

    async def commands(self, words: str) -> None:
        """Gives a command: "review" is /review on Telegram and /callboard review on Slack."""
        await self._acts(self._seat.before_commands + words)
        await self._seat.command(words)

    async def starts(self, code: str) -> None:
        """Opens the bot by an invitation."""
        await self._acts("start <invitation>")
        await self._seat.start(code)

    async def sends_file(self, name: str, content: bytes) -> None:
        """Sends a document."""
        await self._acts(f"[{name}, {len(content)} bytes]")
        await self._seat.send_file(name, content)

    async def taps(self, label: str) -> None:
        """Presses the newest button whose label contains these words, once there is one."""
        message, whole = await self._until(lambda: self._find_button(label), f"a button “{label}”")
        await self._acts(f"[{bare(whole)}]")
        await self._seat.tap(message.handle, whole)

    async def sees(self, *words: str) -> Shown:
        """Waits until a message that came or changed since their last act shows all of these words."""
        shown = await self._until(lambda: self._find(words), " … ".join(words))
        self._read(shown)
        return shown

    async def leafs(self, label: str, words: str) -> None:
        """Presses a button again and again until the message under it shows these words."""
        for _ in range(50):
            message, _whole = await self._until(lambda: self._find_button(label), f"a button “{label}”")
            if words in bare(message.text):
                self._read(message)
                return
            await self.taps(label)
            await self._until(lambda was=message: self._changed(label, was), f"something new above “{label}”")  # type: ignore[misc]  # the default binds the loop's value
        raise NotSeen(f"{self._who} looked for: {words}")

    def _changed(self, label: str, was: Shown) -> Shown | None:
        found = self._find_button(label)
        return found[0] if found and found[0] != was else None

    async def _until(self, look: Callable[[], Found | None], awaited: str) -> Found:
        ends = time.monotonic() + PATIENCE
        while (found := look()) is None:
            try:
                self._take(await self._seat.next(timeout=ends - time.monotonic()))
            except TimeoutError:
                last = next(self._newest(), None)
                ending = bare(last.text) if last else "nothing"
                raise NotSeen(f"{self._who} waited for: {awaited}\n  the chat ends with: {ending}") from None
        return found

    def _find(self, words: tuple[str, ...]) -> Shown | None:
        for message in self._newest():
            if message.handle in self._since_act and all(word in bare(message.text) for word in words):
                return message
        return None

    def _find_button(self, label: str) -> tuple[Shown, str] | None:
        for message in self._newest():
            for whole in message.labels:
                if label in bare(whole):
                    return message, whole
        return None

    def _newest(self) -> Iterator[Shown]:
        """The bot's messages, the one that was sent or edited last first."""
        return reversed(self._chat.values())

    def _take(self, message: Shown) -> None:
        self._chat.pop(message.handle, None)
        self._chat[message.handle] = message
        self._since_act.add(message.handle)

    def _read(self, message: Shown) -> None:
        text = bare(message.text)
        if (message.handle, text) not in self._told:
            self._told.add((message.handle, text))
            buttons = "".join(f"\n    [{' | '.join(map(bare, row))}]" for row in message.rows)
            self._tell("←", text + buttons)

    async def _acts(self, words: str) -> None:
        """From now on only what comes or changes after this is an answer to it."""
        with suppress(TimeoutError):
            while True:
                self._take(await self._seat.next(timeout=0))
        self._since_act.clear()
        self._tell("→", words)

    def _tell(self, arrow: str, words: str) -> None:
        self._say(f"{self._who} {arrow} " + words.replace("\n", "\n    "))
