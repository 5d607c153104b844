"""How turns and events ended, for whoever collects spans."""

from __future__ import annotations

import time
from typing import NamedTuple

import structlog
from structlog.contextvars import bound_contextvars

from bot.chat.event import Event, Finished
from bot.chat.message import Message
from bot.watching import metrics, tracing
from handlers.dispatch import respond
from handlers.turn import Turn
from models.errors import Refused

log = structlog.get_logger()


class Ended(NamedTuple):
    """A word of `metrics.ENDS_OF_EVENTS`, or "again" where the database was away; and the kind of what failed."""

    outcome: str
    error: str = ""


def kind(failure: BaseException) -> str:
    """What it is, without anyone's words."""
    return type(failure).__name__


def responded(turn: Turn) -> list[Message]:
    """What is said in answer. A span tells how long it took and whether it was answered, refused, or failed.

    Raises:
        Exception: as `respond`.
    """
    began = time.monotonic()
    outcome, error = "answered", ""
    try:
        with bound_contextvars(trace=turn.trace):
            return respond(turn)
    except Refused:
        outcome = "refused"
        raise
    except Exception as failure:
        outcome, error = "failed", kind(failure)
        raise
    finally:
        what = type(turn.what).__name__
        tracing.record("turn", turn.trace, time.monotonic() - began, error=error, what=what, outcome=outcome)


def event(one: Event, seconds: float, ended: Ended) -> None:
    """An event is over, so many seconds after it came."""
    platform = one.sender.platform
    if ended.outcome != "again":
        metrics.TURN_SECONDS.labels(platform).observe(seconds)
        what = type(one.what).__name__
        log.debug("event-handled", trace=one.trace, what=what, seconds=round(seconds, 3), outcome=ended.outcome)
    came_first = not isinstance(one.what, Finished)  # a job's end comes of what asked for it
    said = {"platform": platform, "outcome": ended.outcome}
    tracing.record("event", one.trace, seconds, root=came_first, error=ended.error, **said)
