"""Mathematical expressions, compared in a process of its own: some never come to an end, and that one is killed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from models.answer_reading import MOST_OF_AN_EXPRESSION
from models.errors import Refused

SECONDS = 20.0
"""Loading the algebra takes about two of them."""


def read_math(rule: dict[str, Any], words: str, seconds: float = SECONDS) -> tuple[str, bool | None]:
    """The expression as it was understood, and whether it is equivalent to the rule's `expected`.

    Args:
        words: LaTeX or plain: (x-1)(x+1), x**2, sqrt(2), \\\\frac{1}{2}.

    Raises:
        Refused: "math-unreadable" (given), "math-too-long" (most), "math-too-slow".
        ValueError: what is expected can't be read.
    """
    if len(words) > MOST_OF_AN_EXPRESSION:
        raise Refused("math-too-long", most=MOST_OF_AN_EXPRESSION)
    found = _asked({"given": words, "expected": rule.get("expected")}, seconds)
    if found.get("wrong") == "expected":
        raise ValueError("expected is no expression")
    if "value" not in found:
        raise Refused("math-unreadable", given=words.strip()[:60])
    return str(found["value"]), found["correct"]


def _asked(question: dict[str, Any], seconds: float) -> dict[str, Any]:
    """What the other process says; nothing where it broke off."""
    command = [sys.executable, "-m", "bot.children.maths_child"]
    folder = Path(__file__).parents[2]
    try:
        done = subprocess.run(  # our own module; what was typed goes in by standard input
            command,
            input=json.dumps(question),
            capture_output=True,
            text=True,
            timeout=seconds,
            cwd=folder,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused("math-too-slow") from None
    if done.returncode < 0:  # ended by its own limit on time
        raise Refused("math-too-slow")
    try:
        found = json.loads(done.stdout)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
