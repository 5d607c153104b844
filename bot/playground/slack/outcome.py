"""What became of something that was sent to the app."""

from __future__ import annotations

from dataclasses import dataclass

from bot.playground.wire import Json


@dataclass(frozen=True, slots=True)
class Outcome:
    """trouble: None once it was acknowledged in time, else why not, in the words of x-slack-retry-reason.

    answer: what came with the acknowledgement. again: whether it may be sent again.
    """

    trouble: str | None = None
    answer: Json | None = None
    again: bool = True
