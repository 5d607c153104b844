"""A recruiter asks for every kind of answer in the chat, each with what it needs."""

from __future__ import annotations

from typing import Any

import pytest

from models.answer import AnswerKind
from models.task import Task
from tests import make
from tests.chat import Chat
from tests.recruiting import recruiter

RULES: list[tuple[str, list[str], dict[str, Any], str]] = [
    ("As many", ["Yes\nNo\nMaybe", "1-2"], {"options": ["Yes", "No", "Maybe"], "min": 1, "max": 2}, "1 to 2 of"),
    ("As many", ["Yes\nNo", "Any number"], {"options": ["Yes", "No"]}, "any number of them of Yes · No"),
    ("A rating", ["١-٥"], {"from": 1, "to": 5}, "a rating from 1 to 5"),
    ("A rating", ["-2 to 2"], {"from": -2, "to": 2}, "a rating from -2 to 2"),
    ("A ranking", ["Yes\nNo\nMaybe"], {"options": ["Yes", "No", "Maybe"]}, "a ranking of Yes · No · Maybe"),
    ("The better", ["A, B", "Yes"], {"options": ["A", "B"], "tie": True}, "the better of A · B"),
    ("A chemical", [], {}, "A chemical formula"),
    ("A mathematical", [], {}, "A mathematical expression"),
]


@pytest.mark.parametrize(("kind", "says", "rule", "line"), RULES)
def test_a_recruiter_asks_for_any_kind(chat: Chat, kind: str, says: list[str], rule: dict[str, Any], line: str) -> None:
    rana = recruiter(chat)
    rana.writes("/newtask").writes("Liver scans").writes("Which?").taps(kind)
    for words in says:
        rana.writes(words)
    rana.taps("That's all").writes("hepatology").taps("Nothing needs").writes("20").writes("40").writes("3")
    rana.taps("In 4 hours")

    assert rana.sees(line)
    rana.taps("Yes, show me").taps("Edit")
    assert rana.sees(line)
    rana.taps("Yes, show me")
    assert make.rows(chat, Task)[0].questions[0]["rule"] == rule


@pytest.mark.parametrize(
    ("kind", "says", "refusal"),
    [
        ("As many", ["Yes\nNo", "some"], "I can't read “some”"),
        ("As many", ["Yes\nNo", "3"], "There are 2 options, so 3 can't be chosen."),
        ("As many", ["Yes\nNo", "2-1"], "I can't read “2-1”"),
        ("A rating", ["5-1"], "I can't read “5-1” as a scale"),
        ("A rating", ["5"], "I can't read “5” as a scale"),
        ("A rating", ["0-9999"], "1,000 is the furthest"),
        ("The better", ["A, B, C"], "That makes 3 options. Please send exactly 2"),
    ],
)
def test_a_rule_that_is_none_says_what_would_be_right(chat: Chat, kind: str, says: list[str], refusal: str) -> None:
    rana = recruiter(chat)
    rana.writes("/newtask").writes("Liver scans").writes("Which?").taps(kind)

    for words in says:
        rana.writes(words)

    assert rana.sees(refusal)


def test_every_kind_is_named_to_whom_it_is_offered(chat: Chat) -> None:
    rana = recruiter(chat)

    rana.writes("/newtask").writes("Liver scans").writes("Which?")

    assert rana.last.labels.index("← Back") == len(AnswerKind)
