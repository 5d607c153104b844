"""The questions of a qualification test, one a message, each with its own clock; leaving stops none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.chat.conversation import Script, ask, do
from bot.chat.message import Button, Message, say, text
from bot.chat.questions import Choice, option
from bot.chat.wire import Json
from handlers.exam import result
from handlers.exam.items import Open, ask_item
from handlers.talking import talk
from handlers.talking.leaving import Leaving
from handlers.talking.talk import Conversation
from handlers.turn import Turn
from models.attempt import Attempt, AttemptState, Response
from models.errors import Refused
from models.item import Item
from models.queries import testing
from models.types import ItemId

NAME = "exam"
NEXT = "next"


def go_on(turn: Turn, attempt: Attempt) -> list[Message]:
    """The open question, as a new message; the result where the time for all of it has passed."""
    return talk.begin(turn, CONVERSATION, attempt.key)


def go_to(turn: Turn, attempt: Attempt, number: int) -> list[Message]:
    """An item after the one before it ran out and this was said."""
    return talk.restart(turn, CONVERSATION, {f"after-{number}": NEXT}, subject=attempt.key)


def script(turn: Turn, subject: int) -> Callable[[], Script[bool]]:
    """Each replay reads how far the test has come: what is answered or ran out is not asked again."""
    attempt = turn.get(Attempt, subject)
    if attempt.person_id != turn.person.key:
        raise Refused("not-yours")
    return lambda: _asked(_open(turn, attempt), len(attempt.drawn), turn.reader.language)


def _asked(left: Sequence[Open], total: int, language: str) -> Script[bool]:
    for one in left:
        if one.item.retired_at is not None:
            yield from do(f"left-out-{one.number}", "leave-out", one.number)
            continue
        if one.late:
            yield from do(f"ran-out-{one.number}", "run-out", one.number)
            continue
        if one.after_run_out and not one.shown:
            choice = Choice((option(NEXT, text("exam-next")),))
            yield from ask(f"after-{one.number}", choice, text="after", n=one.number - 1, total=total)
        yield from do(f"shown-{one.number}", "show", one.number)
        given = yield from ask_item(one, total, language)
        yield from do(f"graded-{one.number}", "grade", one.number, given)
    return True


def _open(turn: Turn, attempt: Attempt) -> list[Open]:
    """What is still open of a test, in its order; nothing once it has ended."""
    turn.session.flush()
    if attempt.state is not AttemptState.RUNNING or turn.now >= attempt.ends_at:
        return []
    so_far = testing.responses(turn.session, attempt)
    left = []
    for place, (item_id, order) in enumerate(attempt.drawn):
        response, before = so_far.get(place), so_far.get(place - 1)
        if response is not None and response.closed_at is not None:
            continue
        item = turn.get(Item, ItemId(item_id))
        due = response.due_at if response else turn.now + timedelta(seconds=item.seconds)
        left.append(
            Open(
                number=place + 1,
                item=item,
                order=tuple(order),
                shown=response is not None,
                late=response is not None and response.is_late(turn.now),
                after_run_out=before is not None and before.ran_out,
                seconds_left=max(0, int((due - turn.now).total_seconds())),
            )
        )
    return left


def _show(turn: Turn, subject: int, number: int) -> Json:
    """The clock of an item begins, once."""
    attempt = turn.lock(Attempt, subject)
    if number - 1 not in testing.responses(turn.session, attempt):
        _response(turn, attempt, number)
    return True


def _response(turn: Turn, attempt: Attempt, number: int) -> Response:
    """The item's response, made where it has not been shown."""
    place = number - 1
    found = testing.responses(turn.session, attempt).get(place)
    if found is not None:
        return found
    item = turn.get(Item, ItemId(attempt.drawn[place][0]))
    made = Response.show(attempt, item, place, turn.now)
    turn.session.add(made)
    return made


def _grade(turn: Turn, subject: int, number: int, given: Json) -> Json:
    attempt = turn.lock(Attempt, subject)
    response = _response(turn, attempt, number)
    response.answer(turn.get(Item, response.item_id), given, turn.now)
    return True


def _run_out(turn: Turn, subject: int, number: int) -> Json:
    _response(turn, turn.lock(Attempt, subject), number).run_out(turn.now)
    return True


def _leave_out(turn: Turn, subject: int, number: int) -> Json:
    _response(turn, turn.lock(Attempt, subject), number).leave_out(turn.now)
    return True


def _finish(turn: Turn, subject: int, _: bool) -> list[Message]:
    """The result, said in this conversation; a test that ended by itself has the same one."""
    attempt = turn.lock(Attempt, subject)
    opened = result.conclude(turn, attempt) if attempt.state is AttemptState.RUNNING else 0
    return [result.message(turn, attempt, opened).in_place_of(turn.tapped_id)]


def _leaving(turn: Turn, subject: int) -> Leaving:
    """Nothing is thrown away, and no clock is stopped: it says which is running, and until when all must be done."""
    attempt = turn.get(Attempt, subject)
    so_far = testing.responses(turn.session, attempt).values()
    running = next((one for one in so_far if one.closed_at is None), None)
    seconds = max(0, int((running.due_at - turn.now).total_seconds())) if running else 0
    return Leaving(
        text("exam-leave", seconds=seconds, until=attempt.ends_at),
        text("exam-leave-yes"),
        text("exam-leave-no"),
        say("exam-left", until=attempt.ends_at, rows=[[Button(text("exam-go-on"), "exam.resume", style="primary")]]),
    )


CONVERSATION = talk.register(
    Conversation(
        NAME,
        script,
        _finish,
        leaving=_leaving,
        follows_rows=True,
        effects={"show": _show, "grade": _grade, "run-out": _run_out, "leave-out": _leave_out},
    )
)
