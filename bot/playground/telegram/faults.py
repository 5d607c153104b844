"""Trouble on order: the next calls of a method fail in the way a test asks for."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

from .errors import ApiError, too_many_requests

Kind = Literal["error", "hang", "drop"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One failure; with `after` the method is carried out first and only its answer is lost."""

    kind: Kind
    after: bool = False
    error: ApiError | None = None
    seconds: float = 0.0


class Faults:
    """What the next calls suffer, per method and in order; "*" stands for any method."""

    def __init__(self) -> None:
        self._planned: dict[str, deque[Fault]] = {}

    def __bool__(self) -> bool:
        return bool(self._planned)

    def too_many(self, method: str, retry_after: int = 1, *, times: int = 1) -> None:
        """The next calls get 429 with these seconds; they are never carried out."""
        self._plan(method, Fault("error", error=too_many_requests(retry_after)), times)

    def error(
        self,
        method: str,
        status: int = 500,
        text: str = "Internal Server Error",
        *,
        times: int = 1,
        after: bool = False,
    ) -> None:
        """The next calls get this HTTP status and description."""
        self._plan(method, Fault("error", after, ApiError(status, text)), times)

    def hang(self, method: str, seconds: float = 60.0, *, times: int = 1, after: bool = False) -> None:
        """The next calls get no answer; after these seconds the connection is cut."""
        self._plan(method, Fault("hang", after, seconds=seconds), times)

    def drop(self, method: str, *, times: int = 1, after: bool = False) -> None:
        """The connection of the next calls is cut at once."""
        self._plan(method, Fault("drop", after), times)

    def clear(self) -> None:
        """Forgets everything that is planned."""
        self._planned.clear()

    def take(self, method: str) -> Fault | None:
        """The fault for a call that has just come in, if there is one; it is used up."""
        for name in (method, "*"):
            planned = self._planned.get(name)
            if planned:
                fault = planned.popleft()
                if not planned:
                    del self._planned[name]
                return fault
        return None

    def _plan(self, method: str, fault: Fault, times: int) -> None:
        self._planned.setdefault(method, deque()).extend([fault] * times)
