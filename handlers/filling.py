"""Forms are opened, changed with what is chosen in them, and sent: then they are a conversation's answers."""

from __future__ import annotations

import json

from bot.chat import forms
from bot.chat.event import Form
from bot.chat.forms import OPEN, Reply
from bot.chat.message import Message, Text, say, text
from bot.chat.texts import plain
from handlers import sheets, talk
from handlers.routes import on_tap
from handlers.turn import Turn
from models.person import Progress


@on_tap(OPEN)
def opened(turn: Turn, name: str, subject: int) -> list[Message]:
    """The form, as long as nothing was answered in the chat: from there on the chat goes on."""
    progress = talk.find(turn, name, subject)
    conversation = talk.CONVERSATIONS.get(name)
    if progress is None or conversation is None or conversation.form is None:
        return [say("talk-over")]
    if progress.answers:
        return talk.go_on(turn, progress, text("talk-stale"), in_place=False)
    turn.at_once = sheets.opened(turn, progress, conversation.form(turn, subject))
    return []


def filled(turn: Turn, form: Form) -> list[Message]:
    """The form with other fields after a choice; sent, the next question, or what is wrong with each field."""
    progress = _meant(turn, form.token)
    conversation = talk.CONVERSATIONS.get(progress.conversation) if progress else None
    if progress is None or conversation is None or conversation.form is None:
        return [say("form-over")] if form.sent else []
    now = forms.fill(conversation.form(turn, progress.subject), form.entries, turn.reader)
    if not form.sent or now.refused:
        wrong = {name: plain(Text(no.key, no.variables), turn.reader) for name, no in now.refused.items()}
        turn.at_once = Reply(sheets.sheet(turn, progress, now), wrong if form.sent else {})
        return []
    if all(progress.answers.get(name) == value for name, value in now.answers.items()):
        return []  # sent twice
    progress.answers = {**progress.answers, **now.answers}
    return talk.go_on(turn, progress, in_place=False)


def _meant(turn: Turn, token: str) -> Progress | None:
    """The conversation that a form was opened for; None once it is over, also where it was begun anew since."""
    try:
        name, subject, _ = json.loads(token)
    except (ValueError, TypeError):
        return None
    progress = talk.find(turn, name, subject)
    return progress if progress is not None and sheets.token_of(progress) == token else None
