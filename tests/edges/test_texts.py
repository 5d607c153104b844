"""Every text in every language, with the same variables; every text that the code asks for, and none besides."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import handlers.dispatch
import handlers.sweeps
from bot.chat.message import Text
from bot.chat.texts import LANGUAGES, LOCALES, Reader, keys, plain, render
from bot.playground.telegram.html import parse
from handlers.routes import COMMANDS
from tests.platforms.post import now

ROOT = Path(__file__).parents[2]
CODE = [
    file
    for folder in ("bot", "handlers", "models")
    for file in sorted((ROOT / folder).rglob("*.py"))
    if "playground" not in file.parts
]
SAYING = ("say", "text", "Text", "Refused", "Failed")
LOADED = (handlers.dispatch, handlers.sweeps)
"""Imported for the commands that they register."""
SAMPLES: tuple[Any, ...] = (0, 1, 2, 3, 11, 100, 1000)
"""One of each plural category in Arabic: zero, one, two, few, many, other."""


class Variables(Visitor):
    """The names of all variables, those of selectors, nested patterns and texts that it refers to included."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.selectors: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.names.add(node.id.name)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:
        if isinstance(node.selector, ftl.VariableReference):
            self.selectors.add(node.selector.id.name)
        self.generic_visit(node)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:
        self.visit(WRITTEN["en"][node.id.name])


def written(language: str) -> dict[str, ftl.Message]:
    found: dict[str, ftl.Message] = {}
    for file in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{file.name}: {entry.content}"
            if isinstance(entry, ftl.Message):
                assert entry.id.name not in found, f"{file.name}: {entry.id.name} stands twice"
                found[entry.id.name] = entry
    return found


WRITTEN = {language: written(language) for language in LANGUAGES}


def variables(message: ftl.Message) -> Variables:
    visitor = Variables()
    visitor.visit(message)
    return visitor


def literals() -> Iterator[tuple[str, str]]:
    """Each string in the code that could be a key, with its place; docstrings are left out by their shape."""
    for file in CODE:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, f"{file.relative_to(ROOT)}:{node.lineno}"


def prefixes() -> set[str]:
    """What stands before, between and after the variable parts of f-strings, as patterns of keys."""
    found = set()
    for file in CODE:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(str(v.value)) if isinstance(v, ast.Constant) else ".+" for v in node.values]
                pattern = "".join(parts)
                if re.fullmatch(r"(?:[a-z0-9\\-]|\.\+)+", pattern) and "-" in pattern:
                    found.add(pattern)
    return found


def asked_for() -> dict[str, str]:
    """The keys that `say`, `text`, `Text`, `Refused` and `way` are called with as they stand, and where."""
    found: dict[str, str] = {}
    for file in CODE:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            key = node.args[0].value
            if name in SAYING and isinstance(key, str) and re.fullmatch("[a-z][a-z0-9-]*", key):
                found[key] = f"{file.relative_to(ROOT)}:{node.lineno}"
    return found | {f"command-{word}": "a command" for word in COMMANDS}


def test_every_language_has_the_same_texts() -> None:
    first, *others = LANGUAGES
    for other in others:
        assert sorted(WRITTEN[first].keys() ^ WRITTEN[other].keys()) == []
    assert {language: set(keys(language)) for language in LANGUAGES} == {
        language: set(texts) for language, texts in WRITTEN.items()
    }


def test_every_language_has_the_same_variables() -> None:
    first, *others = LANGUAGES
    odd = {
        key: (variables(WRITTEN[first][key]).names, variables(WRITTEN[other][key]).names)
        for other in others
        for key in WRITTEN[first].keys() & WRITTEN[other].keys()
        if variables(WRITTEN[first][key]).names != variables(WRITTEN[other][key]).names
    }
    assert odd == {}


def test_every_text_that_the_code_asks_for_exists() -> None:
    missing = {key: where for key, where in asked_for().items() if key not in WRITTEN["en"]}
    for word in ("mail-failed", "page-away", "register-away"):  # between a runner and its handler, never shown
        missing.pop(word, None)
    assert missing == {}


def test_no_text_is_dead() -> None:
    said = {value for value, _ in literals()} | set(asked_for())
    patterns = [re.compile(pattern) for pattern in prefixes()]
    dead = [key for key in WRITTEN["en"] if key not in said and not any(p.fullmatch(key) for p in patterns)]
    assert dead == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_renders_in_every_plural_and_is_telegrams_html(language: str) -> None:
    reader = Reader(language, "Asia/Amman", now())
    for key, message in WRITTEN[language].items():
        found = variables(message)
        choosers = sorted(found.selectors)
        for numbers in itertools.product(SAMPLES, repeat=min(2, len(choosers))):
            given: dict[str, Any] = dict.fromkeys(found.names, "<Sara & سارة>")
            given |= dict.fromkeys(choosers, 3) | dict(zip(choosers, numbers, strict=False))
            shown = render(Text(key, given), reader)
            words, entities = parse(shown)
            assert words.strip(), key
            assert {entity["type"] for entity in entities} <= {"bold", "italic", "code"}, key
            assert plain(Text(key, given), reader) == words, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_menu_lines_fit(language: str) -> None:
    lines = {word: plain(Text(f"command-{word}"), Reader(language, "UTC", now())) for word in COMMANDS}
    assert {word: line for word, line in lines.items() if len(line) > 60} == {}


def test_arabic_is_arabic() -> None:
    """A text left in English would go unnoticed otherwise; those without a word of their own are fine."""
    odd = []
    for key, message in WRITTEN["ar"].items():
        reader = Reader("ar", "UTC", now())
        words = re.sub(r"[^\w]|[\d_]", "", plain(Text(key, dict.fromkeys(variables(message).names, 3)), reader))
        if len(words) > 12 and not re.search("[\u0600-\u06ff]", words):
            odd.append(key)
    assert odd == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_slacks_own_command_is_not_spelled_as_one_of_ours(language: str) -> None:
    reader = Reader(language, "UTC", now(), "/callboard ")

    assert "/invite @Callboard" in plain(Text("room-none"), reader)
