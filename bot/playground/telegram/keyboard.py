"""Buttons under a message: what Telegram accepts, and how the page sees them."""

from __future__ import annotations

from typing import Any

from bot.playground.wire import Json

from .errors import ApiError, bad_request

ACTIONS = (
    "url", "callback_data", "callback_game", "pay", "switch_inline_query", "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat", "login_url", "web_app", "copy_text",
)  # fmt: skip
_KNOWN = {"text", "style", "icon_custom_emoji_id", *ACTIONS}
_KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
BUTTONS, BUTTONS_IN_A_ROW, DATA_BYTES, COPY_LENGTH = 100, 8, 64, 256


def checked(markup: Any, *, only_inline: bool = False) -> Json | None:
    """The reply markup, or None where there is nothing to show; ApiError for what Telegram refuses."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup)
    if only_inline:
        raise bad_request("inline keyboard expected")
    if not any(kind in markup for kind in _KINDS):
        raise bad_request("object expected as reply markup")
    return markup


def _inline(markup: Json) -> Json | None:
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > BUTTONS or any(len(row) > BUTTONS_IN_A_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise _wrong("InlineKeyboardButton must be an Object")
    for name in button:
        if name not in _KNOWN:
            raise _wrong(f'unknown field "{name}"')
    if not isinstance(button.get("text"), str):
        raise _wrong('Field "text" must be of type String')
    if not button["text"]:
        raise bad_request("inline keyboard button text must be non-empty")
    if button.get("style") not in (None, "primary", "success", "danger", "default"):
        raise _wrong("invalid button style specified")
    actions = [name for name in ACTIONS if name in button and button[name] not in (None, "")]
    if "callback_data" in button and button["callback_data"] == "":
        raise bad_request("BUTTON_DATA_INVALID")
    if not actions:
        raise _wrong("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _wrong(f"exactly one action is allowed, found {' and '.join(actions)}")
    _check_action(actions[0], button[actions[0]])


def _check_action(name: str, value: Any) -> None:
    if name == "callback_data":
        if not isinstance(value, str):
            raise _wrong('Field "callback_data" must be of type String')
        if len(value.encode()) > DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif name == "url" and not (isinstance(value, str) and _is_link(value)):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    elif name == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= COPY_LENGTH:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _is_link(url: str) -> bool:
    host = url.removeprefix("http://").removeprefix("https://").split("/")[0]
    return url.startswith("tg://") or ("://" not in host and " " not in host and ("." in host or ":" in host))


def _wrong(text: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {text}")


def for_page(markup: Json | None) -> list[list[Json]]:
    """The rows of buttons with what the page needs of each: text, data, and url, style or copy if there."""
    if not markup or "inline_keyboard" not in markup:
        return []
    return [[_for_page(button) for button in row] for row in markup["inline_keyboard"]]


def _for_page(button: Json) -> Json:
    shown: Json = {"text": button["text"], "data": button.get("callback_data")}
    for name in ("url", "style"):
        if button.get(name):
            shown[name] = button[name]
    if "copy_text" in button:
        shown["copy"] = button["copy_text"]["text"]
    return shown
