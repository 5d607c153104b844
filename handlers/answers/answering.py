"""Answering a task: its questions one after another, a summary, and off it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from bot.chat.conversation import Ask, Script, ask, do
from bot.chat.message import Arg, Button, Lines, Message, Rows, Text, say, text
from bot.chat.questions import Choice, Option, Summary
from bot.chat.wire import Json
from handlers.answers import expressions
from handlers.answers.so_far import NAME, answered
from handlers.cards import places
from handlers.cards.offer_card import card_elsewhere
from handlers.help import way
from handlers.questions.answer_kinds import asked_as, long_options, many, question_of, shortened, shown
from handlers.review import review
from handlers.talking import talk
from handlers.talking.leaving import Leaving
from handlers.talking.talk import Conversation
from handlers.turn import Turn
from models.answer import Answer, AnswerKind
from models.answer_reading import MOST_CHARACTERS, scale_of
from models.offer import REVIEW_WITHIN, Offer, OfferState
from models.reminder import ReminderKind
from models.standing import level_of
from models.task import Task
from models.types import OfferId

LONGEST_SUMMARY = 2400
"""Characters of a summary: what is longer is shown by its beginning, and kept whole."""


@dataclass(frozen=True)
class Facts:
    """What a script must know: the task and its questions, and how the place stands.

    `hold` names the hold that ended, so that each new end is a question of its own.
    """

    task: str
    questions: tuple[Mapping[str, Any], ...]
    held_until: datetime | None
    is_open: bool
    places_left: int
    hold: int


def go_on(turn: Turn, offer: Offer) -> list[Message]:
    """The first open question, as a new message."""
    return talk.begin(turn, CONVERSATION, offer.key)


def drop(turn: Turn, offer: Offer) -> None:
    """Forgets what was answered."""
    talk.drop(turn, CONVERSATION, offer.key)


def _script(turn: Turn, subject: int) -> Callable[[], Script[list[Json] | None]]:
    offer = turn.get(Offer, subject)
    task = turn.get(Task, offer.task_id)
    facts = Facts(
        task=task.title,
        questions=tuple(task.questions),
        held_until=offer.held_until if offer.state is OfferState.CLAIMED else None,
        is_open=task.is_open(turn.now),
        places_left=task.places_left,
        hold=int(offer.decided_at.timestamp()) if offer.decided_at else 0,
    )
    return lambda: _answering(facts)


def _answering(facts: Facts) -> Script[list[Json] | None]:
    """The answers' JSON, or None where the task has closed.

    Who lost the place in between goes on answering: at the end the place is claimed again, if there is one.
    """
    if facts.held_until is None and not facts.is_open:
        return None
    given: list[Json] = []
    for number, spec in enumerate(facts.questions, 1):
        given.append((yield from _question(facts, number, spec)))
    given = yield from _all_read(facts, given)
    held_until = facts.held_until
    if held_until is None:
        again = Choice((Option(True, text("button-claim-again")),))
        yield from ask(f"again-{facts.hold}", again, text="again", places=facts.places_left, task=facts.task)
        held_until = datetime.fromisoformat((yield from do(f"claimed-{facts.hold}", "claim")))
    yield from ask("summary", _summary(facts.questions, given), place=_place(held_until), task=facts.task)
    return given


def _question(facts: Facts, number: int, spec: Mapping[str, Any]) -> Script[Json]:
    """Asks one of the task's questions; its answer's JSON, for an expression what is known of it so far."""
    step = _step(facts, number, spec, f"q{number}")
    answer = yield step
    if AnswerKind(spec["kind"]) is AnswerKind.MATH:
        return (yield from expressions.read(step.name, answer))
    return step.question.keep(answer)


def _all_read(facts: Facts, given: Sequence[Json]) -> Script[list[Json]]:
    """Waits for what is still being read, and asks again for what could not be."""
    whole = list(given)
    for number, spec in enumerate(facts.questions, 1):
        if AnswerKind(spec["kind"]) is AnswerKind.MATH:
            again = partial(_step, facts, number, spec)
            whole[number - 1] = yield from expressions.settled(f"q{number}", whole[number - 1], again, facts.task)
    return whole


def _step(facts: Facts, number: int, spec: Mapping[str, Any], name: str) -> Ask:
    """A question of the task's under a name."""
    return Ask(name, question_of(spec), _said(facts, number, spec), name, asked_as(spec))


