"""Blocks as a person has them before the eyes: the words, the buttons, and what is given ids of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from bot.playground.slack import mrkdwn
from bot.playground.wire import Json

_IDS = count(1)


def with_ids(blocks: list[Json]) -> list[Json]:
    """The blocks with a block_id each, and an action_id for each element that acts, as Slack gives them."""
    return [_block_with_ids(_without_nulls(block)) for block in blocks]


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element that a person can act on, with its block."""
    for block in blocks:
        found = [block.get("accessory"), block.get("element")]
        if block["type"] == "actions":
            found += block["elements"]
        yield from ((block, each) for each in found if each and each["type"] != "image")


def label(element: Json) -> str:
    """What stands on a button; for anything else what stands in it before a choice."""
    words = element.get("text") or element.get("placeholder")
    return text(words) if words else ""


def text(words: Json, names: Mapping[str, str] | None = None) -> str:
    """A text object as it is read."""
    if words["type"] == "plain_text":
        return mrkdwn.plain(words["text"], emoji=words.get("emoji", True))
    return mrkdwn.shown(words["text"], names)


def read(blocks: list[Json], names: Mapping[str, str] | None = None) -> str:
    """All words of the blocks, a line for each text; without those on buttons and in menus."""
    return "\n".join(text(words, names) for words in texts(blocks, names))


def mentions(blocks: list[Json]) -> list[str]:
    """Whom the blocks notify."""
    found: list[str] = []
    for block in blocks:
        if block["type"] == "rich_text":
            found += _mentioned(block["elements"])
    for words in texts(blocks):
        if words["type"] == "mrkdwn":
            found += mrkdwn.mentions(words["text"], typed=not words.get("verbatim"))
    return found


def texts(blocks: list[Json], names: Mapping[str, str] | None = None) -> Iterator[Json]:
    """The text objects of the blocks. Markdown counts as mrkdwn; rich text is plain, its mentions by name."""
    for block in blocks:
        match block["type"]:
            case "context":
                yield from (each for each in block["elements"] if each["type"] != "image")
            case "markdown":
                yield {"type": "mrkdwn", "text": block["text"]}
            case "rich_text":
                lines = [_rich(each, names or {}) for each in block["elements"]]
                yield {"type": "plain_text", "text": "\n".join(lines), "emoji": False}
            case _:
                places = (block.get(name) for name in ("text", "title", "label", "hint"))
                yield from (each for each in (*places, *block.get("fields", ())) if each)


def _rich(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return "".join(_rich(each, names) for each in value)
    if not isinstance(value, dict):
        return ""
    whom = value.get("user_id") or value.get("range")
    words = f"@{names.get(str(whom), whom)}" if whom else str(value.get("text") or "")
    return mrkdwn.escape(words) + _rich(value.get("elements"), names)


def _mentioned(value: Any) -> list[str]:
    if isinstance(value, list):
        return [found for each in value for found in _mentioned(each)]
    if not isinstance(value, dict):
        return []
    whom = [value.get(name) for name in ("user_id", "range", "usergroup_id")]
    return [str(each) for each in whom if each] + _mentioned(value.get("elements"))


def _without_nulls(value: Any) -> Any:
    """A field that is null is a field that is not there."""
    if isinstance(value, list):
        return [_without_nulls(each) for each in value]
    if isinstance(value, dict):
        return {name: _without_nulls(each) for name, each in value.items() if each is not None}
    return value


def _block_with_ids(block: Json) -> Json:
    named: Json = {"block_id": f"b{next(_IDS):x}"} | block
    for place in ("accessory", "element"):
        if place in named:
            named[place] = _element_with_id(named[place])
    if named["type"] == "actions":
        named["elements"] = [_element_with_id(each) for each in named["elements"]]
    return named


def _element_with_id(element: Json) -> Json:
    return element if element["type"] == "image" else {"action_id": f"a{next(_IDS):x}"} | element
