"""From Telegram's updates, as they come over the wire, to events."""

from __future__ import annotations

import re
from typing import NotRequired, TypedDict

from bot.chat.event import Command, Event, Reach, Sender, Tap, Upload, What, Words

WANTED = ["message", "callback_query", "my_chat_member"]
"""The kinds of update that are asked for."""

PLATFORM = "telegram"
OTHER_KINDS = (
    "voice", "video", "video_note", "audio", "sticker", "animation", "location", "contact", "poll", "dice", "venue",
)  # fmt: skip

PRIVATE = "private"
GONE = ("kicked", "left")


class User(TypedDict):
    """Of this and the next: what is read of them. All they hold: https://core.telegram.org/bots/api#available-types"""

    id: int
    is_bot: bool
    first_name: str
    last_name: NotRequired[str]
    username: NotRequired[str]
    language_code: NotRequired[str]


class Chat(TypedDict):
    """Where something was said."""

    id: int
    type: str


class Sent(TypedDict):
    """A photo's size has neither a name nor a kind."""

    file_id: str
    file_name: NotRequired[str]
    file_size: NotRequired[int]
    mime_type: NotRequired[str]


Message = TypedDict(
    "Message",
    {
        "chat": Chat,
        "from": NotRequired[User],
        "text": NotRequired[str],
        "caption": NotRequired[str],
        "document": NotRequired[Sent],
        "photo": NotRequired[list[Sent]],
    },
)
CallbackQuery = TypedDict(
    "CallbackQuery", {"id": str, "from": User, "message": NotRequired[Message], "data": NotRequired[str]}
)


class ChatMember(TypedDict):
    """How somebody stands to a chat."""

    status: str


ChatMemberUpdated = TypedDict("ChatMemberUpdated", {"chat": Chat, "from": User, "new_chat_member": ChatMember})


class Update(TypedDict):
    """One of these, according to WANTED."""

    update_id: int
    message: NotRequired[Message]
    callback_query: NotRequired[CallbackQuery]
    my_chat_member: NotRequired[ChatMemberUpdated]


def event_of(update: Update) -> Event | None:
    """The event, or None for what is nothing to the bot: groups, channels, edits, service messages.

    Raises:
        TypeError, ValueError, LookupError, AttributeError: it is no update.
    """
    if query := update.get("callback_query"):
        return _event(update, query["from"], _chat_of(query), Tap(query.get("data", "")))
    if message := update.get("message"):
        chat = message["chat"]
        return _event(update, message["from"], chat, _said(message)) if "from" in message else None
    if changed := update.get("my_chat_member"):
        is_here = changed["new_chat_member"]["status"] not in GONE
        return _event(update, changed["from"], changed["chat"], Reach(is_here))
    return None


def _event(update: Update, user: User, chat: Chat, what: What | None) -> Event | None:
    if what is None or chat["type"] != PRIVATE or user["is_bot"]:
        return None
    names = (user["first_name"], user.get("last_name", ""))
    sender = Sender(
        PLATFORM,
        str(int(user["id"])),
        str(int(chat["id"])),
        " ".join(name for name in names if name),
        user.get("username", ""),
        user.get("language_code", ""),
    )
    return Event(str(update["update_id"]), sender, what)


def _chat_of(query: CallbackQuery) -> Chat:
    """A message that is too old to be described still names its chat."""
    return query["message"]["chat"] if "message" in query else {"id": query["from"]["id"], "type": PRIVATE}


def _said(message: Message) -> What | None:
    if "text" in message:
        return _typed(message["text"])
    if "document" in message:
        return _upload(message, "file", message["document"])
    if sizes := message.get("photo"):
        return _upload(message, "photo", {"mime_type": "image/jpeg"} | sizes[-1])
    return next((Upload(kind) for kind in OTHER_KINDS if message.get(kind)), None)


def _upload(message: Message, kind: str, sent: Sent) -> Upload:
    size, mime = sent.get("file_size", 0), sent.get("mime_type", "")
    return Upload(kind, sent["file_id"], sent.get("file_name", ""), size, mime, message.get("caption", ""))


def _typed(text: str) -> What:
    found = _COMMAND.fullmatch(text)
    return Command(found["word"].lower(), found["rest"].strip()) if found else Words(text)


_COMMAND = re.compile(r"/(?P<word>[^\s/@]+)(?:@\S*)?(?P<rest>(?:\s.*)?)", re.DOTALL)
"""With or without the bot's name. A path is no command."""
