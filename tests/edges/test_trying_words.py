"""`callboard try field`, `names` and `answer`: how the service would read it, one at a time or a line each."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app


def tried(*arguments: str, given: str | bytes = "") -> Result:
    return CliRunner().invoke(app, ["try", *arguments], input=given)


def test_a_phrase_gives_ranked_fields_with_their_codes() -> None:
    found = json.loads(tried("field", "liver transplants", "--json").stdout)
    assert found[0] == {
        "code": "hepatology",
        "label_en": "Hepatology",
        "label_ar": "أمراض الكبد",
        "isced": "0912",
        "score": 100.0,
    }
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    assert "hepatology" in tried("field", "liver transplants").stdout
    assert tried("field", "😀").stdout == "No field resembles that.\n"


def test_many_phrases_give_a_line_each_even_those_that_are_nothing() -> None:
    shown = tried("field", "-", "--json", given="liver transplants\n\nطب القلب\n\udcff".encode("utf-8", "replace"))
    lines = [json.loads(line) for line in shown.stdout.splitlines()]
    assert [line[0]["code"] if line else None for line in lines] == ["hepatology", None, "cardiology", None]


def test_two_names() -> None:
    assert json.loads(tried("names", "Layla Haddad", "ليلى الحداد", "--json").stdout) == {
        "match": True,
        "score": 97.6,
        "reason": "script",
    }
    assert tried("names", "Ahmed Saleh", "Hamed Saleh").stdout == "no match, 30.0: the given names differ.\n"
    assert tried("names", "Ahmed Saleh").exit_code == 2


def test_many_names() -> None:
    shown = tried("names", "-", "--json", given="Ahmed\tAhmad\nOmar Said\tAmr Said\n")
    assert [json.loads(line)["match"] for line in shown.stdout.splitlines()] == [True, False]
    shown = tried("names", "-", given="Ahmed\tAhmad\nOmar Said\n")
    assert shown.exit_code == 1 and "line 2" in shown.stderr and len(shown.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("kind", "rule", "words", "value", "correct"),
    [
        ("number", '{"unit": "mg/dL", "expected": "5", "tolerance": "0.1"}', "٥٫١ mg/dl", "5.1", True),
        ("number", '{"unit": "mg/dL", "expected": "5", "tolerance": "0.1"}', "5.11", "5.11", False),
        ("number", "{}", "1e3", "1E+3", None),
        ("choice", '{"options": ["A", "B"], "expected": "B"}', "2", "B", True),
        ("choice", '{"options": ["A", "B"]}', "a", "A", None),
        ("text", '{"min_length": 3, "max_length": 20}', " لأن الكبد ", "لأن الكبد", None),
    ],
)
def test_an_accepted_answer_has_its_normal_form(
    kind: str, rule: str, words: str, value: str, correct: bool | None
) -> None:
    found = json.loads(tried("answer", "--kind", kind, "--rule", rule, words, "--json").stdout)
    assert found == {"accepted": True, "value": value, "correct": correct, "refusal": None}


def test_a_refused_answer_says_what_would_be_right() -> None:
    found = json.loads(tried("answer", "--kind", "text", "--rule", '{"min_length": 10}', "no", "--json").stdout)
    assert (found["accepted"], found["refusal_key"]) == (False, "answer-too-short")
    assert "at least" in found["refusal"]
    assert tried("answer", "--kind", "number", "many").stdout.startswith("refused: I can't read")


def test_many_answers() -> None:
    lines = [{"kind": "number", "text": "5"}, {"kind": "choice", "rule": {"options": ["A", "B"]}, "text": "C"}]
    shown = tried("answer", "-", "--json", given="\n".join(json.dumps(line) for line in lines))
    assert [json.loads(line)["accepted"] for line in shown.stdout.splitlines()] == [True, False]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--kind", "dance", "x"), "kind: 'dance' is none of choice, number, text, choices"),
        (("--kind", "choice", "x"), "rule: not one for choice"),
        (("--kind", "choice", "--rule", "[1]", "x"), "--rule: not a JSON object"),
        (("--kind", "choice", "--rule", "{", "x"), "--rule: not JSON"),
        (("--kind", "number", "--rule", '{"expected": "five"}', "5"), "rule: not one for number"),
    ],
)
def test_what_is_no_question_is_one_line_and_1(arguments: tuple[str, ...], said: str) -> None:
    shown = tried("answer", *arguments)
    assert shown.exit_code == 1 and said in shown.stderr and len(shown.stderr.splitlines()) == 1


def test_a_kind_is_needed() -> None:
    assert tried("answer", "5").exit_code == 2
