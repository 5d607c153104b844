"""What an app may do in a time, how long things live, and the counters that hold it to that."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

MINUTE = 60.0


@dataclass(frozen=True)
class Limits:
    """What the server allows. Times are in seconds.

    per_minute: calls of a method in any sliding minute and workspace, over those of the method's tier.
    messages_per_minute: chat.postMessage in a workspace. per_channel_burst, per_channel_per_second: a
    channel takes a burst at once and then refills at that pace. enabled=False switches these off.
    acknowledge: how long the app may take to acknowledge. retries: the pauses before an event comes again.
    echoes: whether the app also gets the events of what it wrote itself, as on Slack.
    """

    messages_per_minute: int = 300
    per_minute: Mapping[str, int] = field(default_factory=dict)
    per_channel_burst: int = 5
    per_channel_per_second: float = 1.0
    enabled: bool = True
    acknowledge: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    trigger_lifetime: float = 3.0
    response_lifetime: float = 1800.0
    code_lifetime: float = 600.0
    connections: int = 10
    max_upload: int = 1024 * 1024 * 1024
    history: int = 10_000
    echoes: bool = True


class Pace:
    """Counts calls by their time of arrival; only those that were let through count."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._recent: dict[tuple[str, str], deque[float]] = {}
        self._buckets: dict[str, tuple[float, float]] = {}

    def admit(self, team: str, method: str, per_minute: int, channel: str | None, now: float) -> int:
        """0 if the call may pass, else the seconds to wait; `channel` only where a message is posted."""
        if not self.limits.enabled:
            return 0
        recent = self._recent.setdefault((team, method), deque())
        while recent and recent[0] <= now - MINUTE:
            recent.popleft()
        if len(recent) >= self.limits.per_minute.get(method, per_minute):
            return max(1, math.ceil(recent[0] + MINUTE - now)) if recent else int(MINUTE)
        wait = self._take(channel, now) if channel else 0
        if not wait:
            recent.append(now)
        return wait

    def _take(self, channel: str, now: float) -> int:
        burst, pace = self.limits.per_channel_burst, self.limits.per_channel_per_second
        tokens, since = self._buckets.get(channel, (float(burst), now))
        tokens = min(burst, tokens + (now - since) * pace)
        if tokens < 1.0:
            return max(1, math.ceil((1.0 - tokens) / pace))
        self._buckets[channel] = (tokens - 1.0, now)
        return 0
