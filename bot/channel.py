"""What the outbox asks of a platform, and the ways in which sending can end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO, Protocol

from bot.chat.message import MADE


@dataclass(frozen=True, slots=True)
class Key:
    """A button as it goes out: what it says, and the token that it carries (or the address that it opens)."""

    label: str
    token: str
    style: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A rendered message. `html` is the safe subset that `bot.chat.texts` makes.

    `edits` is the platform's id of the message to change, empty for a new one. `content` is what the file holds, from
    its beginning, where the platform can't get it by its handle.
    """

    chat_id: str
    html: str
    keys: tuple[tuple[Key, ...], ...] = ()
    edits: str = ""
    file: str = ""
    file_kind: str = ""
    content: IO[bytes] | None = field(default=None, compare=False)


class Channel(Protocol):
    """A platform, as far as sending goes."""

    name: str
    """What its deliveries are filed under (`Account.channel`)."""
    slash: str
    """How a command is spelled there, before its word."""
    forms: bool
    """Whether it can show a form."""
    largest_file: int
    """The bytes of a file that it takes."""

    def rests(self, chat_id: str, edits: str | None) -> float:
        """Seconds until a message for a chat may go, as far as the platform's way of taking it goes.

        Args:
            edits: the platform's id of the message that is changed, empty where it is not known; None for a new one.
        """

    async def send(self, envelope: Envelope) -> str:
        """Sends or edits; returns the platform's id of the message.

        Raises:
            Unreachable, TooFast, Rejected, Unavailable, Moved, Unauthorized.
        """


class NotAnUpdate(Exception):
    """What came in is nothing that the platform ever sends."""


class Unreachable(Exception):
    """The person blocked the bot or is gone: nothing more until they write again."""


class Rejected(Exception):
    """The platform will never take this message as it is. Not retried; the operator sees why."""


class Unavailable(Exception):
    """The network or the platform failed; it may or may not have arrived. Tried again."""


class NotReached(Unavailable):
    """There was no connection: it can't have arrived."""


class Unauthorized(Exception):
    """The token is wrong or revoked: nothing can be sent at all."""


class Revoked(Unauthorized):
    """The token was good once and never will be again: the workspace took the app away. `because` is Slack's word."""

    def __init__(self, because: str) -> None:
        super().__init__(f"Slack refuses the token: {because}")
        self.because = because


class TooFast(Exception):
    """A pause of `seconds` is asked for; `only_chat` where others may go on meanwhile."""

    def __init__(self, seconds: float, *, only_chat: bool = False) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds, self.only_chat = seconds, only_chat


class Moved(Exception):
    """The chat has another id now."""

    def __init__(self, chat_id: str) -> None:
        super().__init__(chat_id)
        self.chat_id = chat_id


def named(handle: str, content: IO[bytes]) -> str:
    """A file's name: its handle's where that is one, otherwise by what it begins with."""
    if handle.startswith(MADE):
        return handle.removeprefix(MADE)
    beginning = content.read(8)
    content.seek(0)
    kinds = {b"%PDF": "pdf", b"\x89PNG": "png", b"\xff\xd8": "jpg", b"PK\x03\x04": "docx"}
    return f"document.{next((kind for start, kind in kinds.items() if beginning.startswith(start)), 'bin')}"
