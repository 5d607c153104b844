"""What is said: text keys with their variables, buttons and files. No words, no platform, no markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from models.money import Money


@dataclass(frozen=True, slots=True)
class Text:
    """A text key and its variables; the words are chosen when it is rendered for a reader."""

    key: str
    variables: Mapping[str, Arg] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Labels:
    """A name that exists in several languages, such as a field's; `by_language["en"]` always exists."""

    by_language: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Lines:
    """Several values, each on a line of its own."""

    items: tuple[Arg, ...]


Arg = str | int | Decimal | Money | datetime | timedelta | Text | Labels | Lines


def text(key: str, /, **variables: Arg) -> Text:
    """`text("offer-full", task="Liver")`."""
    return Text(key, variables)


@dataclass(frozen=True, slots=True)
class Button:
    """A button that does `action` with `args` (JSON values), or opens `url`.

    `style` is "primary", "danger" or nothing; a platform without styles leaves it out.
    """

    label: Arg
    action: str = ""
    args: tuple[Any, ...] = ()
    style: str = ""
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


MADE = "export:"
"""Before the name of a file that is made when it is sent (`bot.sending.exports`): the two together are its handle."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something to send: parts that are parted by an empty line, rows of buttons, at most one file.

    `replaces` is the delivery whose message is edited in place; where the platform can't, a new one is sent.
    `file` is a platform's own handle of a file that it already has, or MADE with a name, with `file_kind` "photo" or
    "file".
    """

    parts: tuple[Text, ...]
    rows: Rows = ()
    replaces: int | None = None
    file: str = ""
    file_kind: str = ""

    def in_place_of(self, delivery_id: int | None) -> Message:
        """The same message as an edit of an earlier one; with None, a new message."""
        return replace(self, replaces=delivery_id)

    def after(self, *parts: Text) -> Message:
        """The same message with parts put before its own."""
        return replace(self, parts=(*parts, *self.parts))


def say(key: str, /, *, rows: Iterable[Iterable[Button]] = (), **variables: Arg) -> Message:
    """A message of one part: `say("offer-full", task="Liver", rows=[[Button(...)]])`."""
    return Message((Text(key, variables),), tuple(tuple(row) for row in rows))
