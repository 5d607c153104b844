"""From an envelope to a Bot API call, and from Telegram's errors to ours."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import IO, Any

from telegram import Bot, InlineKeyboardMarkup, InputFile
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channel import (
    Envelope,
    Key,
    Moved,
    NotReached,
    Rejected,
    TooFast,
    Unauthorized,
    Unavailable,
    Unreachable,
    named,
)
from bot.chat.message import MADE
from bot.platforms.telegram.transport import NotConnected, call
from bot.watching import metrics

HTML = ParseMode.HTML.value
MOST_TEXT = 4096
MOST_CAPTION = 1024
SAME_AGAIN = "message is not modified"
CANNOT_EDIT = (
    "message to edit not found", "message can't be edited", "there is no text in the message to edit",
    "message_id_invalid",
)  # fmt: skip
CHAT_GONE = ("chat not found", "user is deactivated", "peer_id_invalid")
TOO_LARGE = "request entity too large"
STYLES = {"primary", "success", "danger"}


async def send(bot: Bot, envelope: Envelope) -> str:
    """Sends or edits; the message's id. Raises what `bot.channel.Channel.send` names."""
    try:
        if envelope.edits and not envelope.file:
            return await _edit(bot, envelope)
        return await _new(bot, envelope)
    except TelegramError as error:
        raise translated(error) from error


async def send_content(bot: Bot, envelope: Envelope, content: IO[bytes]) -> str:
    """Sends a file that Telegram does not have yet, as it is read: a picture of ours as a photo, whatever people sent
    elsewhere as it is. Raises as `send` does."""
    is_ours = envelope.file.startswith(MADE) and envelope.file_kind == "photo"
    send_file = bot.send_photo if is_ours else bot.send_document
    keyboard = InlineKeyboardMarkup.de_json(_keyboard(envelope.keys) or {"inline_keyboard": []}, bot)
    try:
        sent = await send_file(
            int(envelope.chat_id),
            InputFile(content, named(envelope.file, content), read_file_handle=False),
            caption=fitted(envelope.html, MOST_CAPTION),
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard if envelope.keys else None,
        )
    except TelegramError as error:
        raise translated(error) from error
    return str(sent.message_id)


def translated(error: TelegramError) -> Exception:
    """Our word for Telegram's error. BadRequest and TimedOut are NetworkErrors to the library: they come first."""
    text = str(error)
    match error:
        case RetryAfter():
            metrics.TOO_FAST.labels("telegram").inc()
            wait = error.retry_after
            return TooFast(wait.total_seconds() if isinstance(wait, timedelta) else float(wait))
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case Forbidden():
            return Unreachable(text)
        case BadRequest():
            return Unreachable(text) if text.lower().startswith(CHAT_GONE) else Rejected(text)
        case InvalidToken():
            return Unauthorized(text)
        case NotConnected():
            return NotReached(text)
        case NetworkError() if TOO_LARGE in text.lower():
            return Rejected(text)
        case TimedOut() | NetworkError():
            return Unavailable(text)
    return Unavailable(f"{type(error).__name__}: {text}")


async def _edit(bot: Bot, envelope: Envelope) -> str:
    try:
        await _call(
            bot,
            "editMessageText",
            chat_id=int(envelope.chat_id),
            message_id=int(envelope.edits),
            text=fitted(envelope.html, MOST_TEXT),
            reply_markup=_keyboard(envelope.keys),
        )
    except BadRequest as refused:
        reason = str(refused).lower()
        if SAME_AGAIN in reason:
            return envelope.edits
        if any(words in reason for words in CANNOT_EDIT):
            return await _new(bot, envelope)
        raise
    return envelope.edits


async def _new(bot: Bot, envelope: Envelope) -> str:
    to = {"chat_id": int(envelope.chat_id), "reply_markup": _keyboard(envelope.keys)}
    if not envelope.file:
        sent = await _call(bot, "sendMessage", text=fitted(envelope.html, MOST_TEXT), **to)
    else:
        method, part = ("sendPhoto", "photo") if envelope.file_kind == "photo" else ("sendDocument", "document")
        caption = fitted(envelope.html, MOST_CAPTION)
        sent = await _call(bot, method, **{part: envelope.file}, caption=caption, **to)
    return str(sent["message_id"])


async def _call(bot: Bot, method: str, **parameters: Any) -> Any:
    """Calls a method and returns its plain result, with the library's own errors.

    The library's methods make objects of all that comes back, the keyboard included: a third of what a reply costs.
    """
    given = {"parse_mode": HTML} | {n: value for n, value in parameters.items() if value is not None}
    return await call(bot.request, f"{bot.base_url}/{method}", given)


def _keyboard(rows: tuple[tuple[Key, ...], ...]) -> dict[str, Any] | None:
    return {"inline_keyboard": [[_button(key) for key in row] for row in rows]} if rows else None


def _button(key: Key) -> dict[str, str]:
    if key.url:
        return {"text": key.label, "url": key.url}
    style = {"style": key.style} if key.style in STYLES else {}
    return {"text": key.label, "callback_data": key.token} | style


def fitted(markup: str, most: int) -> str:
    """The text within Telegram's limit, which counts UTF-16 units after its markup is read.

    What is too long loses its markup and its end: the bot's own texts never are; people's words could be.
    """
    if 2 * len(markup) <= most:  # a character has two units at most, and what it shows is no longer than its markup
        return markup
    bare = html.unescape(re.sub(r"<[^>]+>", "", markup))
    if _units(bare) <= most:
        return markup
    cut = bare[: most - 1]
    while _units(cut) > most - 1:
        cut = cut[:-1]
    return html.escape(cut + "…", quote=False)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
