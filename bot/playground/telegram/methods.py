"""The methods of the Bot API that are spoken here: what each takes, and what carries it out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.playground.wire import Json

from . import receiving, writing
from .parameters import Kind, boolean, chat, file, integer, parsed, text

if TYPE_CHECKING:
    from .server import TelegramServer


@dataclass(frozen=True, slots=True)
class Method:
    """A method: its parameters, what runs it, and whether it counts as a send for the limits.

    Exactly one of `run` and `wait_for` is there.
    """

    name: str
    parameters: Mapping[str, Kind]
    run: Callable[[TelegramServer, Json], Any] | None = None
    wait_for: Callable[[TelegramServer, Json], Awaitable[Any]] | None = None
    is_send: bool = False


def _profile_text(kind: str) -> list[Method]:
    name = "".join(word.capitalize() for word in kind.split("_"))
    return [
        Method(f"setMy{name}", {kind: text, "language_code": text}, lambda s, p: s.profile.set_text(kind, p)),
        Method(f"getMy{name}", {"language_code": text}, lambda s, p: s.profile.text(kind, p)),
    ]


_WHERE: Mapping[str, Kind] = {"business_connection_id": text, "chat_id": chat}
_SEND: Mapping[str, Kind] = {
    **_WHERE,
    "message_thread_id": integer,
    "direct_messages_topic_id": integer,
    "disable_notification": boolean,
    "protect_content": boolean,
    "allow_paid_broadcast": boolean,
    "message_effect_id": text,
    "suggested_post_parameters": parsed,
    "reply_parameters": parsed,
    "reply_markup": parsed,
}
_EDIT: Mapping[str, Kind] = {
    **_WHERE,
    "message_id": integer,
    "inline_message_id": text,
    "reply_markup": parsed,
}
_TEXT: Mapping[str, Kind] = {
    "text": text,
    "parse_mode": text,
    "entities": parsed,
    "link_preview_options": parsed,
}
_CAPTION: Mapping[str, Kind] = {
    "caption": text,
    "parse_mode": text,
    "caption_entities": parsed,
    "show_caption_above_media": boolean,
}
_SCOPE: Mapping[str, Kind] = {"scope": parsed, "language_code": text}

_ALL = [
    Method("getMe", {}, receiving.get_me),
    Method(
        "getUpdates",
        {"offset": integer, "limit": integer, "timeout": integer, "allowed_updates": parsed},
        wait_for=receiving.get_updates,
    ),
    Method(
        "setWebhook",
        {
            "url": text,
            "certificate": file,
            "ip_address": text,
            "max_connections": integer,
            "allowed_updates": parsed,
            "drop_pending_updates": boolean,
            "secret_token": text,
        },
        wait_for=receiving.set_webhook,
    ),
    Method("deleteWebhook", {"drop_pending_updates": boolean}, wait_for=receiving.delete_webhook),
    Method("getWebhookInfo", {}, receiving.get_webhook_info),
    Method("sendMessage", {**_SEND, **_TEXT}, writing.send_message, is_send=True),
    Method(
        "sendPhoto",
        {**_SEND, **_CAPTION, "photo": file, "has_spoiler": boolean},
        writing.send_photo,
        is_send=True,
    ),
    Method(
        "sendDocument",
        {**_SEND, **_CAPTION, "document": file, "thumbnail": file, "disable_content_type_detection": boolean},
        writing.send_document,
        is_send=True,
    ),
    Method("editMessageText", {**_EDIT, **_TEXT}, writing.edit_message_text, is_send=True),
    Method("editMessageCaption", {**_EDIT, **_CAPTION}, writing.edit_message_caption, is_send=True),
    Method("editMessageReplyMarkup", _EDIT, writing.edit_message_reply_markup, is_send=True),
    Method("deleteMessage", {"chat_id": chat, "message_id": integer}, writing.delete_message),
    Method("sendChatAction", {**_WHERE, "message_thread_id": integer, "action": text}, writing.send_chat_action),
    Method(
        "answerCallbackQuery",
        {"callback_query_id": text, "text": text, "show_alert": boolean, "url": text, "cache_time": integer},
        lambda server, params: server.callbacks.answer(params),
    ),
    Method("setMyCommands", {**_SCOPE, "commands": parsed}, lambda server, params: server.profile.set_commands(params)),
    Method("getMyCommands", _SCOPE, lambda server, params: server.profile.commands(params)),
    Method("deleteMyCommands", _SCOPE, lambda server, params: server.profile.delete_commands(params)),
    *_profile_text("name"),
    *_profile_text("description"),
    *_profile_text("short_description"),
    Method("setChatMenuButton", {"chat_id": chat, "menu_button": parsed}, receiving.set_menu_button),
    Method("getChatMenuButton", {"chat_id": chat}, lambda server, params: server.profile.menu_button(params)),
    Method("getFile", {"file_id": text}, lambda server, params: server.files.link(params.get("file_id", ""))),
    Method("getChat", {"chat_id": chat}, receiving.get_chat),
]
METHODS = {method.name: method for method in _ALL}
METHODS_IN_LOWER_CASE = {name.lower(): method for name, method in METHODS.items()}
