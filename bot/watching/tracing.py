"""One trace for each thing that happened: the log's lines carry it, and spans where someone collects them.

A span is told when it is over. Where nobody collects them that costs a look at an empty list, and nothing is imported.
"""

from __future__ import annotations

from typing import Protocol


class Recorder(Protocol):
    """Takes spans that have just ended, from any thread."""

    def __call__(
        self, name: str, trace: str, seconds: float, *, root: bool, error: str, attributes: dict[str, str | int]
    ) -> None: ...


recorders: list[Recorder] = []
"""Whoever collects them now."""


def record(
    name: str, trace: str, seconds: float, *, root: bool = False, error: str = "", **attributes: str | int
) -> None:
    """A span that ends now.

    Args:
        trace: whose it is, 32 hexadecimal digits; without one it belongs to nothing and is not told.
        seconds: how long it took.
        root: whether it is what the others of its trace come of.
        error: what kind of failure it ended with, never in anyone's words; empty where it ended well.
    """
    if recorders and trace:
        for recorder in recorders:
            recorder(name, trace, seconds, root=root, error=error, attributes=attributes)
