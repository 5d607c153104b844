"""Leads any conversation: asks, takes answers, goes back, edits, cancels, and comes back to what was left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from bot.chat.conversation import Ask, Do, Script, Stale, Talk
from bot.chat.event import Finished, Upload, Words
from bot.chat.forms import OPEN, FormScript
from bot.chat.message import Button, Message, Text, text
from bot.chat.questions import Given
from bot.chat.wire import Json
from handlers.notices import awake_at
from handlers.talking import asking, sheets
from handlers.talking.leaving import Leaving
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
    `tidy(answers)` takes out what an effect has taken over and need not be kept here.
    `form(turn, subject)` asks the same questions in one, where the platform can show that.
    A script that `follows_rows` is made of what its own effects change: after each step it begins anew.
    `leaving(turn, subject)` has the words of a conversation where more is to be said than that answers are lost.
    `lapsed(turn, subject)` has what is said once instead of asking unbidden, where that has lost its point.
    """

    name: str
    script: Callable[[Turn, int], Callable[[], Script[T]]]
    finish: Callable[[Turn, int, T], list[Message]]
    effects: Mapping[str, Effect] = field(default_factory=dict)
    chapters: tuple[str, ...] = ()
    moved: Callable[[Turn, int], None] | None = None
    tidy: Callable[[dict[str, Json]], dict[str, Json]] = dict
    form: Callable[[Turn, int], FormScript] | None = None
    leaving: Callable[[Turn, int], Leaving] | None = None
    lapsed: Callable[[Turn, int], Message | None] | None = None
    follows_rows: bool = False


CONVERSATIONS: dict[str, Conversation[Any]] = {}


def register(conversation: Conversation[T]) -> Conversation[T]:
    """Makes a conversation known by its name, so that it can be taken up again."""
    CONVERSATIONS[conversation.name] = conversation
    return conversation


def begin(turn: Turn, conversation: Conversation[Any], subject: int = 0) -> list[Message]:
    """Starts a conversation, or takes it up where it was left."""
    progress = _found_or_new(turn, conversation, subject)
    if conversation.form is not None:
        turn.at_once = sheets.opened(turn, progress, conversation.form(turn, subject))
    return go_on(turn, progress, in_place=False)


def restart(
    turn: Turn, conversation: Conversation[Any], answers: Mapping[str, Json], subject: int = 0
) -> list[Message]:
    """Starts a conversation with some answers given already, whatever was left of an earlier one."""
    progress = _found_or_new(turn, conversation, subject)
    progress.answers = dict(answers)
    return go_on(turn, progress, in_place=False)


def drop(turn: Turn, conversation: Conversation[Any], subject: int = 0) -> None:
    """Forgets how far a conversation had come; not an error where there was none."""
    progress = find(turn, conversation.name, subject)
    if progress is not None:
        end(turn, progress)


def active(turn: Turn) -> Progress | None:
    """The conversation that what is typed belongs to: the one touched last."""
    known = [one for one in turn.progress if one.conversation in CONVERSATIONS and not one.is_aside]
    return max(known, key=lambda progress: progress.touched_at, default=None)


def answer(turn: Turn, progress: Progress) -> list[Message]:
    """What was typed or sent is an answer to the active conversation's question."""
    talk = _replayed(turn, progress)
    step = talk.place().step
    if not isinstance(step, Ask):
        return go_on(turn, progress, in_place=False, talk=talk)
    return take(turn, progress, step.name, _given(turn), talk=talk)


def would_take(turn: Turn, progress: Progress) -> bool:
    """Whether what was typed or sent would do as an answer to the active conversation's question."""
    talk = _replayed(turn, progress)
    step = talk.place().step
    if not isinstance(step, Ask):
        return False
    try:
        talk.answer(step.name, _given(turn))
    except Refused:
        return False
    return True


def resume(turn: Turn, *notes: Text) -> list[Message]:
    """The open question of whatever conversation was left half done, if any, with notes put before it.

    What has lapsed meanwhile is put aside with a word, and the one before it is asked. As something else has just been
    said, it is asked briefly, and over what holds by now. Nobody is asked in their sleep.
    """
    progress = active(turn)
    if progress is None or (isinstance(turn.what, Finished) and awake_at(turn, turn.person.key) > turn.now):
        return []
    lapsed = CONVERSATIONS[progress.conversation].lapsed
    said = lapsed(turn, progress.subject) if lapsed else None
    if said is None:
        progress.answers = dict(_replayed(turn, progress).afresh())
        return go_on(turn, progress, *notes, in_place=False, briefly=True)
    progress.put_aside()
    return [said.after(*notes), *resume(turn)]


