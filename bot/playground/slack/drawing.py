"""Messages and views as the page gets them: safe HTML, buttons, and fields with what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.playground.wire import Json, encode

from . import mrkdwn, rich
from .kit import reading
from .message import SlackMessage
from .views import View

SIDE_BY_SIDE = 2


def message(found: SlackMessage) -> Json:
    """A message in the form that the page shows."""
    lines = [part["html"] for part in parts(list(found.blocks), found.names) if part["kind"] in ("text", "header")]
    if not found.blocks:
        lines = [mrkdwn.html(found.text, found.names)] if found.mrkdwn else [mrkdwn.safe(found.text)]
    file = found.files[0] if found.files else None
    return {
        "message_id": found.ts,
        "from_bot": found.from_bot,
        "at": float(found.ts),
        "edited_at": float(found.edited) if found.edited else None,
        "text": found.shown,
        "html": "\n".join(lines),
        "buttons": rows(found),
        "photo": None,
        "document": file and {
            "url": f"/play/slack-file/{file.team}/{file.id}", "name": file.name, "size": len(file.content),
            "mime": file.mime,
        },
        "reply_to": None,
        "only_you": found.only_for is not None,
    }  # fmt: skip


def rows(found: SlackMessage) -> list[list[Json]]:
    """The buttons of a message, two in a row; a menu's choices are buttons, too."""
    acting = [button for _, element in found.elements for button in buttons(element)]
    return [acting[at : at + SIDE_BY_SIDE] for at in range(0, len(acting), SIDE_BY_SIDE)]


def buttons(element: Json) -> list[Json]:
    """An element as buttons; `data` is what a press on one sends back."""
    if element["type"] == "button":
        data = encode([element["action_id"], element.get("value")])
        return [
            {"text": reading.label(element), "data": data, "style": element.get("style"), "url": element.get("url")}
        ]
    return [{"text": each["text"], "data": encode([element["action_id"], each["value"]])} for each in choices(element)]


def view(shown: View | None, names: Mapping[str, str]) -> Json | None:
    """A modal or the home tab."""
    if shown is None:
        return None
    given = shown.given
    return {
        "id": shown.id,
        **{name: reading.text(given[name]) if given.get(name) else None for name in ("title", "submit", "close")},
        "parts": list(parts(given["blocks"], names, shown.values)),
        "errors": shown.errors,
    }


def parts(blocks: list[Json], names: Mapping[str, str], values: Json | None = None) -> Iterator[Json]:
    """The blocks one below the other, as texts, headers, lines, rows of buttons, and fields."""
    for block in blocks:
        if block["type"] == "divider":
            yield {"kind": "divider"}
        elif block["type"] == "input":
            yield _field(block, (values or {}).get(block["block_id"], {}))
        else:
            kind = "header" if block["type"] == "header" else "text"
            yield from ({"kind": kind, "html": html} for html in _html(block, names))
        acting = [each for _, element in reading.elements([block]) for each in buttons(element)]
        if acting and block["type"] != "input":
            yield {"kind": "buttons", "buttons": acting}


def choices(element: Json) -> list[Json]:
    """The options of a menu, as text and value."""
    groups = element.get("option_groups") or [element]
    found = [each for group in groups for each in group.get("options", ())]
    return [{"text": reading.text(each["text"]), "value": each["value"]} for each in found]


def _html(block: Json, names: Mapping[str, str]) -> Iterator[str]:
    if block["type"] == "rich_text":
        yield rich.html(block, names)
        return
    for words in reading.texts([block], names):
        if words["type"] == "plain_text":
            yield mrkdwn.safe(words["text"])
        else:
            yield mrkdwn.html(words["text"], names)


def _field(block: Json, values: Json) -> Json:
    element = block["element"]
    value = values.get(element["action_id"], {})
    given: Any = next((each for name, each in value.items() if name != "type"), None)
    if isinstance(given, dict):
        given = given["value"]
    elif isinstance(given, list):
        given = [each["value"] for each in given if isinstance(each, dict)]
    hint = block.get("hint")
    return {
        "kind": "input", "block_id": block["block_id"], "action_id": element["action_id"], "element": element["type"],
        "label": reading.text(block["label"]), "hint": reading.text(hint) if hint else "",
        "optional": bool(block.get("optional")), "live": bool(block.get("dispatch_action")),
        "multiline": bool(element.get("multiline")),
        "placeholder": reading.label(element), "options": choices(element), "value": given,
    }  # fmt: skip
