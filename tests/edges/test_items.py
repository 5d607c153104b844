"""`callboard items`: a bank comes in whole or not at all, with every mistake named by its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.cli.item_files import read_items
from bot.database import Database
from bot.storage import schema
from models.answer import AnswerKind
from models.field import by_code
from models.item import Item

SAMPLE = Path(__file__).parents[2] / "bot" / "demo" / "items.jsonl"
GOOD: dict[str, Any] = {
    "id": "law-1",
    "field": "law",
    "level": 1,
    "question": {"en": "Which?", "ar": "أيّها؟"},
    "options": [{"en": "This", "ar": "هذا"}, {"en": "That", "ar": "ذاك"}],
    "right": 2,
}


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CALLBOARD_DATABASE__URL", "sqlite:///callboard.db")
    made = Database("sqlite:///callboard.db")
    schema.upgrade(made)
    return made


def items(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["items", *arguments])


def stored(database: Database) -> list[Item]:
    with database.transaction() as session:
        return list(session.exec(select(Item).order_by("id")))


def written(name: str, *rows: Any) -> str:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    Path(name).write_text("\n".join(lines), "utf-8")
    return name


def test_the_sample_bank_is_sound_and_comes_in_once(database: Database) -> None:
    assert items("import", str(SAMPLE)).stdout == "24 added, 0 there before, 0 with a mistake.\n"
    assert items("import", str(SAMPLE)).stdout == "0 added, 24 there before, 0 with a mistake.\n"
    found = stored(database)
    assert {item.field_code for item in found} == {"hepatology", "general-reasoning"}
    assert len({item.right for item in found}) == 4
    assert all(by_code(item.field_code) and len(item.options) == 4 for item in found)
    assert all(set(one) == {"en", "ar"} for item in found for one in (item.question, *item.options))
    database.close()


def test_every_mistake_is_listed_with_its_line_and_nothing_is_stored(database: Database) -> None:
    file = written(
        "bank.jsonl",
        GOOD,
        {**GOOD, "id": "law-2", "field": "lawyering"},
        "{not json",
        "",
        {**GOOD, "id": "law-3", "right": 3},
        {**GOOD, "id": "law-1"},
        {**GOOD, "id": "law-4", "options": [{"en": "A", "ar": "أ"}, {"en": "a", "ar": "ب"}]},
        {**GOOD, "id": "law-5", "options": [{"en": "A"}, {"en": "B", "ar": "ب"}]},
        {**GOOD, "id": "law-6", "points": 3},
        {**GOOD, "id": "law-7", "level": True, "seconds": 5},
        {**GOOD, "id": "", "question": {"ar": "؟"}},
        "[1]",
    )
    shown = items("import", file)
    assert shown.exit_code == 1
    lines = shown.stderr.splitlines()
    assert [int(line.split("line ")[1].split(":")[0]) for line in lines] == [2, 3, 5, 6, 7, 8, 9, 10, 11, 12]
    for line, says in zip(
        lines,
        (
            "field: 'lawyering' is no code", "not JSON", "right: 3 is none of 1 to 2", "stands in line 1 already",
            "two are the same in 'en'", "options, 1: has en; the question has ar, en", "unknown: points",
            "level: True is none of 1 to 5", "id: 1 to 80 characters", "not a JSON object",
        ),
        strict=True,
    ):  # fmt: skip
        assert says in line
    assert shown.stdout == "0 added, 0 there before, 10 with a mistake.\n"
    assert stored(database) == []

    assert items("import", file, "--keep-good").exit_code == 1
    assert [item.name for item in stored(database)] == ["law-1"]
    database.close()


def test_csv_is_the_same(database: Database) -> None:
    file = written(
        "bank.csv",
        "\ufeffid,field,level,seconds,question_en,question_ar,options_en,options_ar,right",
        'law-1,law,1,,"Which, of these?",أيّها؟,This | That,هذا | ذاك,2',
        "law-2,law,x,60,Which?,,This|That,,1",
        "law-3,law,1,60,Which?,,This|That,,1",
        "law-4,law,1,60,Which?,أيّها؟,This|That,هذا,1",
    )
    shown = items("import", file, "--keep-good")
    assert "line 3: level: 'x' is none of 1 to 5" in shown.stderr
    assert "line 5: options, 2" in shown.stderr
    first, third = stored(database)
    assert (first.question["en"], first.options[1], first.right) == (
        "Which, of these?",
        {"en": "That", "ar": "ذاك"},
        1,
    )
    assert third.question == {"en": "Which?"}
    assert "unknown: points" in items("import", written("odd.csv", "id,points", "1,2")).stderr
    database.close()


def test_an_item_is_never_changed_under_its_id(database: Database) -> None:
    items("import", written("one.jsonl", GOOD))
    shown = items("import", written("two.jsonl", {**GOOD, "right": 1}, {**GOOD, "id": "law-2"}))
    assert shown.exit_code == 1
    assert "line 1: id: 'law-1' is there already with other words" in shown.stderr
    assert [(item.name, item.right) for item in stored(database)] == [("law-1", 1)]
    database.close()


def test_items_are_listed_and_retired(database: Database) -> None:
    items("import", written("one.jsonl", GOOD))
    assert items("list").stdout == "law-1\tlaw\t1\tasked\t0/0\tWhich?\n"
    assert items("list", "--field", "medicine").stdout == ""
    assert items("retire", "law-1").exit_code == 0
    assert json.loads(items("list", "--json").stdout)["state"] == "retired"
    assert items("retire", "law-9").exit_code == 1
    database.close()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_file_that_can_not_be_read_is_one_line(database: Database, content: bytes | None) -> None:
    if content is not None:
        Path("bank.jsonl").write_bytes(content)
    shown = items("import", "bank.jsonl")
    assert shown.exit_code == 1 and len(shown.stderr.splitlines()) == 1
    database.close()


def test_what_no_database_can_keep_is_a_mistake(database: Database) -> None:
    odd = (
        {**GOOD, "id": "\ud800"},
        {**GOOD, "id": "a\0"},
        {**GOOD, "id": "b", "question": {"en": "\udfff", "ar": "?"}},
    )
    Path("bank.jsonl").write_text("\n".join(json.dumps(row) for row in odd), "utf-8")
    shown = items("import", "bank.jsonl")
    assert shown.stdout == "0 added, 0 there before, 3 with a mistake.\n"
    assert [line.split(":")[0] for line in shown.stderr.splitlines()] == [f"bank.jsonl, line {n}" for n in (1, 2, 3)]
    database.close()


def test_a_file_that_breaks_off_after_many_lines_leaves_nothing(database: Database) -> None:
    whole = "\n".join(json.dumps({**GOOD, "id": f"law-{n}"}) for n in range(1500)).encode()
    Path("bank.jsonl").write_bytes(whole + b"\n\xff\xfe")
    shown = items("import", "bank.jsonl")
    assert shown.exit_code == 1 and shown.stderr.startswith("callboard: bank.jsonl can't be read")
    assert stored(database) == []
    database.close()


def test_a_name_is_found_again_across_pieces(database: Database) -> None:
    file = written("bank.jsonl", *({**GOOD, "id": f"law-{n % 2000}"} for n in range(2001)))
    shown = items("import", file)
    assert shown.stderr == "bank.jsonl, line 2001: id: 'law-0' stands in line 1 already\n"
    assert items("import", "--keep-good", file).stdout == "2000 added, 0 there before, 1 with a mistake.\n"
    assert [item.name for item in stored(database)] == [f"law-{n}" for n in range(2000)]
    database.close()


def test_a_bank_of_several_pieces_comes_in_and_is_listed_on_either_database(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CALLBOARD_DATABASE__URL", database_url)
    made = Database(database_url)
    schema.upgrade(made)
    names = [f"law-{n:04}" for n in range(2500)]
    file = written("bank.jsonl", *({**GOOD, "id": name} for name in names))

    assert items("import", file).stdout == "2500 added, 0 there before, 0 with a mistake.\n"
    assert items("import", file).stdout == "0 added, 2500 there before, 0 with a mistake.\n"
    shown = [json.loads(line) for line in items("list", "--json").stdout.splitlines()]
    assert [one["id"] for one in shown] == names
    assert shown[0] == {"id": "law-0000", "field": "law", "level": 1, "state": "asked", "answered": 0, "right": 0}
    made.close()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["en", "ar", "x"]), inner, max_size=3),
    max_leaves=8,
)


RULES = st.dictionaries(st.sampled_from(["expected", "tolerance", "unit", "from", "to", "x"]), JSON, max_size=4)


@given(st.dictionaries(st.sampled_from([*GOOD, "seconds"]), JSON, max_size=7), st.sampled_from(AnswerKind), RULES)
@settings(deadline=None, max_examples=500)
def test_whatever_a_line_holds_is_an_item_or_a_mistake(
    tmp_path_factory: pytest.TempPathFactory, change: Any, kind: AnswerKind, rule: Any
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.jsonl"
    row = {**GOOD, "kind": kind, **({"rule": rule, "options": None, "right": None} if rule else {}), **change}
    file.write_text(json.dumps(row), "utf-8")
    assert len(list(read_items(file))) == 1


NO_OPTIONS = {key: value for key, value in GOOD.items() if key not in ("options", "right")}
THREE = [{"en": word, "ar": word} for word in ("A", "B", "C")]


def test_items_of_other_kinds_come_in(database: Database) -> None:
    file = written(
        "bank.jsonl",
        {**GOOD, "id": "1", "kind": "choices", "options": THREE, "right": [3, 1]},
        {**GOOD, "id": "2", "kind": "ranking", "options": THREE, "right": [2, 3, 1]},
        {**GOOD, "id": "3", "kind": "pair"},
        {**NO_OPTIONS, "id": "4", "kind": "number", "rule": {"unit": "mg/dL", "expected": 5, "tolerance": "0.1"}},
        {**NO_OPTIONS, "id": "5", "kind": "rating", "rule": {"expected": 4}},
        {**NO_OPTIONS, "id": "6", "kind": "formula", "rule": {"expected": "CH3COOH"}},
    )
    assert items("import", file).stdout == "6 added, 0 there before, 0 with a mistake.\n"
    assert items("import", file).stdout == "0 added, 6 there before, 0 with a mistake.\n"
    assert [(item.kind.value, item.right, item.rule) for item in stored(database)] == [
        ("choices", 0, {"right": [2, 0]}),
        ("ranking", 0, {"right": [1, 2, 0]}),
        ("pair", 1, {}),
        ("number", 0, {"unit": "mg/dL", "expected": "5", "tolerance": "0.1"}),
        ("rating", 0, {"expected": "4", "from": 1, "to": 5}),
        ("formula", 0, {"expected": "C2H4O2"}),
    ]
    rows = "id,field,level,kind,question_en,options_en,right,rule", "7,law,1,choices,Which?,A|B|C,1|3,"
    number = '8,law,1,number,How many?,,,"{""unit"": """", ""expected"": ""12""}"'
    assert items("import", written("bank.csv", *rows, number)).stdout == "2 added, 0 there before, 0 with a mistake.\n"
    assert [item.rule for item in stored(database)][6:] == [{"right": [0, 2]}, {"unit": "", "expected": "12"}]
    database.close()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({**GOOD, "kind": "math"}, "kind: 'math' is none of choice, number, choices, rating, ranking, pair, formula"),
        ({**GOOD, "kind": ["x"]}, "kind: ['x'] is none of"),
        ({**GOOD, "kind": "choices"}, "right: 2 is no list of options' numbers"),
        ({**GOOD, "kind": "choices", "right": [1, 1]}, "right: each option's number at most once"),
        ({**GOOD, "kind": "ranking", "options": THREE, "right": [1, 2]}, "right: all 3 options' numbers"),
        ({**GOOD, "kind": "pair", "options": THREE, "right": 1}, "options: a pair has two"),
        ({**GOOD, "kind": "number", "rule": {"expected": 1}}, "options, right: a number has a rule instead"),
        ({**GOOD, "rule": {"expected": 1}}, "rule: a choice has options and right instead"),
        ({**NO_OPTIONS, "kind": "number"}, 'rule: {"expected": …} is needed'),
        ({**NO_OPTIONS, "kind": "number", "rule": {"expected": "NaN"}}, "rule, expected: 'NaN' is no number"),
        ({**NO_OPTIONS, "kind": "number", "rule": {"expected": 1, "tolerance": -1}}, "rule, tolerance: not below 0"),
        ({**NO_OPTIONS, "kind": "formula", "rule": {"expected": "water"}}, "'water' is no chemical formula"),
        ({**NO_OPTIONS, "kind": "rating", "rule": {"expected": 9}}, "rule, expected: 9 is not on the scale"),
        ({**NO_OPTIONS, "kind": "number", "rule": {"expected": 1, "units": "g"}}, "rule: unknown: units"),
    ],
)
def test_what_is_no_item_of_its_kind(database: Database, row: dict[str, Any], says: str) -> None:
    shown = items("import", written("bank.jsonl", row))

    assert says in shown.stderr and "line 1: " in shown.stderr
    assert stored(database) == []
    database.close()
