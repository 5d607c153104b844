"""A conversation's form as it is shown to whoever fills it in."""

from __future__ import annotations

import json

from bot.chat import forms
from bot.chat.forms import Filled, FormScript, Reply, Sheet
from bot.chat.message import text
from bot.chat.texts import plain
from handlers.turn import Turn
from models.person import Progress


def opened(turn: Turn, progress: Progress, script: FormScript) -> Reply:
    """The empty form, to be opened at once; where it can't be, the conversation asks its questions anyway."""
    return Reply(sheet(turn, progress, forms.fill(script, {}, turn.reader)))


def sheet(turn: Turn, progress: Progress, filled: Filled) -> Sheet:
    """The form with the fields that it has now. Its title is the text `<conversation>-form`."""
    reader = turn.reader
    return Sheet(
        token_of(progress),
        plain(text(f"{progress.conversation}-form"), reader),
        plain(text("form-submit"), reader),
        plain(text("button-cancel"), reader),
        plain(text("form-not-opened"), reader),
        forms.slots(filled.fields, reader),
    )


def token_of(progress: Progress) -> str:
    """Which conversation it is, and which time: one that was ended and begun again is another."""
    began = int(progress.started_at.timestamp() * 1000)
    return json.dumps([progress.conversation, progress.subject, began])
