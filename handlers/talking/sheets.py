"""A conversation's form as it is shown to whoever fills it in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from bot.chat import forms
from bot.chat.forms import Filled, FormScript, Reply, Sheet
from bot.chat.message import text
from bot.chat.texts import plain
from bot.chat.wire import load_message
from handlers.turn import Turn
from models.delivery import Delivery
from models.person import Progress

NEWEST = 5
"""So many messages and edits are looked through for an open question: one that lies farther back stays as it is."""


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


def question_of(turn: Turn, progress: Progress) -> Delivery | None:
    """The message that asks in the chat what a form of the conversation answers, where no other stands below it."""
    mine = select(Delivery).where(Delivery.account_id == turn.account.key).order_by(col(Delivery.id).desc())
    where = (progress.conversation, progress.subject)
    found = next((one for one in turn.session.exec(mine.limit(NEWEST)) if where in _opened_by(one)), None)
    first = found
    while first is not None and first.edits is not None:
        first = turn.session.get(Delivery, first.edits)
    if first is None:
        return None
    below = mine.where(col(Delivery.edits).is_(None), col(Delivery.id) > first.id).limit(1)
    return None if turn.session.exec(below).first() else found


def _opened_by(delivery: Delivery) -> list[tuple[Any, ...]]:
    """What its buttons open forms of; a message that a view makes has none."""
    rows = load_message(delivery.body).rows if "parts" in delivery.body else ()
    return [button.args for row in rows for button in row if button.action == forms.OPEN]


def _which(progress: Progress) -> list[str | int]:
    """Which conversation it is, and which time."""
    return [progress.conversation, progress.subject, int(progress.started_at.timestamp() * 1000)]
