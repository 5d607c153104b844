"""From Telegram's updates to events."""

from __future__ import annotations

import re

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User

from bot.chat.event import Command, Event, Reach, Sender, Tap, Upload, What, Words

WANTED = ["message", "callback_query", "my_chat_member"]
"""The kinds of update that are asked for."""

PLATFORM = "telegram"
OTHER_KINDS = (
    "voice", "video", "video_note", "audio", "sticker", "animation", "location", "contact", "poll", "dice", "venue",
)  # fmt: skip


def event_of(update: Update) -> Event | None:
    """The event, or None for what is nothing to the bot: groups, channels, edits, service messages."""
    if update.callback_query is not None:
        return _event(update, update.callback_query.from_user, _chat_of(update.callback_query), _tap(update))
    if update.message is not None and update.message.from_user is not None:
        return _event(update, update.message.from_user, update.message.chat, _said(update.message))
    if update.my_chat_member is not None:
        changed = update.my_chat_member
        return _event(update, changed.from_user, changed.chat, _reach(changed))
    return None


def _event(update: Update, user: User, chat: Chat | None, what: What | None) -> Event | None:
    if what is None or chat is None or chat.type != Chat.PRIVATE or user.is_bot:
        return None
    sender = Sender(PLATFORM, str(user.id), str(chat.id), user.full_name, user.username or "", user.language_code or "")
    return Event(str(update.update_id), sender, what)


def _chat_of(query: CallbackQuery) -> Chat | None:
    """A message that is too old to be described still names its chat."""
    return query.message.chat if query.message is not None else Chat(query.from_user.id, Chat.PRIVATE)


def _tap(update: Update) -> What:
    assert update.callback_query is not None
    return Tap(update.callback_query.data or "")


def _said(message: Message) -> What | None:
    if message.text is not None:
        return _typed(message.text)
    if message.document is not None:
        sent = message.document
        return Upload(
            "file",
            sent.file_id,
            sent.file_name or "",
            sent.file_size or 0,
            sent.mime_type or "",
            message.caption or "",
        )
    if message.photo:
        largest = message.photo[-1]
        return Upload("photo", largest.file_id, "", largest.file_size or 0, "image/jpeg", message.caption or "")
    for kind in OTHER_KINDS:
        if getattr(message, kind, None):
            return Upload(kind)
    return None


def _typed(text: str) -> What:
    found = _COMMAND.fullmatch(text)
    return Command(found["word"].lower(), found["rest"].strip()) if found else Words(text)


_COMMAND = re.compile(r"/(?P<word>[^\s/@]+)(?:@\S*)?(?P<rest>(?:\s.*)?)", re.DOTALL)
"""With or without the bot's name. A path is no command."""


def _reach(changed: ChatMemberUpdated) -> What:
    return Reach(changed.new_chat_member.status not in (ChatMember.BANNED, ChatMember.LEFT))
