"""A qualification test from the announcement to its first question; the questions are in `questions`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.message import Button, Message, Text, say, text
from handlers.exam import questions
from handlers.exam.terms import Terms, announced, open_tests
from handlers.questions.particulars import label
from handlers.routes import on_tap
from handlers.turn import Turn
from models.attempt import Attempt, AttemptState
from models.credential import Credential
from models.errors import Refused
from models.expert import Expert
from models.field import by_code
from models.item import Item
from models.queries import testing
from models.types import AttemptId

MOST_OFFERED = 4


def invitation(turn: Turn, expert: Expert) -> Button | None:
    """A button to whatever test there is for an expert; None where there is none now."""
    with turn.reading(Attempt, Item, Credential):
        has_just_joined = turn.expert is None  # and is in the middle of nothing
        if not has_just_joined and testing.running(turn.session, turn.person.key) is not None:
            return Button(text("exam-go-on"), "exam.resume")
        return Button(text("exam-take"), "exam.list") if open_tests(turn, expert) else None


@on_tap("exam.list")
def listed(turn: Turn) -> list[Message]:
    """The tests that may be taken; a single one is announced at once."""
    found = open_tests(turn, _expert(turn))
    if not found:
        return [say("test-none")]
    if len(found) == 1:
        return [_announcement(found[0])]
    return [say("exam-which", rows=[[_offer(one)] for one in found[:MOST_OFFERED]])]


@on_tap("exam.offer")
def offer(turn: Turn, field_code: str, level: int) -> list[Message]:
    """Price, time and rules, before anything begins."""
    return [_announcement(announced(turn, _expert(turn), field_code, level)).in_place_of(turn.tapped_id)]


@on_tap("exam.begin")
def begin(turn: Turn, field_code: str, level: int, items: int, minutes: int, pay_minor: int) -> list[Message]:
    """Begins what was announced; where that has changed, it is announced anew."""
    turn.lock(Expert, _expert(turn).person_id)
    under_way = testing.running(turn.session, turn.person.key)
    if under_way is not None:
        return questions.go_on(turn, under_way)
    now = announced(turn, _expert(turn), field_code, level)
    if (now.items, now.minutes, now.pay.minor) != (items, minutes, pay_minor):
        return [_announcement(now).after(text("exam-changed")).in_place_of(turn.tapped_id)]
    attempt = _drawn(turn, now)
    turn.session.add(attempt)
    turn.session.flush()
    turn.note("test-begun", f"attempt:{attempt.key}", turn.person.key)
    return questions.go_on(turn, attempt)


@on_tap("exam.resume")
def resume(turn: Turn) -> list[Message]:
    """Takes up a test that was left; its clock has run on."""
    under_way = testing.running(turn.session, turn.person.key)
    if under_way is None:
        raise Refused("test-over")
    return questions.go_on(turn, under_way)


@on_tap("exam.next")
def next_(turn: Turn, attempt_id: AttemptId, number: int) -> list[Message]:
    """Goes on after an item whose time ran out while nobody looked."""
    attempt = turn.own(Attempt, attempt_id, owner="person_id")
    if attempt.state is not AttemptState.RUNNING:
        raise Refused("test-over")
    return questions.go_to(turn, attempt, number)


def _drawn(turn: Turn, terms: Terms) -> Attempt:
    """Items that the person has not seen come first, then those that were shown least; equals by lot."""
    found = testing.askable(turn.session, terms.field_code, terms.level, turn.person.key)
    awaited = testing.awaited(turn.session, terms.field_code, terms.level)
    exposed = {item.key: shown + awaited[item.key] for item, _, shown in found}
    drawn = sorted(found, key=lambda one: (one[1], exposed[one[0].key], turn.rng.random()))[: terms.items]
    turn.rng.shuffle(drawn)
    return Attempt(
        person_id=turn.person.key,
        field_code=terms.field_code,
        level=terms.level,
        drawn=[(item.key, _shuffled(turn, item)) for item, _, _ in drawn],
        pay_minor=terms.pay.minor,
        currency=terms.pay.currency,
        minutes=terms.minutes,
        state=AttemptState.RUNNING,
        started_at=turn.now,
    )


def _shuffled(turn: Turn, item: Item) -> list[int]:
    places = list(range(len(item.options)))
    turn.rng.shuffle(places)
    return places


def _announcement(terms: Terms) -> Message:
    field = label(by_code(terms.field_code))
    args = (terms.field_code, terms.level, terms.items, terms.minutes, terms.pay.minor)
    begin_ = Button(text("exam-begin"), "exam.begin", args, style="primary")
    said: Sequence[Text] = (
        text("exam-announced", field=field, level=terms.level, n=terms.items, minutes=terms.minutes),
        text("exam-paid", pay=terms.pay) if terms.pay.minor else text("exam-unpaid"),
        text("exam-rules"),
    )
    return Message(tuple(said), ((begin_,),))


def _offer(terms: Terms) -> Button:
    what = text("exam-one", field=label(by_code(terms.field_code)), level=terms.level)
    return Button(what, "exam.offer", (terms.field_code, terms.level))


def _expert(turn: Turn) -> Expert:
    if turn.expert is None:
        raise Refused("profile-none")
    return turn.expert
