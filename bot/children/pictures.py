"""Pictures of how tasks fill, drawn in a process of their own: what draws them is large, and gone when it has.

A picture's name says which tasks stand in it: `stats-12-7.png`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.channel import Rejected
from bot.chat.message import Arg, Text, text
from bot.chat.texts import RIGHT_TO_LEFT, Reader, plain
from bot.database import Database
from models.queries import filling
from models.queries.exporting import one_moment
from models.queries.filling import Filling
from models.task import TaskState
from models.types import TaskId

NAME = re.compile(r"stats((?:-\d+)+)\.png")
STEPS = ("offered", "claimed", "answered", "accepted", "paid")
SECONDS = 60.0
"""On a busy machine; it takes about two."""


def picture(database: Database, name: str, reader: Reader) -> bytes:
    """How these tasks are now, as a PNG.

    Raises:
        Rejected: no such picture, or none of its tasks is there any more. OSError: it was not drawn.
    """
    with database.reading() as session:
        one_moment(session)
        rows = filling.of_tasks(session, tasks_of(name))
    if not rows:
        raise Rejected(f"no tasks to draw: {name}")
    return _drawn(_told(rows, reader))


def tasks_of(name: str) -> list[TaskId]:
    """Those that stand in it, the first one on top. Rejected for the name of no picture."""
    found = NAME.fullmatch(name)
    if found is None:
        raise Rejected(f"no such picture: {name}")
    return [TaskId(int(key)) for key in found[1].split("-")[1:]]


def _told(rows: Sequence[Filling], reader: Reader) -> dict[str, Any]:
    """What stands in it, in the reader's words."""

    def said(key: str, **variables: Arg) -> str:
        return plain(text(key, **variables), reader)

    return {
        "right_to_left": reader.language in RIGHT_TO_LEFT,
        "title": said("stats-picture"),
        "note": said("stats-picture-bars"),
        "steps": [said(f"stats-picture-{step}") for step in STEPS],
        "rows": [
            {"title": row.title, "note": plain(_stands(row), reader), "cells": _cells(row, reader)} for row in rows
        ],
    }


def _stands(row: Filling) -> Text:
    if row.state is TaskState.CLOSED:
        return text("stats-picture-closed", places=row.places)
    return text("stats-picture-open", left=row.left, places=row.places)


def _cells(row: Filling, reader: Reader) -> list[tuple[str, float | None]]:
    """Each step's number, and which part of the task's places it is; of what is offered there may be any number."""
    counted = [(row.claimed, row.places), (row.answered, row.places), (row.accepted, row.places)]
    shares = [(number, number / most) for number, most in counted]
    paid = row.paid.minor / row.most.minor if row.most.minor else 0.0
    return [
        (plain(row.offered, reader), None),
        *((plain(number, reader), share) for number, share in shares),
        (plain(row.paid, reader), paid),
    ]


def _drawn(told: dict[str, Any]) -> bytes:
    command = [sys.executable, "-m", "bot.children.picture_child"]
    folder = Path(__file__).parents[2]
    try:
        done = subprocess.run(  # our own module; people's words go in by standard input
            command, input=json.dumps(told).encode(), capture_output=True, timeout=SECONDS, cwd=folder, check=False
        )
    except subprocess.TimeoutExpired:
        raise OSError(0, f"not drawn within {SECONDS:.0f} s") from None
    if done.returncode:
        raise OSError(0, f"drawing ended with {done.returncode}")
    return done.stdout