def _said(facts: Facts, number: int, spec: Mapping[str, Any]) -> dict[str, Arg]:
    """What the text of any question may name."""
    rule = spec.get("rule", {})
    return {
        "n": number,
        "total": len(facts.questions),
        "asked": spec["text"],
        "unit": rule.get("unit", ""),
        "most": rule.get("max_length", MOST_CHARACTERS),
        "options": Lines(long_options(spec)),
        "many": many(rule) if AnswerKind(spec["kind"]) is AnswerKind.CHOICES else "",
        "scale": " – ".join(map(str, scale_of(rule))),
        "place": _place(facts.held_until),
        "task": facts.task,
    }


def _place(held_until: datetime | None) -> Text:
    if held_until is None:
        return text("answering-place-lost")
    return text("answering-place-held", until=held_until)


def _summary(questions: Sequence[Mapping[str, Any]], given: Sequence[Json]) -> Summary:
    room = LONGEST_SUMMARY // (2 * len(questions))
    lines = tuple(
        (
            f"q{number}",
            text("answering-label", n=number),
            text("answering-line", asked=shortened(spec["text"], room), answer=_brief(shown(spec, value), room)),
        )
        for number, (spec, value) in enumerate(zip(questions, given, strict=True), 1)
    )
    return Summary(lines, text("button-submit"))


def _brief(value: Arg, room: int) -> Arg:
    return shortened(value, room) if isinstance(value, str) else value


def _claim(turn: Turn, subject: int) -> Json:
    """Takes a place again for who lost theirs while answering; until when they hold it."""
    offer, task = places.locked(turn, OfferId(subject))
    places.take(turn, offer, task)
    for edited in card_elsewhere(turn, offer, task):
        turn.tell(offer.expert_id, edited, key=f"offer:{offer.key}:claimed-again:{turn.event_id}")
    assert offer.held_until is not None, "a claim without its end"
    return offer.held_until.isoformat()


def _finish(turn: Turn, subject: int, given: list[Json] | None) -> list[Message]:
    """The answer is in; or the task has closed meanwhile."""
    offer, task = places.locked(turn, OfferId(subject))
    if given is None:
        return [say("answering-closed", task=task.title, rows=[[way("work")]])]
    if offer.state is not OfferState.SUBMITTED:
        _submit(turn, offer, task, given)
    said = say("answering-submitted", task=task.title, days=REVIEW_WITHIN.days, pay=task.pay, rows=[[way("work")]])
    return [said.in_place_of(turn.tapped_id), *card_elsewhere(turn, offer, task)]


def _submit(turn: Turn, offer: Offer, task: Task, given: list[Json]) -> None:
    offer.submit(task, turn.now)
    answer = Answer(
        offer_id=offer.key,
        task_id=task.key,
        expert_id=offer.expert_id,
        given=given,
        submitted_at=turn.now,
        verified_level=level_of(turn.session, offer.expert_id, task.field_code, turn.now),
    )
    turn.session.add(answer)
    turn.forget_reminder(offer.expert_id, ReminderKind.HOLD_ENDS, about=offer.key)
    review.announce(turn, offer, task)


def _leaving(turn: Turn, subject: int) -> Leaving:
    """Answers are thrown away, the place is not: it says until when it is held, and how it is released."""
    offer = turn.get(Offer, subject)
    task = turn.get(Task, offer.task_id)
    place = text("answering-leave-lost")
    beside: Rows = ()
    ways: Rows = ((way("work"),),)
    if offer.state is OfferState.CLAIMED and offer.held_until is not None and offer.held_until > turn.now:
        place = text("answering-leave-held", until=offer.held_until)
        beside = ((Button(text("button-hand-back"), "offer.hand-back", (offer.key,)),),)
        ways = ((Button(text("answering-leave-again"), "offer.answer", (offer.key,), style="primary"),), *beside)
    return Leaving(
        text("answering-leave", task=task.title, n=answered(turn, offer), place=place),
        text("answering-leave-yes"),
        text("talk-cancel-no"),
        say("answering-left", task=task.title, place=place, rows=ways),
        nothing=say("answering-left-nothing", task=task.title, place=place, rows=ways),
        beside=beside,
    )


def _lapsed(turn: Turn, subject: int) -> Message | None:
    """Whose place ran out is asked no further by itself: they hear that it is gone, and where there may be another."""
    offer = turn.get(Offer, subject)
    task = turn.get(Task, offer.task_id)
    if offer.state is OfferState.CLAIMED or not task.is_open(turn.now):
        return None
    return say("answering-lapsed", task=task.title, n=answered(turn, offer), rows=[[way("work")]])


CONVERSATION = talk.register(
    Conversation(
        NAME,
        _script,
        _finish,
        leaving=_leaving,
        lapsed=_lapsed,
        effects={"claim": _claim, expressions.EFFECT: expressions.ask_for},
    )
)
