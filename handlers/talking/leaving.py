"""How a conversation is put away before its end."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.message import Message, Rows, Text


@dataclass(frozen=True)
class Leaving:
    """What is asked before a conversation is put away, and what is said once it is.

    `nothing` is said instead, unasked, where nothing was answered; it is None where leaving loses nothing anyway.
    `beside` are other ways out.
    """

    asked: Text
    yes: Text
    no: Text
    left: Message
    nothing: Message | None = None
    beside: Rows = ()
