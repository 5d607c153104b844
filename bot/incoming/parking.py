"""Puts events aside that could not be handled, for the operator to look at."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from bot.chat.event import Event
from models.seen import ParkedEvent

MOST_ERROR = 500


def parked(event: Event, failure: Exception, now: datetime) -> ParkedEvent:
    """The event as a row that can always be stored, whatever it holds."""
    held = {"sender": asdict(event.sender), "kind": type(event.what).__name__, "what": asdict(event.what)}
    return ParkedEvent(
        platform=event.sender.platform,
        event_id=event.id,
        event=json.loads(json.dumps(held, default=str)),
        error=_storable(f"{type(failure).__name__}: {failure}")[:MOST_ERROR],
        at=now,
    )


def _storable(words: str) -> str:
    """Without what no database takes: halves of characters, and zeros."""
    return words.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
