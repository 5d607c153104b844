"""A bank of items whose right options say so, and someone who takes the test."""

from __future__ import annotations

from sqlmodel import Session

from models.item import Item
from tests import make
from tests.chat import Chat, Chatter


def bank(chat: Chat, items: int = 10, *, field: str = "hepatology", level: int = 1, seconds: int = 60) -> None:
    """Items "hepatology-1" and so on, each with one option that begins with "Right"."""

    def add(session: Session) -> None:
        for number in range(1, items + 1):
            session.add(
                Item(
                    name=f"{field}-{level}-{number}",
                    field_code=field,
                    level=level,
                    seconds=seconds,
                    question={"en": f"Item {number}?", "ar": f"البند {number}؟"},
                    options=[
                        {"en": f"Wrong {number}", "ar": f"خطأ {number}"},
                        {"en": f"Right {number}", "ar": f"صواب {number}"},
                        {"en": f"Amiss {number}", "ar": f"غلط {number}"},
                    ],
                    right=1,
                    added_at=chat.now,
                )
            )

    make.within(chat, add)


def begins(expert: Chatter) -> Chatter:
    """From /profile to the first question."""
    return expert.writes("/profile").taps("Take a test").taps("Begin")


def answers(expert: Chatter, *given: str) -> Chatter:
    """Taps these options, one question after another."""
    for label in given:
        expert.taps(label)
    return expert
