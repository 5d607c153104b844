"""What arrives: one shape for everything that a person does on any platform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.types import new_trace


@dataclass(frozen=True, slots=True)
class Sender:
    """Who did it, as the platform knows them.

    `external_id` names the person on the platform, `chat_id` the place where the bot answers (the same on
    Telegram, not on Slack); empty where what happened doesn't say. `slash` is what goes before a command's word there.
    The rest are hints that the platform may not give.
    """

    platform: str
    external_id: str
    chat_id: str
    name: str = ""
    username: str = ""
    language: str = ""
    slash: str = "/"


@dataclass(frozen=True, slots=True)
class Command:
    """A command by its bare word: `/start abc` is `Command("start", "abc")`."""

    word: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Something typed that is not a command, or that may be one: then `command` is what it would be.

    Where a platform's commands are bare words, "Review" is a command and an answer alike.
    """

    text: str
    command: Command | None = None


@dataclass(frozen=True, slots=True)
class Tap:
    """A button pressed. `token` is what the bot put on it: which delivery, and which of its buttons."""

    token: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file or photo. Its content is fetched later, outside the turn, by `handle`.

    `kind` is "file", "photo", or the platform's own word for what the bot takes no interest in (a voice
    message, a sticker, a place); `handle` is empty for those.
    """

    kind: str
    handle: str = ""
    name: str = ""
    size: int = 0
    mime: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """The platform says that the person, or the chat of many, can or can no longer be written to."""

    reachable: bool


@dataclass(frozen=True, slots=True)
class Brought:
    """The person brought the bot into a chat of many people, which the platform knows by its own id."""

    external_id: str
    chat_id: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Renamed:
    """A chat of many people has another name. The sender is the chat, as it is where it is out of reach."""

    title: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A job of the person's has ended. `result` is JSON; `error` is a text key where it failed for good."""

    job_id: int
    kind: str
    result: dict[str, Any] = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """The person looks at the bot's own page, which is not the chat."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form's field holds: words, or the value that was chosen. `shape` is the field's kind of question."""

    shape: str
    value: Any
    is_choice: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form filled in, by field name; `sent` is false while it is still open and a choice in it was changed."""

    token: str
    entries: Mapping[str, Entry]
    sent: bool = True


What = Command | Words | Tap | Upload | Reach | Visit | Finished | Form | Brought | Renamed


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, with the platform's own id for it, by which a repeat is known.

    `trace` is made when it arrives, and goes on with all that comes of it.
    """

    id: str
    sender: Sender
    what: What
    trace: str = field(default_factory=new_trace, compare=False)
