"""Trouble on order: the next calls of a method fail in the way a test asks for."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

Kind = Literal["error", "hang", "drop", "half"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One failure; with `after` the method is carried out first and only its answer is lost."""

    kind: Kind
    after: bool = False
    status: int = 500
    text: str = ""
    retry_after: int | None = None
    seconds: float = 0.0


@dataclass(slots=True)
class _Plan:
    fault: Fault
    left: int | None


class Faults:
    """What the next calls suffer, per method and in order; "*" stands for any method.

    `times` is how many calls suffer; None means all of them until `clear`.
    """

    def __init__(self) -> None:
        self._plans: dict[str, deque[_Plan]] = {}

    def __bool__(self) -> bool:
        return bool(self._plans)

    def too_many(self, method: str, retry_after: int = 1, *, times: int | None = 1) -> None:
        """The next calls get 429 with these seconds; they are never carried out."""
        text = f"Too Many Requests: retry after {retry_after}"
        self._plan(method, Fault("error", status=429, text=text, retry_after=retry_after), times)

    def error(
        self,
        method: str,
        status: int = 500,
        text: str = "Internal Server Error",
        *,
        times: int | None = 1,
        after: bool = False,
    ) -> None:
        """The next calls get this HTTP status and description."""
        self._plan(method, Fault("error", after, status, text), times)

    def hang(self, method: str, seconds: float = 60.0, *, times: int | None = 1, after: bool = False) -> None:
        """The next calls get no answer; after these seconds the connection is cut."""
        self._plan(method, Fault("hang", after, seconds=seconds), times)

    def drop(self, method: str, *, times: int | None = 1, after: bool = False) -> None:
        """The connection of the next calls is cut at once."""
        self._plan(method, Fault("drop", after), times)

    def half(self, method: str, *, times: int | None = 1, after: bool = False) -> None:
        """The connection of the next calls is cut in the middle of the answer."""
        self._plan(method, Fault("half", after), times)

    def clear(self) -> None:
        """Forgets everything that is planned."""
        self._plans.clear()

    def take(self, method: str) -> Fault | None:
        """The fault for a call that has just come in, if there is one; it counts as suffered."""
        for name in (method, "*"):
            plans = self._plans.get(name)
            if plans:
                plan = plans[0]
                if plan.left is not None:
                    plan.left -= 1
                    if plan.left <= 0:
                        plans.popleft()
                if not plans:
                    del self._plans[name]
                return plan.fault
        return None

    def _plan(self, method: str, fault: Fault, times: int | None) -> None:
        self._plans.setdefault(method, deque()).append(_Plan(fault, times))


async def without_answer(request: web.Request, fault: Fault, sleep: Callable[[float], Awaitable[None]]) -> web.Response:
    """The connection is cut, at once or after what the fault says; what it returns reaches nobody.

    Args:
        sleep: ends with the server.
    """
    if fault.kind == "hang":
        await sleep(fault.seconds)
    if fault.kind == "half":
        await _begin_answer(request)
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


async def _begin_answer(request: web.Request) -> None:
    """The first half of an answer that says how long it would be."""
    answer = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "400"})
    await answer.prepare(request)
    await answer.write(b'{"ok":true,"resu')
