"""Answers beyond one choice, a number and a text: read in the ways that people write them, or handed back."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.questions import Given
from bot.chat.texts import Reader
from bot.children.maths import read_math
from bot.jobs.errands import Errand, Failed
from bot.jobs.maths import MathJobs
from handlers.questions.answer_kinds import question_of
from models.answer import AnswerKind
from models.answer_reading import MOST_OF_AN_EXPRESSION, is_right
from models.errors import Refused
from models.person import Account, Person
from models.types import PersonId

READER = Reader("en", "UTC", datetime(2026, 11, 24, tzinfo=UTC))
ABC = {"options": ["Alpha", "Beta", "Gamma"]}


def read(kind: str, rule: dict[str, Any], words: str) -> Any:
    return question_of({"kind": kind, "rule": rule}).read(Given(READER, words=words))


@pytest.mark.parametrize(
    ("kind", "rule", "words", "value"),
    [
        ("choices", ABC, "gamma, 1", ["Alpha", "Gamma"]),
        ("choices", ABC, "٢، ٣", ["Beta", "Gamma"]),
        ("choices", ABC, "alpha and beta", ["Alpha", "Beta"]),
        ("choices", {"options": ["Salt, pepper", "Oil"]}, "salt, pepper", ["Salt, pepper"]),
        ("choices", {"options": ["2", "1"]}, "1", ["1"]),
        ("ranking", ABC, "Beta > Alpha > Gamma", ["Beta", "Alpha", "Gamma"]),
        ("ranking", ABC, "3\n1\n2", ["Gamma", "Alpha", "Beta"]),
        ("ranking", ABC, "٣ ١ ٢", ["Gamma", "Alpha", "Beta"]),
        ("choices", ABC, "3 1", ["Alpha", "Gamma"]),
        ("pair", {"options": ["A", "B"]}, "b", "B"),
        ("pair", {"options": ["A", "B"], "tie": True}, "تعادل", "tie"),
        ("rating", {"from": 1, "to": 5}, "٤", 4),
        ("rating", {"from": -2, "to": 2}, "-2", -2),
        ("formula", {}, "CH3COOH", "C2H4O2"),
        ("formula", {}, "H₂SO₄", "H2O4S"),
        ("formula", {}, "Ca(OH)2", "H2CaO2"),
    ],
)
def test_what_people_write_has_one_normal_form(kind: str, rule: dict[str, Any], words: str, value: Any) -> None:
    assert read(kind, rule, words) == value


@pytest.mark.parametrize(
    ("kind", "rule", "words", "key"),
    [
        ("choices", ABC, "delta", "choices-unknown"),
        ("choices", ABC, "", "choices-too-few"),
        ("choices", {**ABC, "max": 1}, "1, 2", "choices-too-many"),
        ("ranking", ABC, "1, 2", "ranking-incomplete"),
        ("ranking", ABC, "1, 2, 2", "ranking-incomplete"),
        ("pair", {"options": ["A", "B"]}, "tie", "choices-unknown"),
        ("rating", {"from": 1, "to": 5}, "6", "number-too-large"),
        ("rating", {"from": 1, "to": 5}, "0", "number-too-small"),
        ("rating", {"from": 1, "to": 5}, "4.5", "number-not-whole"),
        ("rating", {"from": 1, "to": 5}, "good", "number-not-a-number"),
        ("formula", {}, "water", "formula-unreadable"),
        ("formula", {}, "co2", "formula-unreadable"),
        ("formula", {}, "", "formula-unreadable"),
        ("formula", {}, "H" * 5000, "formula-unreadable"),
        ("formula", {}, "😀", "formula-unreadable"),
    ],
)
def test_what_can_not_be_read_is_handed_back(kind: str, rule: dict[str, Any], words: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        read(kind, rule, words)
    assert refused.value.key == key


def test_what_is_right() -> None:
    assert is_right(AnswerKind.CHOICES, {"expected": ["B", "A"]}, ["A", "B"]) is True
    assert is_right(AnswerKind.RANKING, {"expected": ["B", "A"]}, ["A", "B"]) is False
    assert is_right(AnswerKind.RATING, {"expected": 4, "tolerance": 1}, 3) is True
    assert is_right(AnswerKind.RATING, {"expected": 4}, 3) is False
    assert is_right(AnswerKind.FORMULA, {"expected": "C2H4O2"}, read("formula", {}, "CH3COOH")) is True
    assert is_right(AnswerKind.PAIR, {}, "A") is None


@given(st.sampled_from(["choices", "ranking", "pair", "rating", "formula"]), st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_handed_back(kind: str, words: str) -> None:
    rule = {"options": ["A", "B"]} if kind in ("choices", "ranking", "pair") else {}
    with suppress(Refused):  # anything else would be a traceback for whoever typed it
        assert read(kind, rule, words) is not None


@pytest.mark.parametrize(
    ("words", "expected", "correct"),
    [("x^2 - 1", "(x-1)(x+1)", True), ("x**2 + 1", "(x-1)(x+1)", False), ("sin(x)^2 + cos(x)^2", "1", True)],
)
def test_expressions_are_compared_by_what_they_mean(words: str, expected: str, correct: bool) -> None:
    assert read_math({"expected": expected}, words, seconds=120)[1] is correct


def test_an_expression_that_is_none_too_long_or_never_ends_is_handed_back() -> None:
    for words, seconds, key in (
        ("$", 20.0, "math-unreadable"),
        ("x" * (MOST_OF_AN_EXPRESSION + 1), 20.0, "math-too-long"),
        ("x+1", 0.05, "math-too-slow"),
    ):
        with pytest.raises(Refused) as refused:
            read_math({"expected": "1"}, words, seconds)
        assert refused.value.key == key


def errand(words: str) -> Errand:
    nobody = Account(person_id=PersonId(1), platform="telegram", external_id="1", chat_id="1", last_seen_at=READER.now)
    payload = {"name": "q1", "words": words}
    return Errand(1, "read-math", payload, nobody, Person(name="Sara", created_at=READER.now))


async def test_a_job_reads_an_expression_and_names_the_question_again() -> None:
    read_by = MathJobs().by_kind["read-math"]

    assert await read_by(errand("٢x + x")) == {"name": "q1", "words": "٢x + x", "value": "x + 2*x"}
    with pytest.raises(Failed) as failed:
        await read_by(errand("$"))
    assert (failed.value.key, failed.value.variables["name"]) == ("math-unreadable", "q1")
