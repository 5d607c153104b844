"""Modals for tests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

Opened = Callable[..., Awaitable[dict[str, Any]]]


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def field(block_id: str, **more: Any) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "it", **more.pop("element", {})}
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": element, **more}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    view = {"type": "modal", "title": plain("New task"), "submit": plain("Save"), "callback_id": "form"}
    return view | {"blocks": list(blocks or [field("title"), field("words", optional=True)])} | more
