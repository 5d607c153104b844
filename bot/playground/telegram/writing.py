"""The methods that write into a chat: send, edit, delete, and show that the bot is at work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.playground.wire import Json, Upload

from . import keyboard
from .chat import Chat
from .errors import bad_request
from .files import StoredFile
from .html import HtmlError, parse, utf16_length
from .message import ChatMessage

if TYPE_CHECKING:
    from .server import TelegramServer

TEXT_LIMIT, CAPTION_LIMIT, RAW_LIMIT = 4096, 1024, 2**15
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(server: TelegramServer, params: Json) -> Json:
    """Sends a text."""
    text, entities = _message_text(params)
    markup = keyboard.checked(params.get("reply_markup"))
    return _send(server, params, text=text, entities=entities, markup=markup)


def send_photo(server: TelegramServer, params: Json) -> Json:
    """Sends a photo, uploaded or by its id."""
    return _send_file(server, params, "photo", server.files.add_photo)


def send_document(server: TelegramServer, params: Json) -> Json:
    """Sends a file, uploaded or by its id."""
    return _send_file(server, params, "document", server.files.add_document)


def edit_message_text(server: TelegramServer, params: Json) -> Json:
    """Replaces a text and its buttons: without reply_markup there are none afterwards."""
    text, entities = _message_text(params)
    markup = keyboard.checked(params.get("reply_markup"), only_inline=True)
    chat, message = _editable(server, params)
    if message.file is not None:
        raise bad_request("there is no text in the message to edit")
    return _edit(server, chat, message, text, entities, markup)


def edit_message_caption(server: TelegramServer, params: Json) -> Json:
    """Replaces a caption and the buttons."""
    text, entities = _caption(params)
    markup = keyboard.checked(params.get("reply_markup"), only_inline=True)
    chat, message = _editable(server, params)
    if message.file is None:
        raise bad_request("there is no caption in the message to edit")
    return _edit(server, chat, message, text or None, entities, markup)


def edit_message_reply_markup(server: TelegramServer, params: Json) -> Json:
    """Replaces the buttons only."""
    markup = keyboard.checked(params.get("reply_markup"), only_inline=True)
    chat, message = _editable(server, params)
    return _edit(server, chat, message, message.text, list(message.entities), markup)


def delete_message(server: TelegramServer, params: Json) -> bool:
    """Deletes a message of either side."""
    if not params.get("message_id"):
        raise bad_request("message identifier is not specified")
    chat = server.chat_for(params)
    message = chat.message(params["message_id"], "delete")
    chat.check_writable()
    if message.at < server.time() - 48 * 3600:
        raise bad_request("message can't be deleted")
    chat.remove(message.message_id)
    return True


def send_chat_action(server: TelegramServer, params: Json) -> bool:
    """Shows "typing…" or the like."""
    if params.get("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = server.chat_for(params)
    chat.check_writable()
    chat.feed.publish({"type": "action", "action": params["action"]})
    return True


def _message_text(params: Json) -> tuple[str, list[Json]]:
    if not params.get("text"):
        raise bad_request("message text is empty")
    text, entities = _formatted(params["text"], params.get("parse_mode"), params.get("entities"))
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text, entities


def _caption(params: Json) -> tuple[str, list[Json]]:
    text, entities = _formatted(params.get("caption", ""), params.get("parse_mode"), params.get("caption_entities"))
    if utf16_length(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text, entities


def _formatted(text: str, parse_mode: str | None, entities: Any) -> tuple[str, list[Json]]:
    if len(text.encode(errors="replace")) > RAW_LIMIT:
        raise bad_request("text is too long")
    mode = (parse_mode or "none").lower()
    if mode == "html":
        try:
            text, entities = parse(text)
        except HtmlError as error:
            raise bad_request(f"can't parse entities: {error}") from None
    elif mode != "none":
        raise bad_request("unsupported parse_mode")
    else:
        entities = _entities(entities, utf16_length(text))
    return _trimmed(text, entities)


def _entities(found: Any, length: int) -> list[Json]:
    entities = found if isinstance(found, list) else []
    for entity in entities:
        if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
            raise bad_request("can't parse MessageEntity: expected an Object with a type")
        start, span = entity.get("offset"), entity.get("length")
        if not isinstance(start, int) or not isinstance(span, int) or not 0 <= start < start + span <= length:
            raise bad_request(f"entity beginning at UTF-16 offset {start} is outside of the text")
    return entities


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without space at its ends, as Telegram stores it."""
    stripped = text.strip()
    if len(stripped) == len(text) or not stripped:
        return stripped, entities if stripped else []
    before = utf16_length(text[: len(text) - len(text.lstrip())])
    length = utf16_length(stripped)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - before)
        end = min(length, entity["offset"] + entity["length"] - before)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return stripped, kept


def _send_file(server: TelegramServer, params: Json, name: str, store: Callable[[Upload], StoredFile]) -> Json:
    given = params.get(name)
    if not given:
        raise bad_request(f"there is no {name} in the request")
    text, entities = _caption(params)
    markup = keyboard.checked(params.get("reply_markup"))
    server.chat_for(params).check_writable()
    if isinstance(given, Upload):
        stored: StoredFile | None = store(given)
    else:
        stored = server.files.by_id(given)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.is_photo != (name == "photo"):
        sent, wanted = ("Photo", "Document") if stored.is_photo else ("Document", "Photo")
        raise bad_request(f"can't use file of type {sent} as {wanted}")
    return _send(server, params, text=text or None, entities=entities, markup=markup, file=stored)


def _send(
    server: TelegramServer,
    params: Json,
    *,
    text: str | None,
    entities: list[Json],
    markup: Json | None,
    file: StoredFile | None = None,
) -> Json:
    chat = server.chat_for(params)
    reply_to = _reply_to(chat, params.get("reply_parameters"))
    chat.check_writable()
    message = ChatMessage(chat.next_id(), True, server.time(), text, entities, markup, file, reply_to)
    chat.add(message)
    return chat.written(message)


def _reply_to(chat: Chat, reply: Any) -> int | None:
    if not reply:
        return None
    if not isinstance(reply, dict) or not isinstance(reply.get("message_id"), int):
        raise bad_request("object expected as reply parameters")
    if reply["message_id"] in chat.messages:
        return int(reply["message_id"])
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _editable(server: TelegramServer, params: Json) -> tuple[Chat, ChatMessage]:
    chat = server.chat_for(params)
    message = chat.message(params.get("message_id"), "edit")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    chat.check_writable()
    return chat, message


def _edit(
    server: TelegramServer,
    chat: Chat,
    message: ChatMessage,
    text: str | None,
    entities: list[Json],
    markup: Json | None,
) -> Json:
    if (text, entities, markup) == (message.text, list(message.entities), message.markup):
        raise bad_request(NOT_MODIFIED)
    edited = replace(message, text=text, entities=entities, markup=markup, edited_at=server.time())
    chat.replace(edited)
    return chat.written(edited)
