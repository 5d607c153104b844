"""Forms are opened, changed with what is chosen in them, and sent: then they are a conversation's answers."""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from bot.chat import forms
from bot.chat.event import Form
from bot.chat.forms import OPEN, Filled, Reply
from bot.chat.message import Message, Text, say
from bot.chat.texts import Reader, exists, plain
from bot.chat.wire import Json
from handlers.routes import on_tap
from handlers.talking import sheets, talk
from handlers.turn import Turn
from models.errors import Refused

log = structlog.get_logger()

SENT = "form.sent"
"""Kept among the answers: by what a form that is sent twice is known."""


@on_tap(OPEN)
def opened(turn: Turn, name: str, subject: int) -> list[Message]:
    """The form, with what was answered in the chat so far."""
    progress = talk.find(turn, name, subject)
    conversation = talk.CONVERSATIONS.get(name)
    if progress is None or conversation is None or conversation.form is None:
        return [say("talk-over")]
    turn.at_once = sheets.opened(turn, progress, conversation.form(turn, subject))
    return []


def filled(turn: Turn, form: Form) -> list[Message]:
    """The form with other fields after a choice; sent, the next question, or what is wrong with each field.

    What comes next takes the place of the question in the chat, as after a tap.
    """
    progress, shown = sheets.meant(turn, form.token)
    conversation = talk.CONVERSATIONS.get(progress.conversation) if progress else None
    if progress is None or conversation is None or conversation.form is None:
        return _over(turn) if form.sent else []
    script = conversation.form(turn, progress.subject)
    now = forms.fill(script, form.entries, turn.reader, progress.answers, shown)
    if not form.sent or now.refused:
        wrong = {name: _why(no, turn.reader) for name, no in now.refused.items()}
        turn.at_once = Reply(sheets.sheet(turn, progress, now, shown), wrong if form.sent else {})
        return []
    sent = forms.imprint(form)
    if progress.answers.get(SENT) == sent:
        log.info("form-sent-again", person=turn.person.key, conversation=progress.conversation)
        return []
    progress.answers = {**_left(progress.answers, now), **now.answers, SENT: sent}
    turn.tapped = sheets.question_of(turn, progress)
    return talk.go_on(turn, progress)


def _over(turn: Turn) -> list[Message]:
    log.info("form-over", person=turn.person.key)
    return [say("form-over")]


def _why(no: Refused, reader: Reader) -> str:
    """Why an answer won't do, in the form's own words where the chat names what a form has not, such as a way back."""
    own = f"{no.key}-in-form"
    return plain(Text(own if exists(own) else no.key, no.variables), reader)


def _left(before: Mapping[str, Json], now: Filled) -> dict[str, Json]:
    """The earlier answers without what belongs to one that is another now, and has no field of its own."""
    fields = {field.name for field in now.fields}
    gone = tuple(f"{name}." for name, value in now.answers.items() if before.get(name) != value)
    return {name: value for name, value in before.items() if name in fields or not name.startswith(gone)}
