"""Rich text for the page: as its styles say, and nothing that anyone wrote is read as markup."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from bot.playground.wire import Json

TAGS = {"bold": "b", "italic": "i", "strike": "s", "code": "code"}


def html(block: Json, names: Mapping[str, str]) -> str:
    """A rich_text block, with only b, i, s and code in it."""
    return "\n".join(_part(part, names) for part in _inside(block))


def _part(part: Json, names: Mapping[str, str]) -> str:
    between = "\n" if part.get("type") == "rich_text_list" else ""
    return between.join(_run(each, names) for each in _inside(part))


def _inside(value: Json) -> list[Json]:
    """Slack checks little of rich text; what is none is passed over."""
    return [each for each in value.get("elements") or () if isinstance(each, dict)]


def _run(run: Json, names: Mapping[str, str]) -> str:
    if "elements" in run:
        return _part(run, names)
    whom = run.get("user_id") or run.get("range")
    words: Any = f"@{names.get(str(whom), whom)}" if whom else run.get("text") or run.get("url") or ""
    shown = escape(str(words))
    for style in run.get("style") or {}:
        if style in TAGS and run["style"][style]:
            shown = f"<{TAGS[style]}>{shown}</{TAGS[style]}>"
    return shown
