"""Messages as JSON, the form in which a delivery keeps them until they are rendered."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.chat.message import Arg, Button, Labels, Lines, Message, Text
from models.money import Money

Json = Any
"""A value that `json.dumps` takes as it is."""


def dump_arg(arg: Arg) -> Json:
    """Strings and whole numbers as they are, everything else as an object with one telling key."""
    match arg:
        case str() | int():
            return arg
        case Decimal():
            return {"decimal": str(arg)}
        case Money():
            return {"money": [arg.minor, arg.currency]}
        case datetime():
            return {"at": arg.isoformat()}
        case timedelta():
            return {"seconds": arg.total_seconds()}
        case Text():
            return {"text": dump_text(arg)}
        case Labels():
            return {"labels": dict(arg.by_language)}
        case Lines():
            return {"lines": [dump_arg(item) for item in arg.items]}
    raise TypeError(f"not a message's variable: {arg!r}")


def load_arg(stored: Json) -> Arg:
    """The inverse of `dump_arg`; a shape that it never wrote is a ValueError."""
    match stored:
        case str() | int():
            return stored
        case {"decimal": value}:
            return Decimal(value)
        case {"money": [minor, currency]}:
            return Money(minor, currency)
        case {"at": value}:
            return datetime.fromisoformat(value)
        case {"seconds": value}:
            return timedelta(seconds=value)
        case {"text": value}:
            return load_text(value)
        case {"labels": value}:
            return Labels(value)
        case {"lines": values}:
            return Lines(tuple(load_arg(value) for value in values))
    raise ValueError(f"not a message's variable: {stored!r}")


def dump_text(text: Text) -> Json:
    """`["offer-full", {"task": "Liver"}]`."""
    return [text.key, {name: dump_arg(value) for name, value in text.variables.items()}]


def load_text(stored: Json) -> Text:
    """The inverse of `dump_text`."""
    key, variables = stored
    return Text(key, {name: load_arg(value) for name, value in variables.items()})


def dump_message(message: Message) -> dict[str, Json]:
    """The message without `replaces`, which a delivery keeps in a column of its own."""
    stored: dict[str, Json] = {"parts": [dump_text(part) for part in message.parts]}
    if message.rows:
        stored["rows"] = [[_dump_button(button) for button in row] for row in message.rows]
    if message.file:
        stored["file"] = [message.file, message.file_kind]
    return stored


def load_message(stored: dict[str, Json]) -> Message:
    """The inverse of `dump_message`."""
    file, kind = stored.get("file", ("", ""))
    return Message(
        parts=tuple(load_text(part) for part in stored["parts"]),
        rows=tuple(tuple(_load_button(button) for button in row) for row in stored.get("rows", ())),
        file=file,
        file_kind=kind,
    )


def _dump_button(button: Button) -> Json:
    return [dump_arg(button.label), button.action, list(button.args), button.style, button.url]


def _load_button(stored: Json) -> Button:
    label, action, args, style, url = stored
    return Button(load_arg(label), action, tuple(args), style, url)
