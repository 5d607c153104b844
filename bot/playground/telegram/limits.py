"""How much a bot may send, and the two counters that hold it to that."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What the server allows. Sends are sendX (but not sendChatAction), editX and copyX.

    per_second: sends of the bot in any sliding second. per_chat_burst, per_chat_per_second: a chat takes
    a burst at once and then refills at that pace. Sizes are in bytes. callback_lifetime: seconds in which
    a tap can be answered. enabled=False switches the two paces off and nothing else.
    """

    per_second: int = 30
    per_chat_burst: int = 10
    per_chat_per_second: float = 1.0
    enabled: bool = True
    max_file: int = 20 * MIB
    max_upload: int = 50 * MIB
    max_photo: int = 10 * MIB
    callback_lifetime: float = 15.0
    history: int = 10_000


class Pace:
    """Counts sends by their time of arrival; only those that were let through count."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._recent: deque[float] = deque()
        self._buckets: dict[int, tuple[float, float]] = {}

    def admit(self, chat_id: int, now: float) -> int:
        """0 if a send to the chat that arrived `now` (monotonic seconds) may pass, else seconds to wait."""
        limits, recent = self.limits, self._recent
        while recent and recent[0] <= now - 1.0:
            recent.popleft()
        if len(recent) >= limits.per_second:
            return max(1, math.ceil(recent[0] + 1.0 - now))
        tokens, since = self._buckets.get(chat_id, (float(limits.per_chat_burst), now))
        tokens = min(limits.per_chat_burst, tokens + (now - since) * limits.per_chat_per_second)
        if tokens < 1.0:
            return max(1, math.ceil((1.0 - tokens) / limits.per_chat_per_second))
        self._buckets[chat_id] = (tokens - 1.0, now)
        recent.append(now)
        return 0
