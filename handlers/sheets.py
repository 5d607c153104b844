"""A conversation's form as it is shown to whoever fills it in."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.chat import forms
from bot.chat.forms import Filled, FormScript, Reply, Sheet
from bot.chat.message import text
from bot.chat.texts import plain
from handlers.turn import Turn
from models.person import Progress


def opened(turn: Turn, progress: Progress, script: FormScript) -> Reply:
    """The form with what is known so far, to be opened at once; where it can't be, the chat asks anyway."""
    return Reply(sheet(turn, progress, forms.fill(script, {}, turn.reader, progress.answers), {}))


def sheet(turn: Turn, progress: Progress, filled: Filled, shown: Mapping[str, str]) -> Sheet:
    """The form with the fields that it has now. Its title is the text `<conversation>-form`.

    Args:
        shown: what it began with, where it is open already.
    """
    reader = turn.reader
    slots = forms.slots(filled.fields, reader)
    return Sheet(
        json.dumps([*_which(progress), forms.shown(slots) | dict(shown)], separators=(",", ":")),
        plain(text(f"{progress.conversation}-form"), reader),
        plain(text("form-submit"), reader),
        plain(text("button-cancel"), reader),
        plain(text("form-not-opened"), reader),
        slots,
    )


def meant(turn: Turn, token: str) -> tuple[Progress | None, Mapping[str, str]]:
    """The conversation that a form was opened for, and what it began with.

    No conversation once it is over, also where it was begun anew since: that is another.
    """
    try:
        *which, shown = json.loads(token)
        name, subject, _ = which
    except (ValueError, TypeError):
        return None, {}
    progress = next((p for p in turn.progress if [p.conversation, p.subject] == [name, subject]), None)
    return (progress, shown) if progress is not None and _which(progress) == which else (None, {})


def _which(progress: Progress) -> list[str | int]:
    """Which conversation it is, and which time."""
    return [progress.conversation, progress.subject, int(progress.started_at.timestamp() * 1000)]
