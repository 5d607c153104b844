"""The process in which one expression is read and compared: `python -m bot.children.maths_child`, JSON in and out."""

from __future__ import annotations

import json
import logging
import re
import resource
import sys
from typing import Any

from models.digits import BIDI_MARKS, western

MEMORY = 2 * 1024**3
CPU_SECONDS = 15
_SIGNS = {
    "**": "^",
    "×": "\\cdot ",
    "·": "\\cdot ",
    "÷": "/",
    "π": "\\pi ",
    "∞": "\\infty ",
    "²": "^2",
    "³": "^3",
    "√": "\\sqrt",
}
_NAMES = re.compile(
    r"(?<![\\A-Za-z])(arcsin|arccos|arctan|sinh|cosh|tanh|sin|cos|tan|cot|exp|ln|log|sqrt|pi)(?![A-Za-z])"
)
_ROOT = re.compile(r"\\sqrt\s*\(([^()]*)\)")


def main() -> None:
    """Answers one question: {"given", "expected"} to {"value", "correct"} or {"wrong"}."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    logging.disable(logging.CRITICAL)
    json.dump(_compared(json.load(sys.stdin)), sys.stdout)


def _compared(question: dict[str, Any]) -> dict[str, Any]:
    from math_verify import verify

    given = _read(str(question["given"]))
    if given is None:
        return {"wrong": "given"}
    if question["expected"] is None:
        return {"value": str(given[0]), "correct": None}
    expected = _read(str(question["expected"]))
    if expected is None:
        return {"wrong": "expected"}
    return {"value": str(given[0]), "correct": bool(verify(expected, given, timeout_seconds=None))}


def _read(words: str) -> list[Any] | None:
    """The expression as the algebra has it; None where it has none."""
    from math_verify import parse
    from math_verify.parser import LatexExtractionConfig

    plain = western(words.translate(BIDI_MARKS)).strip().strip("$").strip()
    for sign, latex in _SIGNS.items():
        plain = plain.replace(sign, latex)
    plain = _ROOT.sub(r"\\sqrt{\1}", _NAMES.sub(r"\\\1", plain))
    if not plain or "$" in plain:
        return None
    found = parse(f"${plain}$", extraction_config=[LatexExtractionConfig()], parsing_timeout=None)
    return found if found and not isinstance(found[0], str) else None


if __name__ == "__main__":
    main()
