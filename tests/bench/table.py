"""How figures are shown."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """A measured value beside what it should be; `ratio` is to the baseline or the ideal of the same run."""

    name: str
    value: str
    target: str = ""
    ratio: float | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        return self.name, self.value, self.target, "" if self.ratio is None else f"{self.ratio:.2f}×"


def show(title: str, figures: Iterable[Figure]) -> None:
    """One table."""
    rows = [("figure", "measured", "target", "ratio"), *(figure.cells for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    print(f"\n{title}")
    for row in rows:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def machine() -> str:
    """What else the machine is busy with: a ratio bears it, a single figure does not."""
    load, _, _ = os.getloadavg()
    return f"{os.cpu_count()} cores, load {load:.1f} at the start: other work on the machine shifts single figures"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all values lies below or at."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def middle(values: Sequence[float]) -> float:
    """The median."""
    return float(median(values))


def most_in_a_second(times: Iterable[float]) -> int:
    """In any sliding second."""
    window: deque[float] = deque()
    most = 0
    for at in sorted(times):
        window.append(at)
        while window[0] <= at - 1.0:
            window.popleft()
        most = max(most, len(window))
    return most
