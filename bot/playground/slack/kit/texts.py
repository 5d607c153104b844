"""Composition objects: texts, options and confirmations."""

from __future__ import annotations

from typing import Any

from .rules import Problems, Rule, all_of, array, boolean, by_type, complain, one_of, record, string

_PLAIN, _MRKDWN = one_of("plain_text"), one_of("mrkdwn")


def plain_text(limit: int) -> Rule:
    """A plain_text object of 1 to `limit` characters."""
    fields = {"type": _PLAIN, "text": string(limit, 1), "emoji": boolean}
    return record(fields, "type", "text")


def text(limit: int) -> Rule:
    """A plain_text or mrkdwn object of 1 to `limit` characters."""
    marked = record({"type": _MRKDWN, "text": string(limit, 1), "verbatim": boolean}, "type", "text")
    return by_type({"plain_text": plain_text(limit), "mrkdwn": marked})


def option(*, marked: bool = False, url: bool = False) -> Rule:
    """An option; only those of radio buttons and checkboxes may have mrkdwn, only an overflow's a link."""
    words = text if marked else plain_text
    fields = {"text": words(75), "value": string(150, 1), "description": words(75)}
    if url:
        fields["url"] = string(3000)
    return record(fields, "text", "value")


def options(most: int, least: int = 1, *, marked: bool = False, url: bool = False) -> Rule:
    """A list of options with values that differ."""
    return all_of(array(option(marked=marked, url=url), most, least), distinct_values)


def distinct_values(value: Any, at: str, problems: Problems) -> None:
    """No two options have the same value: a choice must be clear."""
    found = [each.get("value") for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    if len({str(each) for each in found}) < len(found):
        complain(problems, "options must have distinct values", at)


OPTION_GROUPS = array(record({"label": plain_text(75), "options": options(100)}, "label", "options"), 100, 1)
CONFIRM = record(
    {
        "title": plain_text(100),
        "text": text(300),
        "confirm": plain_text(30),
        "deny": plain_text(30),
        "style": one_of("primary", "danger"),
    },
    "title", "text", "confirm", "deny",
)  # fmt: skip
DISPATCH = record(
    {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)}, "trigger_actions_on"
)
