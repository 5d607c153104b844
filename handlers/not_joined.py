"""What an expert's command says to whoever is none: how to join, or what of joining is left."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.message import Button, Lines, Message, Text, text
from handlers import help, talk
from handlers.turn import Turn
from models.person import Progress

ONBOARDING = "onboarding"


def not_joined(turn: Turn, otherwise: str = "profile-none") -> Message:
    """`otherwise` is said to whoever has not begun."""
    said = left(turn)
    if said is None:
        return Message((text(otherwise),), ((help.way("start"),), (help.way("help"),)))
    return Message((said,), ((going_on(),),))


def left(turn: Turn) -> Text | None:
    """What is left of joining; None for who has not begun."""
    progress = talk.find(turn, ONBOARDING, 0)
    if progress is None:
        return None
    chapters = talk.CONVERSATIONS[ONBOARDING].chapters
    here = talk.chapter_of(turn, progress)
    if here not in chapters:
        return text("joining-check-left")
    ahead = chapters[chapters.index(here) :]
    steps = Lines(tuple(text("joining-step", step=text(f"profile-{chapter}")) for chapter in ahead))
    return text("joining-left", n=len(ahead), steps=steps)


def going_on() -> Button:
    """Back to the open question of joining."""
    return Button(text("button-go-on"), "help.command", ("start",), style="primary")


def behind(chapters: Sequence[str], progress: Progress) -> int:
    """How many chapters lie behind: up to the last one that has an answer."""
    given = {name.partition(".")[0] for name in progress.answers}
    return max((number for number, chapter in enumerate(chapters, 1) if chapter in given), default=0)
