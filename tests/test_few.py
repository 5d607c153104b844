"""One or two people are never counted out to a recruiter, and no other number there tells how many they are."""

from __future__ import annotations

from datetime import time

import pytest

from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import describes, recruiter
from tests.test_experts import asks


def some(chat: Chat, awake: int, asleep: int, language: str = "en") -> Chatter:
    """A recruiter with a task that so many match."""
    for number in range(awake + asleep):
        quiet = (time(8), time(15)) if number < asleep else None
        make.expert(chat, f"Expert {number}", quiet=quiet)
    chat.later(minutes=30)
    rana = recruiter(chat, "Rana", language=language)
    if language == "en":
        describes(rana).taps("Save as draft")
        rana.writes("/audience")
    return rana


@pytest.mark.parametrize(
    ("awake", "asleep", "words"),
    [
        (1, 0, "Fewer than 3 experts match."),
        (1, 1, "Fewer than 3 experts match."),
        (5, 1, "6 experts match: most of them are awake now."),
        (5, 2, "7 experts match: most of them are awake now."),
        (2, 5, "7 experts match: few of them are awake now."),
        (2, 1, "3 experts match: some are awake now, some asleep."),
        (3, 0, "3 experts match: 3 awake now, 0 asleep."),
        (4, 3, "7 experts match: 4 awake now, 3 asleep."),
    ],
)
def test_whom_a_task_would_reach(chat: Chat, awake: int, asleep: int, words: str) -> None:
    rana = some(chat, awake, asleep)

    assert rana.sees(words) and rana.sees("It costs at most $120.")
    assert ("in a register" in rana.last.text) is (awake + asleep >= 3)


@pytest.mark.parametrize(
    ("awake", "asleep", "words"),
    [(5, 1, "Most of them are awake."), (2, 5, "Most of them are asleep."), (2, 2, "Some of them are awake, some")],
)
def test_those_of_a_field(chat: Chat, awake: int, asleep: int, words: str) -> None:
    rana = some(chat, awake, asleep)

    asks(rana, "hepatology")

    assert rana.sees(f"{awake + asleep} experts can be offered tasks now.") and rana.sees(words)


def test_kinds_of_one_or_two_are_among_the_others(chat: Chat) -> None:
    for number in range(2):
        make.expert(chat, f"Far {number}", timezone="Asia/Riyadh")
    rana = some(chat, 6, 0)

    assert rana.sees("8 experts match: 8 awake now, 0 asleep.")
    assert "Riyadh" not in rana.last.text


def test_in_arabic(chat: Chat) -> None:
    huda = some(chat, 5, 1, "ar")

    asks(huda, "أمراض الكبد")

    assert huda.sees("معظمهم مستيقظون.")