def take(
    turn: Turn, progress: Progress, question: str, given: Given, *, talk: Talk[Any] | None = None
) -> list[Message]:
    """The next question where the answer will do, else why not; nothing for the repeat of an answer."""
    talk = talk or _replayed(turn, progress)
    try:
        after = talk.answer(question, given)
    except Stale as stale:
        return [] if stale.repeated else go_on(turn, progress, text("talk-stale"), in_place=False, talk=talk)
    except Refused as refused:
        return go_on(turn, progress, Text(refused.key, refused.variables), in_place=False, talk=talk)
    return go_on(turn, progress, talk=_onwards(progress, after))


def back(turn: Turn, progress: Progress) -> list[Message]:
    """The question before the open one."""
    progress.answers = dict(_replayed(turn, progress).back())
    return go_on(turn, progress)


def edit(turn: Turn, progress: Progress, question: str) -> list[Message]:
    """A question of the summary once more."""
    progress.answers = dict(_replayed(turn, progress).edit(question))
    return go_on(turn, progress)


def question_of(turn: Turn, progress: Progress) -> str:
    """The name of the open question, "" for none."""
    step = _replayed(turn, progress).place().step
    return step.name if isinstance(step, Ask) else ""


def has_answered(turn: Turn, progress: Progress) -> bool:
    """Whether they have answered any question; what effects have found out is nothing of theirs."""
    return bool(_replayed(turn, progress).place().trail)


def find(turn: Turn, name: str, subject: int) -> Progress | None:
    """How far the person has come in a conversation about something; None where they are in none."""
    return next((p for p in turn.progress if p.conversation == name and p.subject == subject), None)


def end(turn: Turn, progress: Progress) -> None:
    """Forgets what was answered."""
    turn.progress.remove(progress)
    if progress in turn.session.new:
        turn.session.expunge(progress)
    else:
        turn.session.delete(progress)


def go_on(
    turn: Turn,
    progress: Progress,
    *notes: Text,
    in_place: bool = True,
    briefly: bool = False,
    talk: Talk[Any] | None = None,
) -> list[Message]:
    """Does what is to be done, then asks the open question or finishes; `briefly` where something was said before."""
    conversation = CONVERSATIONS[progress.conversation]
    talk = talk or _replayed(turn, progress)
    place = talk.place()
    while isinstance(place.step, Do):
        result = conversation.effects[place.step.effect](turn, progress.subject, *place.step.args)
        talk = _onwards(progress, talk.did(place.step, result))
        place = talk.place()
    progress.answers, progress.touched_at = conversation.tidy(dict(talk.answers)), _just_now(turn, progress)
    if isinstance(place.step, Ask):
        if conversation.moved is not None:
            conversation.moved(turn, progress.subject)
        where = (conversation.name, progress.subject)
        short = briefly or bool(notes)
        asked = asking.question(where, place.step, conversation.chapters, first=not place.trail, briefly=short)
        message = asked.after(*notes)
        if conversation.form is not None:
            message = replace(message, rows=(*message.rows, (Button(text("form-open"), OPEN, where),)))
        return [message.in_place_of(turn.tapped_id) if in_place else message]
    end(turn, progress)
    left = list(turn.progress)
    said = conversation.finish(turn, progress.subject, place.outcome)
    return said if turn.progress != left else [*said, *resume(turn)]


def _onwards(progress: Progress, talk: Talk[Any]) -> Talk[Any]:
    """From where it stands; from the beginning where the script itself is made of what has changed."""
    return talk.anew() if CONVERSATIONS[progress.conversation].follows_rows else talk


def _just_now(turn: Turn, progress: Progress) -> datetime:
    """Later than any other conversation was touched, even where another machine's clock is ahead."""
    others = [other.touched_at + timedelta(microseconds=1) for other in turn.progress if other is not progress]
    return max([turn.now, *others])


def _replayed(turn: Turn, progress: Progress) -> Talk[Any]:
    conversation = CONVERSATIONS[progress.conversation]
    return Talk(conversation.script(turn, progress.subject), progress.answers)


def _given(turn: Turn) -> Given:
    match turn.what:
        case Words(words):
            return Given(turn.reader, words=words)
        case Upload() as upload:
            return Given(turn.reader, upload=upload)
    raise TypeError(f"not an answer: {turn.what!r}")


def _found_or_new(turn: Turn, conversation: Conversation[Any], subject: int) -> Progress:
    progress = find(turn, conversation.name, subject)
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
