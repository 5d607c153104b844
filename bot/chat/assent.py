"""Yes and no as people type them, where buttons offer the two.

A button is a yes or a no by its text's key: `task-close-yes`, `task-close-no`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.chat.message import Arg, Text
from models.digits import western

Assent = Literal["yes", "no"]

YES = (
    *("yes", "y", "yeah", "yep", "yup", "yes please", "ok", "okay", "sure", "agree", "agreed", "i agree"),
    *("right", "thats right", "correct", "confirm", "done"),
    *("نعم", "أجل", "اجل", "أيوه", "ايوه", "أيوة", "ايوة", "بلى", "أوافق", "اوافق", "موافق", "موافقة"),
    *("تمام", "حسنا", "حسنًا", "صحيح", "أوكي", "اوكي", "أكيد", "اكيد"),
)
NO = ("no", "n", "nope", "nah", "no thanks", "لا", "كلا", "لا شكرا", "لا شكرًا", "لا أوافق", "لا اوافق")


def meant(words: str) -> Assent | None:
    """What somebody's words say, None where that is more or less than a yes or a no."""
    said = folded(words)
    if said in _YES:
        return "yes"
    return "no" if said in _NO else None


def place_of(said: Assent, labels: Sequence[Arg]) -> int | None:
    """Which of these buttons says it; None where none does, or several do."""
    fitting = [n for n, label in enumerate(labels) if isinstance(label, Text) and label.key.endswith(f"-{said}")]
    return fitting[0] if len(fitting) == 1 else None


def folded(words: str) -> str:
    """One spelling for words that only differ in case, spaces, signs or the digits' writing."""
    bare = "".join(c for c in western(words) if c.isalnum() or c.isspace())
    return " ".join(bare.casefold().split())


_YES, _NO = frozenset(map(folded, YES)), frozenset(map(folded, NO))
