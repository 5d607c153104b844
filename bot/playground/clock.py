"""The clock that a host may give to the local platforms, so that messages carry the service's time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """A clock that the page may move forward."""

    def now(self) -> datetime: ...

    def advance(self, by: timedelta) -> object: ...
