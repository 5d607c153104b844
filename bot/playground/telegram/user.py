"""A person with the app in hand: writes, taps, sends files, blocks, and sees what the bot does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.playground import PATIENCE
from bot.playground.feed import Subscription
from bot.playground.wire import Json, Upload

from .chat import Chat, Person
from .errors import ApiError
from .files import StoredFile
from .html import utf16_length
from .message import ChatMessage
from .rendering import detect

if TYPE_CHECKING:
    from .server import TelegramServer


class User:
    """Everything here happens at once; the bot learns of it by an update."""

    def __init__(self, server: TelegramServer, chat: Chat) -> None:
        self._server = server
        self._chat = chat
        self._seen = 0

    @property
    def user_id(self) -> int:
        """The person's id, which is also the id of the private chat."""
        return self._chat.person.user_id

    @property
    def chat(self) -> list[ChatMessage]:
        """The messages of the chat as they are now, oldest first."""
        return list(self._chat.messages.values())

    @property
    def person(self) -> Person:
        """Name, language and so on."""
        return self._chat.person

    @property
    def last(self) -> ChatMessage | None:
        """The bot's newest message, if there is one."""
        return next((message for message in reversed(self._chat.messages.values()) if message.from_bot), None)

    def message(self, message_id: int) -> ChatMessage | None:
        """A message of the chat as it is now, if it is still there."""
        return self._chat.messages.get(message_id)

    @property
    def blocked(self) -> bool:
        """Whether the person has blocked the bot."""
        return self._chat.blocked

    @property
    def commands(self) -> list[Json]:
        """The commands that the app offers in this chat: {command, description}."""
        return self._server.profile.commands_for(self._chat.person)

    async def start(self, payload: str | None = None) -> int:
        """Presses Start, or opens a link with this payload; unblocks the bot if need be."""
        self.unblock()
        return await self.send(f"/start {payload}" if payload else "/start")

    async def send(self, text: str, *, reply_to: int | None = None) -> int:
        """Writes a text of up to 4,096 characters; returns the message's id. Not while the bot is blocked."""
        text = text.strip()
        if not text or utf16_length(text) > 4096:
            raise ValueError("a message has 1 to 4096 characters")
        return self._write(text=text, reply_to=reply_to)

    async def send_file(
        self, name: str, content: bytes, *, mime: str = "application/pdf", caption: str | None = None
    ) -> int:
        """Sends a document; ValueError if Telegram would refuse it."""
        return self._send(self._server.files.add_document, Upload(name, content, mime), caption)

    async def send_photo(self, content: bytes, *, caption: str | None = None) -> int:
        """Sends a picture as a photo; ValueError if it is none."""
        return self._send(self._server.files.add_photo, Upload("photo.jpg", content, "image/jpeg"), caption)

    async def tap(self, message_id: int, data: str | None = None, *, label: str | None = None) -> str:
        """Presses a button; returns the id of the callback query.

        Given `data`, the button need not be there any more: an app can be behind. Otherwise the button is
        found by its label, or is the only one; LookupError if it is not there.
        """
        if self._chat.blocked:
            raise PermissionError("this person has blocked the bot")
        if data is None:
            message = self._chat.messages.get(message_id)
            if message is None:
                raise LookupError(f"there is no message {message_id}")
            only = message.labels[0] if len(message.labels) == 1 else ""
            data = message.data_of(label if label is not None else only)
        return self._server.callbacks.ask(self._chat, message_id, data)

    async def press(self, label: str) -> str:
        """Taps the button with this label under the newest message that has one; LookupError without one."""
        for message in reversed(self._chat.messages.values()):
            if message.from_bot and label in message.labels:
                return await self.tap(message.message_id, label=label)
        raise LookupError(f"no message has a button {label!r}")

    async def edit(self, message_id: int, text: str) -> None:
        """Changes a text that the person wrote."""
        message = self._chat.messages.get(message_id)
        if message is None or message.from_bot or message.file:
            raise LookupError(f"{message_id} is not a text of this person")
        edited = replace(message, text=text, entities=detect(text), edited_at=self.time())
        self._chat.replace(edited)
        self._push("edited_message", self._chat.written(edited))

    def time(self) -> float:
        """Now, in seconds since 1970, by the playground's clock."""
        return self._server.time()

    def has_started(self) -> None:
        """They wrote to the bot long ago: it may write to them."""
        self._chat.started = True

    def block(self) -> None:
        """Blocks the bot: it can't write any more, and is told so by my_chat_member."""
        self._set_blocked(True)

    def unblock(self) -> None:
        """Lets the bot write again."""
        self._set_blocked(False)

    async def next(self, after: int | None = None, timeout: float = PATIENCE) -> ChatMessage:
        """The next thing that the bot sent or edited and that was not returned before, or TimeoutError.

        With the id of a message as `after`, only what happened after that message.
        """
        if after is not None:
            self._seen = max(self._seen, self._chat.positions.get(after, 0))
        async with asyncio.timeout(timeout):
            while (message := self._unseen()) is None:
                await self._chat.bot_acts()
        return message

    def skip(self) -> None:
        """Takes everything so far as seen by `next`."""
        self._seen = self._chat.event_count

    def subscribe(self) -> Subscription:
        """The events that the page gets, from now on, beginning with the whole chat."""
        return self._chat.feed.subscribe(self.snapshot())

    def snapshot(self) -> Json:
        """The chat as the page first gets it."""
        person = self._chat.person
        bot = {"name": self._server.profile.name_for(person), "username": self._server.bot["username"]}
        return {
            "type": "chat",
            "bot": bot,
            "user": person.to_api(),
            "messages": [message.to_page() for message in self.chat],
            "commands": self.commands,
            "blocked": self._chat.blocked,
            "started": self._chat.started,
        }

    def _unseen(self) -> ChatMessage | None:
        events = self._chat.bot_events
        if not events or events[-1][0] <= self._seen:
            return None
        first = events[0][0]  # numbers are consecutive, so the place of the next one is known
        self._seen, message = events[max(0, self._seen + 1 - first)]
        return message

    def _send(self, store: Callable[[Upload], StoredFile], upload: Upload, caption: str | None) -> int:
        try:
            stored = store(upload)
        except ApiError as error:
            raise ValueError(error.description) from error
        return self._write(text=caption or None, file=stored)

    def _write(self, *, text: str | None, file: StoredFile | None = None, reply_to: int | None = None) -> int:
        chat = self._chat
        if chat.blocked:
            raise PermissionError("this person has blocked the bot")
        chat.started = True
        message = ChatMessage(
            chat.next_id(), False, self.time(), text, detect(text or ""), file=file, reply_to=reply_to
        )
        chat.add(message)
        self._push("message", chat.written(message))
        return message.message_id

    def _set_blocked(self, blocked: bool) -> None:
        chat = self._chat
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        self._push("my_chat_member", {
            "chat": chat.to_api,
            "from": chat.person.to_api(),
            "date": int(self.time()),
            "old_chat_member": self._membership(old),
            "new_chat_member": self._membership(new),
        })  # fmt: skip
        chat.feed.publish({"type": "blocked", "blocked": blocked})

    def _membership(self, status: str) -> Json:
        member: Json = {"user": self._server.bot, "status": status}
        return member | {"until_date": 0} if status == "kicked" else member

    def _push(self, kind: str, content: Json) -> None:
        self._server.updates.push(kind, content, self.user_id)
