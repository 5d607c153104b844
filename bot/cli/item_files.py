"""Files of test items, CSV or JSON lines: every mistake with its line, before anything is stored."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.cli.item_rules import WITH_OPTIONS, Wrong, kind_of, right_of, rule_of, within
from bot.errors import CannotStart
from models.answer import AnswerKind
from models.errors import Refused
from models.field import by_code

LEVELS = range(1, 6)
SECONDS = range(10, 1801)
OPTIONS = range(2, 9)
LONGEST_QUESTION, LONGEST_OPTION, LONGEST_NAME = 1000, 200, 80
KEYS = {"id", "field", "level", "seconds", "kind", "question", "options", "right", "rule"}
OPTIONAL = {"seconds", "question_ar", "options_ar", "kind", "rule"}
COLUMNS = {"id", "field", "level", "question_en", "options_en", "right"} | OPTIONAL
LANGUAGES = ("en", "ar")


@dataclass(frozen=True)
class ItemLine:
    """A sound item of a file, in the terms of `models.item.Item`."""

    line: int
    name: str
    field_code: str
    level: int
    seconds: int
    kind: AnswerKind
    question: dict[str, str]
    options: list[dict[str, str]]
    right: int
    rule: dict[str, Any]


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a line."""

    line: int
    says: str


def read_items(file: Path) -> Iterator[ItemLine | Mistake]:
    """Each item of a file, or the mistake in it, as it is read: no more of it than that is in memory.

    Raises:
        CannotStart: the file can't be read, or not any further.
    """
    try:
        with file.open(encoding="utf-8-sig") as content:
            for line, raw in _csv_lines(file, content) if file.suffix.lower() == ".csv" else _json_lines(content):
                yield _read(line, raw)
    except (OSError, ValueError, csv.Error) as unreadable:
        raise CannotStart(f"{file} can't be read: {unreadable}") from None


def _read(line: int, raw: Any) -> ItemLine | Mistake:
    try:
        return _item(line, raw)
    except Wrong as wrong:
        return Mistake(line, str(wrong))


def _json_lines(content: Iterable[str]) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(content, 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError as wrong:
                yield number, Wrong(f"not JSON: {wrong}")


def _csv_lines(file: Path, content: Iterable[str]) -> Iterator[tuple[int, Any]]:
    rows = csv.DictReader(content)
    unknown = set(rows.fieldnames or ()) - COLUMNS
    missing = COLUMNS - OPTIONAL - set(rows.fieldnames or ())
    if unknown or missing:
        raise CannotStart(
            f"{file}: columns are {', '.join(sorted(COLUMNS))}"
            + (f"; unknown: {', '.join(sorted(unknown))}" if unknown else "")
            + (f"; missing: {', '.join(sorted(missing))}" if missing else "")
        )
    for row in rows:
        yield rows.line_num, Wrong("more cells than columns") if None in row else _from_row(row)


def _from_row(row: dict[str, Any]) -> dict[str, Any]:
    """The same as a JSON line would be; options and several right ones stand in one cell, parted by |."""
    cells = {name: (value or "").strip() for name, value in row.items()}
    options = {one: [part.strip() for part in cells.get(f"options_{one}", "").split("|")] for one in LANGUAGES}
    options = {language: parts for language, parts in options.items() if parts != [""]}
    count = max((len(parts) for parts in options.values()), default=0)
    right = cells["right"].split("|")
    return {
        "id": cells["id"],
        "field": cells["field"],
        "level": _number(cells["level"]),
        "right": [_number(one.strip()) for one in right] if len(right) > 1 else _number(cells["right"]),
        **({"seconds": _number(cells["seconds"])} if cells.get("seconds") else {}),
        **({"kind": cells["kind"]} if cells.get("kind") else {}),
        **({"rule": _json(cells["rule"])} if cells.get("rule") else {}),
        "question": {one: cells[f"question_{one}"] for one in LANGUAGES if cells.get(f"question_{one}")},
        "options": [{one: parts[n] for one, parts in options.items() if n < len(parts)} for n in range(count)],
    }


def _number(cell: str) -> Any:
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 10 else cell


def _json(cell: str) -> Any:
    try:
        return json.loads(cell)
    except ValueError:
        return cell


def _item(line: int, raw: Any) -> ItemLine:
    if isinstance(raw, Wrong):
        raise raw
    if not isinstance(raw, dict):
        raise Wrong("not a JSON object")
    if unknown := raw.keys() - KEYS:
        raise Wrong(f"unknown: {', '.join(sorted(unknown))}; known are {', '.join(sorted(KEYS))}")
    name = raw.get("id")
    if not isinstance(name, str) or not 0 < len(name.strip()) <= LONGEST_NAME or not _is_text(name):
        raise Wrong(f"id: 1 to {LONGEST_NAME} characters are needed")
    question = _words(raw.get("question"), "question", LONGEST_QUESTION)
    kind = kind_of(raw.get("kind", "choice"))
    options, right, rule = _answer(kind, raw, set(question))
    return ItemLine(
        line,
        name.strip(),
        _field(raw.get("field")),
        within(raw.get("level"), "level", LEVELS),
        within(raw.get("seconds", 60), "seconds", SECONDS),
        kind,
        question,
        options,
        right,
        rule,
    )


def _answer(
    kind: AnswerKind, raw: dict[str, Any], languages: set[str]
) -> tuple[list[dict[str, str]], int, dict[str, Any]]:
    """The options, the place of the right one, and the rule."""
    if kind not in WITH_OPTIONS:
        if raw.get("options") or raw.get("right") not in (None, ""):
            raise Wrong(f"options, right: a {kind.value} has a rule instead")
        return [], 0, rule_of(kind, raw.get("rule"))
    if raw.get("rule"):
        raise Wrong(f"rule: a {kind.value} has options and right instead")
    options = _options(raw.get("options"), languages)
    if kind is AnswerKind.PAIR and len(options) != 2:
        raise Wrong("options: a pair has two")
    return options, *right_of(kind, raw.get("right"), len(options))


def _field(code: Any) -> str:
    try:
        return by_code(str(code)).code
    except Refused:
        raise Wrong(f"field: {code!r} is no code of the taxonomy; `callboard try field TEXT` finds it") from None


def _options(value: Any, languages: set[str]) -> list[dict[str, str]]:
    if not isinstance(value, list) or len(value) not in OPTIONS:
        raise Wrong(f"options: {OPTIONS.start} to {OPTIONS.stop - 1} are needed")
    options = [_words(one, f"options, {n}", LONGEST_OPTION) for n, one in enumerate(value, 1)]
    for n, one in enumerate(options, 1):
        if one.keys() != languages:
            raise Wrong(f"options, {n}: has {', '.join(sorted(one))}; the question has {', '.join(sorted(languages))}")
    for language in languages:
        if len({one[language].casefold() for one in options}) < len(options):
            raise Wrong(f"options: two are the same in {language!r}")
    return options


def _words(value: Any, key: str, most: int) -> dict[str, str]:
    if not isinstance(value, dict) or "en" not in value or value.keys() - set(LANGUAGES):
        raise Wrong(f'{key}: {{"en": …, "ar": …}} is needed; "ar" may be left out')
    for language, words in value.items():
        if not isinstance(words, str) or not 0 < len(words.strip()) <= most or not _is_text(words):
            raise Wrong(f"{key}: {language!r} has 1 to {most} characters")
    return {language: words.strip() for language, words in value.items()}


def _is_text(words: str) -> bool:
    """Whether any database can keep it: JSON can spell out half of a character, and none."""
    return "\0" not in words and not any("\ud800" <= character <= "\udfff" for character in words)
