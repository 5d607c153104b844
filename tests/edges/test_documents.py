"""What the documents name exists: commands, options, settings, chat commands and files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperCommand, TyperGroup

import handlers.dispatch
from bot.__main__ import app
from bot.config import Settings, keys
from handlers.routes import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LOADED = handlers.dispatch
"""Imported for the commands that it registers."""
GROUP = typer.main.get_command(app)
OTHERS = {"healthz", "readyz", "metrics", "newbot", "deletebot", "callboard"}
"""Routes of the web server, what @BotFather understands, and Slack's one command for all."""


def code(page: Path) -> Iterator[str]:
    """What stands in backticks or in a fenced block, line by line."""
    text = page.read_text("utf-8")
    for block in re.findall(r"```[a-z]*\n(.*?)```", text, re.DOTALL):
        yield from block.splitlines()
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def command(line: str) -> TyperCommand | None:
    """The command that a line calls; AssertionError if there is none of that name."""
    called = re.search(r"(?<!/)\bcallboard ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?", line)
    if called is None:
        return None
    assert isinstance(GROUP, TyperGroup)
    found = GROUP.commands.get(called[1])
    if isinstance(found, TyperGroup):
        if called[2] is None:  # the group as such
            return None
        found = found.commands.get(called[2])
    assert isinstance(found, TyperCommand), line
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_option_exists(page: Path) -> None:
    for line in code(page):
        found = command(line)
        if found is not None:
            known = {option for parameter in found.params for option in parameter.opts} | {"--help"}
            rest = line.partition("callboard ")[2].partition("#")[0]
            assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= known, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_setting_exists(page: Path) -> None:
    known = {name for name, _ in keys()}
    variables = {f"CALLBOARD_{name.replace('.', '__').upper()}" for name in known}
    for line in code(page):
        for section, key in re.findall(r"\b([a-z]+)\.([a-z_]+)\b(?![./(])", line):
            if section in Settings.model_fields and key not in ("py", "toml", "md", "db", "csv"):
                assert f"{section}.{key}" in known, line
        for variable in re.findall(r"\bCALLBOARD_[A-Z]+__[A-Z_]+", line):
            assert variable.removesuffix("_FILE") in variables or variable == "CALLBOARD_SECTION__KEY", line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_chat_command_exists(page: Path) -> None:
    for line in code(page):
        for word in re.findall(r"(?:^|\s)/([a-z]+)(?=$|\s)", line):
            assert word in COMMANDS or word in OTHERS, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target
