"""Leads any conversation: asks, takes answers, goes back, edits, cancels, and comes back to what was left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from bot.chat.conversation import Ask, Do, Place, Script, Stale, Talk
from bot.chat.event import Upload, Words
from bot.chat.message import Button, Message, Rows, Text, say, text
from bot.chat.questions import Given, Option, Summary
from bot.chat.wire import Json
from handlers.routes import on_command, on_tap
from handlers.turn import Turn
from models.errors import Refused
from models.person import Progress

T = TypeVar("T")
Effect = Callable[..., Json]


@dataclass(frozen=True)
class Conversation(Generic[T]):
    """A script and what surrounds it.

    `script(turn, subject)` gathers the facts once and returns what makes a fresh generator. `finish` takes the
    outcome. `effects[name](turn, subject, *args)` does what a `do` asks for and returns JSON. `chapters` are what
    progress is counted in ("3 of 7"); without them none is shown. The texts of its questions are
    `<name>-<question>`. `moved(turn, subject)` is told whenever it asks anew.
    """

    name: str
    script: Callable[[Turn, int], Callable[[], Script[T]]]
    finish: Callable[[Turn, int, T], list[Message]]
    effects: Mapping[str, Effect] = field(default_factory=dict)
    chapters: tuple[str, ...] = ()
    moved: Callable[[Turn, int], None] | None = None


CONVERSATIONS: dict[str, Conversation[Any]] = {}


def register(conversation: Conversation[T]) -> Conversation[T]:
    """Makes a conversation known by its name, so that it can be taken up again."""
    CONVERSATIONS[conversation.name] = conversation
    return conversation


def begin(turn: Turn, conversation: Conversation[Any], subject: int = 0) -> list[Message]:
    """Starts a conversation, or takes it up where it was left."""
    return _go_on(turn, _found_or_new(turn, conversation, subject), in_place=False)


def restart(
    turn: Turn, conversation: Conversation[Any], answers: Mapping[str, Json], subject: int = 0
) -> list[Message]:
    """Starts a conversation with some answers given already, whatever was left of an earlier one."""
    progress = _found_or_new(turn, conversation, subject)
    progress.answers = dict(answers)
    return _go_on(turn, progress, in_place=False)


def drop(turn: Turn, conversation: Conversation[Any], subject: int = 0) -> None:
    """Forgets how far a conversation had come; not an error where there was none."""
    progress = _find(turn, conversation.name, subject)
    if progress is not None:
        _end(turn, progress)


def active(turn: Turn) -> Progress | None:
    """The conversation that what is typed belongs to: the one touched last."""
    known = [progress for progress in turn.progress if progress.conversation in CONVERSATIONS]
    return max(known, key=lambda progress: progress.touched_at, default=None)


def answer(turn: Turn, progress: Progress) -> list[Message]:
    """What was typed or sent is an answer to the active conversation's question."""
    talk = _talk(turn, progress)
    step = talk.place().step
    if not isinstance(step, Ask):
        return _go_on(turn, progress, in_place=False, talk=talk)
    return _take(turn, progress, talk, step.name, _given(turn))


def resume(turn: Turn, *notes: Text) -> list[Message]:
    """The open question of whatever conversation was left half done, if any, with notes put before it."""
    progress = active(turn)
    return _go_on(turn, progress, *notes, in_place=False) if progress else []


@on_tap("talk.answer")
def _tapped_answer(turn: Turn, name: str, subject: int, question: str, value: Json) -> list[Message]:
    progress = _find(turn, name, subject)
    if progress is None:
        return [say("talk-over")]
    return _take(turn, progress, _talk(turn, progress), question, Given(turn.reader, chosen=value))


@on_tap("talk.back")
def _tapped_back(turn: Turn, name: str, subject: int, question: str) -> list[Message]:
    progress = _find(turn, name, subject)
    if progress is None:
        return [say("talk-over")]
    place = _talk(turn, progress).place()
    if not isinstance(place.step, Ask) or place.step.name != question:
        return _go_on(turn, progress, text("talk-stale"), in_place=False)
    return _back(turn, progress)


@on_tap("talk.edit")
def _tapped_edit(turn: Turn, name: str, subject: int, question: str) -> list[Message]:
    progress = _find(turn, name, subject)
    if progress is None:
        return [say("talk-over")]
    progress.answers = dict(_talk(turn, progress).edit(question))
    return _go_on(turn, progress)


@on_tap("talk.cancel")
def _tapped_cancel(turn: Turn, name: str, subject: int) -> list[Message]:
    if _find(turn, name, subject) is None:
        return [say("talk-over")]
    keep = Button(text("talk-cancel-no"), "talk.resume", (name, subject), style="primary")
    away = Button(text("talk-cancel-yes"), "talk.drop", (name, subject), style="danger")
    return [say("talk-cancel-sure", rows=[[keep], [away]]).in_place_of(turn.tapped_id)]


@on_tap("talk.resume")
def _tapped_resume(turn: Turn, name: str, subject: int) -> list[Message]:
    progress = _find(turn, name, subject)
    return _go_on(turn, progress) if progress else [say("talk-over")]


@on_tap("talk.drop")
def _tapped_drop(turn: Turn, name: str, subject: int) -> list[Message]:
    progress = _find(turn, name, subject)
    if progress is not None:
        _end(turn, progress)
    return [say("talk-cancelled").in_place_of(turn.tapped_id), *resume(turn)]


