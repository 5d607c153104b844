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
    return "\n".join(
        text(words, names) if "type" in words else mrkdwn.unescape(words["text"]) for words in texts(blocks)
    )


def mentions(blocks: list[Json]) -> list[str]:
    """Whom the blocks notify."""
    found: list[str] = []
    for words in texts(blocks):
        if words.get("type") == "mrkdwn":
            found += mrkdwn.mentions(words["text"], typed=not words.get("verbatim"))
        elif "type" not in words:
            found += mrkdwn.mentions(words["text"], typed=True)
    return found


def texts(blocks: list[Json]) -> Iterator[Json]:
    """The text objects of the blocks; without `type` it is one that Slack reads as mrkdwn anyway."""
    for block in blocks:
        match block["type"]:
            case "context":
                yield from (each for each in block["elements"] if each["type"] != "image")
            case "markdown":
                yield {"text": block["text"]}
            case "rich_text":
                yield {"text": _rich(block["elements"])}
            case _:
                candidates = [
                    block.get("text"),
                    *block.get("fields", ()),
                    block.get("title"),
                    block.get("label"),
                    block.get("hint"),
                ]
                yield from (each for each in candidates if each)


def _rich(value: Any) -> str:
    if isinstance(value, list):
        return "".join(_rich(each) for each in value)
    if not isinstance(value, dict):
        return ""
    if value.get("type") in ("user", "broadcast"):
        return f"<{'@' if value['type'] == 'user' else '!'}{value.get('user_id') or value.get('range')}>"
    return mrkdwn.escape(str(value.get("text") or "")) + _rich(value.get("elements"))


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
