"""A message as it was at some time; an edit makes a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.wire import Json

from . import mrkdwn
from .files import StoredFile
from .kit import reading


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """ts: its handle within the channel. edited: the ts of the last edit. only_for: whom an ephemeral one is for.

    text is as it was written, with entities; `shown` is what is read. names: of people, for their mentions.
    """

    ts: str
    channel: str
    team: str
    user: str
    from_bot: bool
    text: str = ""
    blocks: tuple[Json, ...] = ()
    edited: str | None = None
    files: tuple[StoredFile, ...] = ()
    thread_ts: str | None = None
    only_for: str | None = None
    metadata: Json | None = None
    parse: bool = False
    mrkdwn: bool = True
    bot_id: str | None = None
    app_id: str | None = None
    names: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def shown(self) -> str:
        """The words as a person reads them: of the blocks if there are any, else of the text."""
        if self.blocks:
            return reading.read(list(self.blocks), self.names)
        if not self.mrkdwn:
            return mrkdwn.plain(self.text)
        return mrkdwn.shown(self.text, self.names)

    @property
    def notified(self) -> list[str]:
        """Whom it notifies by name: "channel", "here", "everyone", or ids."""
        return mrkdwn.mentions(self.text, typed=self.parse) + reading.mentions(list(self.blocks))

    @property
    def elements(self) -> list[tuple[Json, Json]]:
        """Everything that can be acted on, with its block."""
        return list(reading.elements(list(self.blocks)))

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons."""
        return [reading.label(element) for _, element in self.elements if element["type"] == "button"]

    def to_api(self) -> Json:
        """As a message object of the Web API."""
        message: Json = {"type": "message", "user": self.user, "ts": self.ts, "text": self.text, "team": self.team}
        optional: dict[str, Any] = {
            "bot_id": self.bot_id,
            "app_id": self.app_id,
            "blocks": list(self.blocks),
            "files": [file.to_api() for file in self.files],
            "thread_ts": self.thread_ts,
            "metadata": self.metadata,
            "edited": {"user": self.user, "ts": self.edited} if self.edited else None,
        }
        return message | {name: value for name, value in optional.items() if value}
