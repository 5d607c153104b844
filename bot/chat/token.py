"""What a button carries: which delivery it hangs under, and which of its buttons it is.

A platform gives a button 64 bytes. A stored message's button is `<delivery>.<place>`: the action stays with us. A
view's message is not stored, so its buttons spell their action out: `<delivery>:<action>:<arg>:…`. Either way the
delivery says whose button it is, and handlers check what they are told.
"""

from __future__ import annotations

import re

from bot.chat.message import Button

MOST_BYTES = 64


def stored(delivery_id: int, place: int) -> str:
    """The token of the button at a place, counted over all rows from 0."""
    return f"{delivery_id}.{place}"


def spelled(delivery_id: int, button: Button) -> str:
    """The token of a view's button. ValueError where its arguments don't fit."""
    token = ":".join([str(delivery_id), button.action, *map(str, button.args)])
    if len(token.encode()) > MOST_BYTES:
        raise ValueError(f"too long for a button: {token}")
    return token


def place_of(token: str) -> int | None:
    """The place in a stored message that a token names; None for what no button of ours ever carried."""
    tail = token.partition(".")[2]
    return int(tail) if _WHOLE.fullmatch(tail) else None


def spelled_out(token: str) -> tuple[str, tuple[int | str, ...]]:
    """The action and the arguments that a view's button carries."""
    _, action, *args = token.split(":")
    return action, tuple(int(arg) if _WHOLE.fullmatch(arg.removeprefix("-")) else arg for arg in args)


def delivery_of(token: str) -> int | None:
    """The delivery that a token names; None for what no button of ours ever carried."""
    head = token.replace(":", ".").partition(".")[0]
    return int(head) if _WHOLE.fullmatch(head) else None


_WHOLE = re.compile("[0-9]{1,18}")
"""What fits into a column."""
