"""Blocks, and the surfaces that they stand on: messages, modals and the home tab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .elements import ELEMENTS, IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION
from .rules import (
    Problems,
    Rule,
    all_of,
    anything,
    array,
    boolean,
    by_type,
    complain,
    distinct,
    one_of,
    record,
    string,
)
from .texts import plain_text, text

TEXT_IN_ALL = 12_000
_CONTEXT = by_type({
    "image": ELEMENTS["image"],
    "plain_text": text(3000),
    "mrkdwn": text(3000),
})  # fmt: skip


def _block(fields: Mapping[str, Rule], *required: str) -> Rule:
    return record({"type": string(64), "block_id": string(255, 1), **fields}, "type", *required)


def _text_or_fields(value: Any, at: str, problems: Problems) -> None:
    if not value.get("text") and not value.get("fields"):
        complain(problems, "must define either `text` or `fields`", at)


def _label_for_input(value: Any, at: str, problems: Problems) -> None:
    element = value.get("element")
    if isinstance(element, dict) and element.get("type") == "file_input" and value.get("dispatch_action"):
        complain(problems, "file_input can't dispatch actions", at)


_ACTIONS = all_of(array(by_type(ELEMENTS, IN_ACTIONS), 25, 1), distinct("action_id"))
BLOCKS: dict[str, Rule] = {
    "section": all_of(
        _block({
            "text": text(3000), "fields": array(text(2000), 10, 1), "accessory": by_type(ELEMENTS, IN_SECTION),
            "expand": boolean,
        }),
        _text_or_fields,
    ),
    "header": _block({"text": plain_text(150)}, "text"),
    "divider": _block({}),
    "image": _block({**IMAGE, "title": plain_text(2000)}, "alt_text"),
    "context": _block({"elements": array(_CONTEXT, 10, 1)}, "elements"),
    "actions": _block({"elements": _ACTIONS}, "elements"),
    "input": all_of(
        _block(
            {
                "label": plain_text(2000), "element": by_type(ELEMENTS, IN_INPUT), "hint": plain_text(2000),
                "optional": boolean, "dispatch_action": boolean,
            },
            "label", "element",
        ),
        _label_for_input,
    ),
    "rich_text": _block({"elements": array(anything, 1000)}, "elements"),
    "markdown": record({"type": string(64), "block_id": string(255, 1), "text": string(12_000, 1)}, "type", "text"),
}  # fmt: skip
_IN_VIEWS = tuple(name for name in BLOCKS if name != "markdown")
_MESSAGE = all_of(array(by_type(BLOCKS), 50), distinct("block_id"))
_VIEW_BLOCKS = all_of(array(by_type(BLOCKS, _IN_VIEWS), 100), distinct("block_id"))
_ANY_VIEW: dict[str, Rule] = {
    "type": one_of("modal", "home"), "blocks": _VIEW_BLOCKS, "private_metadata": string(3000),
    "callback_id": string(255), "external_id": string(255),
}  # fmt: skip
_VIEWS = {
    "home": record(_ANY_VIEW, "type", "blocks"),
    "modal": record(
        _ANY_VIEW | {
            "title": plain_text(24), "submit": plain_text(24), "close": plain_text(24), "clear_on_close": boolean,
            "notify_on_close": boolean, "submit_disabled": boolean,
        },
        "type", "title", "blocks",
    ),
}  # fmt: skip
_VIEW = by_type(_VIEWS)


def problems_of_message(blocks: Any) -> Problems:
    """What is wrong with a message's blocks, in Slack's words; empty if nothing is."""
    problems: Problems = []
    _MESSAGE(blocks, "/blocks", problems)
    return problems


def problems_of_view(view: Any, kind: str) -> Problems:
    """What is wrong with a view that must be a modal or a home."""
    problems: Problems = []
    _VIEW(view, "/view", problems)
    if problems:
        return problems
    if view["type"] != kind:
        complain(problems, f"must be of type {kind}", "/view/type")
    has_input = any(block["type"] == "input" for block in view["blocks"])
    if kind == "modal" and has_input and not view.get("submit"):
        complain(problems, "missing required field: submit", "/view")
    return problems


def length_in_all(value: Any) -> int:
    """Characters in all texts of blocks together."""
    if isinstance(value, list):
        return sum(length_in_all(each) for each in value)
    if isinstance(value, dict):
        own = value.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(length_in_all(each) for each in value.values())
    return 0
