"""What a half-done conversation need not keep of the evidence that went through it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.wire import Json

NO_CODE = "······"
NO_FILE: Json = ["file", "", "", 0, ""]
TAKEN_OVER = (".sent", ".tried", ".kept")
"""How the effects are called that do so."""


def without_evidence(answers: dict[str, Json]) -> dict[str, Json]:
    """The same answers without addresses, codes and files that have been taken over: a replay goes the same way.

    A mail's address is on its row from then on, a file's handle on its own, and a code that was compared nowhere.
    """
    taken_over = [done for done in answers if done.endswith(TAKEN_OVER)]
    return answers | {name: value for done in taken_over for name, value in _emptied(done, answers).items()}


def _emptied(done: str, answers: Mapping[str, Json]) -> dict[str, Json]:
    """What an effect that was done leaves of itself and of the answer that it used."""
    base, _, end = done.rpartition(".")
    stored = answers[done]
    kept: dict[str, Json]
    args = stored["args"] if isinstance(stored, dict) and "args" in stored else []
    match end, args:
        case "sent", [field, str(address), *rest]:
            hidden = masked(address)
            used, kept = [field, hidden, *rest], {base: [hidden, *rest[:2]]}
        case "tried", [code, _]:
            used, kept = [code, NO_CODE], {base: NO_CODE}
        case "kept", [field, kind, [*_], *said]:
            used, kept = [field, kind, NO_FILE, *said], {f"{base}.file": NO_FILE}
        case _:
            return {}
    return kept | {done: {**stored, "args": used}} if kept.keys() <= answers.keys() else {}


def masked(address: str) -> str:
    """Enough for whoever wrote it to know it again: "s…@ksu.edu.sa"."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"
