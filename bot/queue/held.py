"""What a queue holds: messages in their lanes, and the chats that they wait behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.queue.mailroom import Due

BURST = 4
"""Messages that one chat may get at once; after that one a second."""

Entry = tuple[int, float, int, Due]
"""A message behind what it is ordered by: its priority, its time, its id."""


@dataclass(slots=True)
class Chat:
    """One chat: a heap of what is parked behind its message in flight or its pace, which it may be asleep for."""

    parked: list[Entry] = field(default_factory=list)
    busy: bool = False
    asleep: bool = False
    tokens: float = BURST
    filled_at: float = 0.0
    held_until: float = 0.0

    def ready_at(self, now: float) -> float:
        """When the next message may start; infinity while one is in flight."""
        if self.busy:
            return float("inf")
        self.tokens = min(BURST, self.tokens + (now - self.filled_at))
        self.filled_at = now
        return max(self.held_until, now if self.tokens >= 1 else now + 1 - self.tokens)


Lane = tuple[int, bool]
"""A priority, and whether it is an edit: what waits in one lane holds up no other."""


def lane(one: Due) -> Lane:
    """The one that a message waits in."""
    return one.priority, one.edits is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is held at one time, by its id, and how many of each lane are parked behind their chats."""

    held: Mapping[int, Due] = field(default_factory=dict)
    parked: Mapping[Lane, int] = field(default_factory=dict)
