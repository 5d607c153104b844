"""Short-lived permissions that come with what a person does: trigger ids and response URLs."""

from __future__ import annotations

import re
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass

from .channel import Channel
from .errors import SlackError

KEEP = 10_000
_FORM = re.compile(r"\d+\.\d+\.[0-9a-f]+")


@dataclass(slots=True)
class _Trigger:
    team: str
    user: str
    at: float
    exchanged: bool = False


class Triggers:
    """A trigger id opens one view, within `lifetime` seconds."""

    def __init__(self, lifetime: float) -> None:
        self.lifetime = lifetime
        self._issued: OrderedDict[str, _Trigger] = OrderedDict()

    def issue(self, team: str, user: str) -> str:
        """A new one for something that this person did."""
        trigger_id = f"{time.time_ns() // 1000}.{len(self._issued)}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = _Trigger(team, user, time.monotonic())
        if len(self._issued) > KEEP:
            self._issued.popitem(last=False)
        return trigger_id

    def exchange(self, trigger_id: str, team: str) -> str:
        """The person whose it is; SlackError if it is none, too old, or was used before."""
        found = self._issued.get(trigger_id)
        if found is None or found.team != team or not _FORM.fullmatch(trigger_id):
            raise SlackError("invalid_trigger_id")
        if found.exchanged:
            raise SlackError("exchanged_trigger_id")
        if found.at < time.monotonic() - self.lifetime:
            raise SlackError("expired_trigger_id")
        found.exchanged = True
        return found.user


@dataclass(slots=True)
class Response:
    """Where a response URL leads: the message that was acted on (none for a command), and who acted."""

    channel: Channel
    user: str
    ts: str | None
    at: float
    used: int = 0


class Responses:
    """A response URL takes five answers within `lifetime` seconds."""

    USES = 5

    def __init__(self, lifetime: float) -> None:
        self.lifetime = lifetime
        self.base = ""
        self._issued: OrderedDict[str, Response] = OrderedDict()

    def issue(self, channel: Channel, user: str, ts: str | None = None) -> str:
        """A new URL for something that this person did."""
        key = secrets.token_urlsafe(16)
        self._issued[key] = Response(channel, user, ts, time.monotonic())
        if len(self._issued) > KEEP:
            self._issued.popitem(last=False)
        return f"{self.base}/actions/{channel.workspace.id}/{key}"

    def use(self, key: str) -> Response:
        """Where it leads; SlackError if there is no such URL, or no longer."""
        found = self._issued.get(key)
        if found is None or not found.channel.workspace.installed:
            raise SlackError("invalid_url", status=404)
        if found.at < time.monotonic() - self.lifetime:
            raise SlackError("expired_url", status=404)
        if found.used >= self.USES:
            raise SlackError("used_url", status=404)
        found.used += 1
        return found
