"""A conversation: a channel, or the direct messages between the app and one person."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

from bot.playground.wire import Json

from .errors import SlackError
from .message import SlackMessage

if TYPE_CHECKING:
    from .workspace import Workspace


class Channel:
    """Messages by ts, who is in it, and what the bot did in it. `person`: whose direct messages these are."""

    def __init__(
        self,
        workspace: Workspace,
        channel_id: str,
        name: str = "",
        *,
        person: str | None = None,
        private: bool = False,
        history: int = 10_000,
    ) -> None:
        self.workspace = workspace
        self.id = channel_id
        self.name = name
        self.person = person
        self.private = private
        self.archived = False
        self.members: set[str] = set()
        self.messages: OrderedDict[str, SlackMessage] = OrderedDict()
        # What the bot did, numbered: (number, message as it was then).
        self.bot_events: deque[tuple[int, SlackMessage]] = deque(maxlen=history)
        self.event_count = 0
        self._history = history
        self._changed: asyncio.Future[None] | None = None

    @property
    def kind(self) -> str:
        """As events name it: "im", "channel", or "group" for a private one."""
        return "im" if self.person else "group" if self.private else "channel"

    @property
    def scope(self) -> str:
        """What lets the app hear of what becomes of it."""
        return "groups:read" if self.private else "channels:read"

    def check_writable(self) -> None:
        """SlackError unless the app may write here."""
        if self.archived:
            raise SlackError("is_archived")
        if self.person is None and self.workspace.bot_user not in self.members:
            raise SlackError("not_in_channel")
        if self.person is not None:
            self.workspace.check_reachable(self.person)

    def message(self, ts: str) -> SlackMessage:
        """The message with this ts; SlackError if there is none."""
        found = self.messages.get(ts)
        if found is None:
            raise SlackError("message_not_found")
        return found

    def add(self, message: SlackMessage) -> None:
        """A new message, from either side."""
        self.messages[message.ts] = message
        if len(self.messages) > self._history:
            self.messages.popitem(last=False)
        self._happened(message)

    def replace(self, message: SlackMessage) -> None:
        """An edit."""
        self.messages[message.ts] = message
        self._happened(message)

    def remove(self, ts: str) -> None:
        """The message is gone."""
        del self.messages[ts]

    def after(self, seen: int) -> tuple[int, SlackMessage] | None:
        """The first thing that the bot did after the one with this number, with its own number."""
        events = self.bot_events
        if not events or events[-1][0] <= seen:
            return None
        return events[max(0, seen + 1 - events[0][0])]  # numbers are consecutive

    async def bot_acts(self) -> None:
        """Waits until the bot sends or edits a message."""
        if self._changed is None or self._changed.done():
            self._changed = asyncio.get_running_loop().create_future()
        await asyncio.shield(self._changed)

    def to_api(self) -> Json:
        """As a conversation object."""
        common: Json = {"id": self.id, "created": 0, "is_archived": self.archived, "is_im": self.person is not None}
        if self.person is not None:
            return common | {"user": self.person, "is_org_shared": False}
        return common | {
            "name": self.name, "is_channel": True, "is_private": self.private, "is_general": False,
            "is_member": self.workspace.bot_user in self.members, "num_members": len(self.members),
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
        }  # fmt: skip

    def _happened(self, message: SlackMessage) -> None:
        if not message.from_bot:
            return
        self.event_count += 1
        self.bot_events.append((self.event_count, message))
        if self._changed is not None and not self._changed.done():
            self._changed.set_result(None)
