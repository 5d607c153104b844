"""Being left alone for a while, and coming back."""

from __future__ import annotations

from datetime import timedelta

from bot.chat.message import Button, Message, Text, say, text
from handlers import help
from handlers.cards.sending import offer_to
from handlers.onboarding.not_joined import not_joined
from handlers.routes import on_command, on_tap
from handlers.turn import Turn
from models.expert import Expert

LENGTHS = {"day": timedelta(days=1), "week": timedelta(days=7), "open": timedelta(days=36500)}
"""How long a pause lasts; an open one, for longer than anyone waits."""
OPEN_FROM = timedelta(days=3650)


@on_command("pause")
def pause(turn: Turn, _: str) -> list[Message]:
    """Asks for how long no offers and no reminders are wanted."""
    if turn.expert is None:
        return [not_joined(turn)]
    rows = [[Button(text(f"pause-{length}"), "pause.for", (length,))] for length in LENGTHS]
    parts = (text("pause"), shown(turn.expert, turn)) if is_paused(turn.expert, turn) else (text("pause"),)
    return [Message(parts, tuple(tuple(row) for row in rows))]


@on_tap("pause.for")
def paused(turn: Turn, length: str) -> list[Message]:
    """Offers stay away from now on; what is held or under review goes on."""
    expert = turn.lock(Expert, turn.person.key)
    expert.paused_until = turn.now + LENGTHS[length]
    return [Message((shown(expert, turn),), ((resuming(),),)).in_place_of(turn.tapped_id)]


@on_command("resume")
def resume(turn: Turn, _: str) -> list[Message]:
    """Offers may come again."""
    if turn.expert is None:
        return [not_joined(turn)]
    expert = turn.lock(Expert, turn.person.key)
    expert.paused_until = None
    offer_to(turn, expert)
    return [say("pause-over", rows=[[help.way("work"), help.way("profile")]])]


def is_paused(expert: Expert, turn: Turn) -> bool:
    return expert.paused_until is not None and expert.paused_until > turn.now


def shown(expert: Expert, turn: Turn) -> Text:
    """Until when, in words. For an expert who pauses."""
    until = expert.paused_until
    if until is None or until > turn.now + OPEN_FROM:
        return text("pause-until-return")
    return text("pause-until", until=until)


def resuming() -> Button:
    """The way back."""
    return help.way("resume")
