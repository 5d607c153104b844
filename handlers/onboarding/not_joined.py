"""What an expert's command says to whoever is none: how to join, or what of joining is left."""

from __future__ import annotations

from bot.chat.message import Button, Lines, Message, Text, text
from handlers import help
from handlers.onboarding.onboarding import ONBOARDING, ahead
from handlers.talking import talk
from handlers.turn import Turn


def not_joined(turn: Turn, otherwise: str = "profile-none") -> Message:
    """`otherwise` is said to whoever has not begun."""
    said = left(turn)
    if said is None:
        return Message((text(otherwise),), ((help.way("start"),), (help.way("help"),)))
    return Message((said,), ((going_on(),),))


def left(turn: Turn) -> Text | None:
    """What is left of joining; None for who has not begun."""
    progress = talk.find(turn, ONBOARDING.name, 0)
    if progress is None:
        return None
    chapters = ahead(turn, turn.person, progress)
    if not chapters:
        return text("joining-check-left")
    steps = Lines(tuple(text("joining-step", step=text(f"profile-{chapter}")) for chapter in chapters))
    return text("joining-left", n=len(chapters), steps=steps)


def going_on() -> Button:
    """Back to the open question of joining."""
    return Button(text("button-go-on"), "help.command", ("start",), style="primary")