@on_command("back")
def _back_command(turn: Turn, _: str) -> list[Message]:
    progress = active(turn)
    return _back(turn, progress) if progress else [say("talk-nothing-open")]


@on_command("cancel")
def _cancel_command(turn: Turn, _: str) -> list[Message]:
    progress = active(turn)
    return _tapped_cancel(turn, progress.conversation, progress.subject) if progress else [say("talk-nothing-open")]


def _take(turn: Turn, progress: Progress, talk: Talk[Any], question: str, given: Given) -> list[Message]:
    try:
        answers = talk.answer(question, given)
    except Stale as stale:
        return [] if stale.repeated else _go_on(turn, progress, text("talk-stale"), in_place=False, talk=talk)
    except Refused as refused:
        return _go_on(turn, progress, Text(refused.key, refused.variables), in_place=False, talk=talk)
    return _go_on(turn, progress, talk=Talk(talk.script, answers))


def _back(turn: Turn, progress: Progress) -> list[Message]:
    progress.answers = dict(_talk(turn, progress).back())
    return _go_on(turn, progress)


def _go_on(
    turn: Turn, progress: Progress, *notes: Text, in_place: bool = True, talk: Talk[Any] | None = None
) -> list[Message]:
    """Does what is to be done, then asks the open question or finishes."""
    conversation = CONVERSATIONS[progress.conversation]
    talk = talk or _talk(turn, progress)
    place = talk.place()
    while isinstance(place.step, Do):
        result = conversation.effects[place.step.effect](turn, progress.subject, *place.step.args)
        talk = Talk(talk.script, talk.did(place.step, result))
        place = talk.place()
    progress.answers, progress.touched_at = dict(talk.answers), _just_now(turn, progress)
    if isinstance(place.step, Ask):
        if conversation.moved is not None:
            conversation.moved(turn, progress.subject)
        message = _question(conversation, progress, place, place.step).after(*notes)
        return [message.in_place_of(turn.tapped_id) if in_place else message]
    _end(turn, progress)
    left = list(turn.progress)
    said = conversation.finish(turn, progress.subject, place.outcome)
    return said if turn.progress != left else [*said, *resume(turn)]


def _just_now(turn: Turn, progress: Progress) -> datetime:
    """Later than any other conversation was touched, even where another machine's clock is ahead."""
    others = [other.touched_at + timedelta(microseconds=1) for other in turn.progress if other is not progress]
    return max([turn.now, *others])


def _question(conversation: Conversation[Any], progress: Progress, place: Place[Any], step: Ask) -> Message:
    variables = dict(step.variables)
    if isinstance(step.question, Summary):
        variables["lines"] = step.question.shown()
    asked = Text(f"{step.of or conversation.name}-{step.text}", variables)
    if step.chapter in conversation.chapters:
        here = text("progress", n=conversation.chapters.index(step.chapter) + 1, of=len(conversation.chapters))
        return Message((here, asked), _rows(conversation, progress, place, step))
    return Message((asked,), _rows(conversation, progress, place, step))


def _rows(conversation: Conversation[Any], progress: Progress, place: Place[Any], step: Ask) -> Rows:
    where = (conversation.name, progress.subject)
    buttons = [_option_button(option, (*where, step.name)) for option in step.question.options]
    width = step.question.columns
    rows = [tuple(buttons[start : start + width]) for start in range(0, len(buttons), width)]
    if isinstance(step.question, Summary):
        edits = [
            Button(text("button-edit", what=label), "talk.edit", (*where, name))
            for name, label, _ in step.question.lines
        ]
        rows += [tuple(edits[start : start + 2]) for start in range(0, len(edits), 2)]
    cancel = Button(text("button-cancel"), "talk.cancel", where)
    back = Button(text("button-back"), "talk.back", (*where, step.name))
    return (*rows, (back, cancel) if place.trail else (cancel,))


def _option_button(option: Option, where: tuple[Json, ...]) -> Button:
    return Button(option.label, "talk.answer", (*where, option.value))


def _talk(turn: Turn, progress: Progress) -> Talk[Any]:
    conversation = CONVERSATIONS[progress.conversation]
    return Talk(conversation.script(turn, progress.subject), progress.answers)


def _given(turn: Turn) -> Given:
    match turn.what:
        case Words(words):
            return Given(turn.reader, words=words)
        case Upload() as upload:
            return Given(turn.reader, upload=upload)
    raise TypeError(f"not an answer: {turn.what!r}")


def _find(turn: Turn, name: str, subject: int) -> Progress | None:
    return next((p for p in turn.progress if p.conversation == name and p.subject == subject), None)


def _found_or_new(turn: Turn, conversation: Conversation[Any], subject: int) -> Progress:
    progress = _find(turn, conversation.name, subject)
    if progress is None:
        progress = Progress(
            person_id=turn.person.key,
            conversation=conversation.name,
            subject=subject,
            started_at=turn.now,
            touched_at=turn.now,
        )
        turn.session.add(progress)
        turn.progress.append(progress)
    return progress


def _end(turn: Turn, progress: Progress) -> None:
    turn.progress.remove(progress)
    if progress in turn.session.new:
        turn.session.expunge(progress)
    else:
        turn.session.delete(progress)
