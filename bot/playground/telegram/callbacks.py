"""Taps on buttons, from the tap to the bot's answer."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass

from bot.playground.wire import Json

from .chat import Chat
from .errors import bad_request
from .updates import Updates

TEXT_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap that waits for its answer."""

    chat: Chat
    message_id: int
    at: float


class Callbacks:
    """Taps can be answered for `lifetime` seconds, as often as the bot likes."""

    def __init__(self, updates: Updates, lifetime: float) -> None:
        self.lifetime = lifetime
        self._updates = updates
        self._taps: OrderedDict[str, Tap] = OrderedDict()
        self._last = time.time_ns()  # ids must not come again when the server starts anew

    def ask(self, chat: Chat, message_id: int, data: str) -> str:
        """The person tapped: tells the bot, returns the id of the query."""
        now = time.monotonic()
        while self._taps and next(iter(self._taps.values())).at < now - self.lifetime:
            self._taps.popitem(last=False)
        self._last += 1
        query_id = str(self._last)
        self._taps[query_id] = Tap(chat, message_id, now)
        message = chat.messages.get(message_id)
        gone = {"chat": chat.to_api, "message_id": message_id, "date": 0}
        query = {
            "id": query_id,
            "from": chat.person.to_api(),
            "message": gone if message is None else chat.written(message),
            "chat_instance": str(chat.person.user_id),
            "data": data,
        }
        self._updates.push("callback_query", query, chat.person.user_id)
        return query_id

    def answer(self, params: Json) -> bool:
        """answerCallbackQuery: shows the text, if there is one; ApiError if it comes too late."""
        query_id = params.get("callback_query_id", "")
        tap = self._taps.get(query_id)
        if tap is None or tap.at < time.monotonic() - self.lifetime:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        text = params.get("text") or None
        if text is not None and len(text) > TEXT_LIMIT:
            raise bad_request("MESSAGE_TOO_LONG")
        tap.chat.feed.publish({
            "type": "answered",
            "callback_query_id": query_id,
            "message_id": tap.message_id,
            "text": text,
            "alert": bool(params.get("show_alert")),
        })  # fmt: skip
        return True
