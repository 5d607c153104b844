"""The buttons and commands of every conversation: answer, back, edit, cancel."""

from __future__ import annotations

from sqlmodel import col, select

from bot.chat.message import Button, Message, say, text
from bot.chat.questions import Given
from bot.chat.wire import Json
from handlers.routes import on_command, on_tap
from handlers.talking import talk
from handlers.talking.leaving import Leaving
from handlers.turn import Turn
from models.delivery import Delivery
from models.person import Progress

THROWN_AWAY = Leaving(
    text("talk-cancel-sure"),
    text("talk-cancel-yes"),
    text("talk-cancel-no"),
    say("talk-cancelled"),
    nothing=say("talk-cancelled-nothing"),
)


@on_tap("talk.answer")
def _answer(turn: Turn, name: str, subject: int, question: str, value: Json) -> list[Message]:
    progress = talk.find(turn, name, subject)
    return talk.take(turn, progress, question, Given(turn.reader, chosen=value)) if progress else _over(turn)


@on_tap("talk.back")
def _back(turn: Turn, name: str, subject: int, question: str) -> list[Message]:
    progress = talk.find(turn, name, subject)
    if progress is None:
        return _over(turn)
    if talk.question_of(turn, progress) != question:
        return talk.go_on(turn, progress, text("talk-stale"), in_place=False)
    return talk.back(turn, progress)


@on_tap("talk.edit")
def _edit(turn: Turn, name: str, subject: int, question: str) -> list[Message]:
    progress = talk.find(turn, name, subject)
    return talk.edit(turn, progress, question) if progress else _over(turn)


@on_tap("talk.cancel")
def _cancel(turn: Turn, name: str, subject: int) -> list[Message]:
    """Asks once, where there is something to lose."""
    progress = talk.find(turn, name, subject)
    if progress is None:
        return _over(turn)
    leaving = _leaving(turn, progress)
    if leaving.nothing is not None and not talk.has_answered(turn, progress):
        return _dropped(turn, progress, leaving.nothing)
    keep = Button(leaving.no, "talk.resume", (name, subject), style="primary")
    away = Button(leaving.yes, "talk.drop", (name, subject), style="danger" if leaving.nothing else "")
    return [Message((leaving.asked,), ((keep,), (away,), *leaving.beside)).in_place_of(turn.tapped_id)]


@on_tap("talk.resume")
def _resume(turn: Turn, name: str, subject: int) -> list[Message]:
    progress = talk.find(turn, name, subject)
    return talk.go_on(turn, progress) if progress else _over(turn)


@on_tap("talk.drop")
def _drop(turn: Turn, name: str, subject: int) -> list[Message]:
    progress = talk.find(turn, name, subject)
    return _dropped(turn, progress, _leaving(turn, progress).left) if progress else _over(turn)


@on_command("back")
def _back_command(turn: Turn, _: str) -> list[Message]:
    progress = talk.active(turn)
    return talk.back(turn, progress) if progress else [say("talk-nothing-open")]


@on_command("cancel")
def _cancel_command(turn: Turn, _: str) -> list[Message]:
    progress = talk.active(turn)
    return _cancel(turn, progress.conversation, progress.subject) if progress else [say("talk-nothing-open")]


def _leaving(turn: Turn, progress: Progress) -> Leaving:
    conversation = talk.CONVERSATIONS[progress.conversation]
    return conversation.leaving(turn, progress.subject) if conversation.leaving else THROWN_AWAY


def _dropped(turn: Turn, progress: Progress, said: Message) -> list[Message]:
    talk.end(turn, progress)
    return [said.in_place_of(turn.tapped_id), *talk.resume(turn)]


def _over(turn: Turn) -> list[Message]:
    """Nothing for the second of two quick taps: by now their message says what the first one led to."""
    newer = select(Delivery.id).where(col(Delivery.person_id) == turn.person.key, col(Delivery.edits) == turn.tapped_id)
    return [] if turn.tapped and turn.session.exec(newer.limit(1)).first() else [say("talk-over")]
