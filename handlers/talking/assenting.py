"""A yes or a no that was typed instead of tapped."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from bot.chat import assent
from bot.chat.wire import load_message
from handlers.turn import Turn
from models.delivery import Delivery, Priority

Pressed = tuple[str, tuple[Any, ...]]


def pressed(turn: Turn, words: str) -> Pressed | None:
    """The action and arguments of the button that was meant: the yes or the no under what was last said to them here.

    What a conversation asks is not among it: its questions read a yes and a no themselves.
    """
    said = assent.meant(words)
    last = _last_said(turn) if said else None
    if said is None or last is None or "parts" not in last.body:
        return None
    buttons = [button for row in load_message(last.body).rows for button in row]
    place = assent.place_of(said, [button.label for button in buttons])
    if place is None or buttons[place].action == "talk.answer":
        return None
    return buttons[place].action, buttons[place].args


def _last_said(turn: Turn) -> Delivery | None:
    replies = select(Delivery).where(
        Delivery.account_id == turn.account.key,
        Delivery.person_id == turn.person.key,
        Delivery.priority == Priority.REPLY,
    )
    return turn.session.exec(replies.order_by(col(Delivery.id).desc()).limit(1)).first()
