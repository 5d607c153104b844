"""A private chat between the bot and one person: its messages and what happened in it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from dataclasses import dataclass

from bot.playground.feed import Feed
from bot.playground.wire import Json

from .errors import bad_request, forbidden
from .message import ChatMessage


@dataclass(slots=True)
class Person:
    """Who is at the other end."""

    user_id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "en"

    def to_api(self) -> Json:
        """As a `User` object of the Bot API."""
        user: Json = {"id": self.user_id, "is_bot": False, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if getattr(self, name):
                user[name] = getattr(self, name)
        return user

    def chat_to_api(self) -> Json:
        """The private chat with this person, as a `Chat` object."""
        chat: Json = {"id": self.user_id, "type": "private", "first_name": self.first_name}
        for name in ("last_name", "username"):
            if getattr(self, name):
                chat[name] = getattr(self, name)
        return chat


class Chat:
    """Messages by id, whether the person has started or blocked the bot, and who watches."""

    def __init__(self, person: Person, bot: Json, history: int) -> None:
        self.person = person
        self.bot = bot
        self.messages: OrderedDict[int, ChatMessage] = OrderedDict()
        self.started = False
        self.blocked = False
        self.feed = Feed()
        self.commands: list[Json] = []
        # What the bot did, numbered: (number, message as it was then).
        self.bot_events: deque[tuple[int, ChatMessage]] = deque(maxlen=history)
        self.event_count = 0
        self.positions: OrderedDict[int, int] = OrderedDict()  # message id → number of events so far
        self.to_api = person.chat_to_api()
        self._user = person.to_api()
        self._history = history
        self._last_id = 0
        self._changed: asyncio.Future[None] | None = None

    def next_id(self) -> int:
        """The id for the next message."""
        self._last_id += 1
        return self._last_id

    def check_writable(self) -> None:
        """ApiError unless the bot may write here."""
        if self.blocked:
            raise forbidden("bot was blocked by the user")
        if not self.started:
            raise forbidden("bot can't initiate conversation with a user")

    def message(self, message_id: int | None, purpose: str) -> ChatMessage:
        """The message with this id; ApiError "message to … not found" if there is none."""
        found = self.messages.get(message_id or 0)
        if found is None:
            raise bad_request(f"message to {purpose} not found")
        return found

    def add(self, message: ChatMessage) -> None:
        """A new message, from either side."""
        self.messages[message.message_id] = message
        self._happened(message)
        self.positions[message.message_id] = self.event_count
        if len(self.messages) > self._history:
            self.positions.pop(self.messages.popitem(last=False)[0], None)
        if self.feed:
            self.feed.publish({"type": "message", "message": message.to_page()})

    def replace(self, message: ChatMessage) -> None:
        """An edit, from either side."""
        self.messages[message.message_id] = message
        self._happened(message)
        if self.feed:
            self.feed.publish({"type": "edit", "message": message.to_page()})

    def remove(self, message_id: int) -> None:
        """The message is gone."""
        del self.messages[message_id]
        self.feed.publish({"type": "delete", "message_id": message_id})

    def written(self, message: ChatMessage) -> Json:
        """The message for the Bot API, with the message that it replies to."""
        written = message.to_api(self.bot if message.from_bot else self._user, self.to_api)
        replied = self.messages.get(message.reply_to) if message.reply_to else None
        if replied is not None:
            written["reply_to_message"] = replied.to_api(self.bot if replied.from_bot else self._user, self.to_api)
        return written

    async def bot_acts(self) -> None:
        """Waits until the bot sends or edits a message."""
        if self._changed is None or self._changed.done():
            self._changed = asyncio.get_running_loop().create_future()
        await asyncio.shield(self._changed)

    def _happened(self, message: ChatMessage) -> None:
        if not message.from_bot:
            return
        self.event_count += 1
        self.bot_events.append((self.event_count, message))
        if self._changed is not None and not self._changed.done():
            self._changed.set_result(None)
