"""The process in which one picture is drawn: `python -m bot.children.picture_child`, JSON in, a PNG out.

It knows neither rules nor languages: every word comes ready to be written, and is never read as a formula.
"""

from __future__ import annotations

import json
import logging
import os
import re
import resource
import sys
import unicodedata
import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

MEMORY = 2 * 1024**3
CPU_SECONDS = 15
WIDTH, HEAD, ROW, EDGE = 800, 160, 160, 32
DPI = 100
SHARPNESS = 1.6
"""So many pixels for each of the above."""
INK, GREY, PALE = "#1d2733", "#5d6b7a", "#e6ebf0"
COLOURS = (GREY, "#7fb2e5", "#3b82c4", "#2f9e6e", "#1f6f4d")
"""Of the steps, one after the other."""
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def main() -> None:
    """`{"right_to_left", "title", "note", "steps", "rows": [{"title", "note", "cells": [[words, share or null]]}]}`."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _Picture(json.load(sys.stdin)).draw()


class _Picture:
    """A table of tasks and steps; under each number a bar says which part of the places that is."""

    def __init__(self, told: dict[str, Any]) -> None:
        import matplotlib as mpl
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        mpl.rcParams.update({"text.parse_math": False, "text.usetex": False, "font.family": ["DejaVu Sans"]})
        self._told, self._mirrored = told, bool(told["right_to_left"])
        self._height = HEAD + ROW * len(told["rows"])
        self._figure = Figure(figsize=(WIDTH / DPI, self._height / DPI), dpi=DPI * SHARPNESS, facecolor="white")
        FigureCanvasAgg(self._figure)
        self._axes: Axes = self._figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(self._height, 0))
        self._axes.axis("off")
        self._column = (WIDTH - 2 * EDGE) / len(told["steps"])

    def draw(self) -> None:
        told = self._told
        _cut(self._write(EDGE, 46, told["title"], 24, bold=True), (WIDTH - 2 * EDGE) * SHARPNESS)
        _cut(self._write(EDGE, 80, told["note"], 15, GREY), (WIDTH - 2 * EDGE) * SHARPNESS)
        for place, step in enumerate(told["steps"]):
            _shrink(self._write(self._at(place), HEAD - 24, step, 18, GREY), (self._column - 12) * SHARPNESS)
        for number, row in enumerate(told["rows"]):
            self._row(HEAD + ROW * number, row)
        self._figure.savefig(sys.stdout.buffer, format="png")

    def _row(self, top: float, row: dict[str, Any]) -> None:
        self._bar(EDGE, top, WIDTH - 2 * EDGE, 1.5, PALE)
        note = self._write(WIDTH - EDGE, top + 36, row["note"], 15, GREY, at_end=True)
        title = self._write(EDGE, top + 36, row["title"], 18, bold=True)
        _cut(title, (WIDTH - 2 * EDGE - 20) * SHARPNESS - note.get_window_extent().width)
        for place, (words, share) in enumerate(row["cells"]):
            _shrink(self._write(self._at(place), top + 88, words, 25), (self._column - 12) * SHARPNESS)
            if share is not None:
                whole = self._column - 16
                self._bar(self._at(place), top + 108, whole, 16, PALE)
                self._bar(
                    self._at(place), top + 108, whole * min(1.0, max(0.0, share)), 16, COLOURS[place % len(COLOURS)]
                )

    def _at(self, place: int) -> float:
        return EDGE + self._column * place

    def _bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        from matplotlib.patches import Rectangle

        start = WIDTH - x - width if self._mirrored else x
        self._axes.add_patch(Rectangle((start, y), width, height, facecolor=colour, linewidth=0))

    def _write(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        colour: str = INK,
        *,
        bold: bool = False,
        at_end: bool = False,
    ) -> Text:
        """From where a line begins in the reader's direction, or up to where it ends."""
        return self._axes.text(
            WIDTH - x if self._mirrored else x,
            y,
            _drawable(words),
            fontsize=size * 72 / DPI,
            color=colour,
            weight="bold" if bold else "normal",
            ha="right" if self._mirrored != at_end else "left",
        )


def _shrink(made: Text, most: float) -> None:
    """Whole, however small: half an amount would be another amount."""
    width = made.get_window_extent().width
    if width > most:
        made.set_fontsize(float(made.get_fontsize()) * most / width)


def _cut(made: Text, most: float) -> None:
    """Leaves as many characters as fit, with a sign that there were more."""
    words = made.get_text()
    fits, too_many = 0, len(words) + 1
    if made.get_window_extent().width <= most:
        return
    while too_many - fits > 1:
        half = (fits + too_many) // 2
        made.set_text(words[:half].rstrip() + "…")
        fits, too_many = (half, too_many) if made.get_window_extent().width <= most else (fits, half)
    made.set_text(words[:fits].rstrip() + "…")


def _drawable(words: str) -> str:
    """On one line, without marks of direction, which nothing around needs, and the signs that the font lacks."""
    from matplotlib.font_manager import findfont, get_font

    font = get_font(findfont("DejaVu Sans"))
    line = _MARKS.sub("", " ".join(words.split()))
    return "".join(one for one in line if font.get_char_index(ord(one)) or unicodedata.category(one)[0] in "LN")


if __name__ == "__main__":
    main()
