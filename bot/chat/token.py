"""What a button carries: which delivery it hangs under, and which of its buttons it is.

A platform gives a button 64 bytes. A stored message's button is `<delivery>.<place>`: the action stays with us. A
view's message is not stored, so its buttons spell their action out: `<delivery>:<action>:<arg>:…`. Either way the
delivery says whose button it is, and handlers check what they are told.
"""

from __future__ import annotations

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


def delivery_of(token: str) -> int | None:
    """The delivery that a token names; None for what no button of ours ever carried."""
    head = token.replace(":", ".").partition(".")[0]
    return int(head) if head.isascii() and head.isdigit() and len(head) < 19 else None
