"""How a qualification test ends: its score, what it proves, what is paid, and what time did to it meanwhile."""

from __future__ import annotations

from sqlmodel import col, select

from bot.chat.message import Button, Message, Text, say, text
from handlers import scope
from handlers.cards.sending import offer_to
from handlers.due import ago
from handlers.exam.item_review import announce
from handlers.exam.terms import proof
from handlers.help import way
from handlers.questions.particulars import label
from handlers.turn import Work
from models.attempt import GRACE, LEAST_ANSWERED, WITHIN, Attempt, AttemptState, Response
from models.credential import CheckMethod, Credential, CredentialKind
from models.expert import Expert
from models.field import by_code
from models.item import Item
from models.ledger import book, client_account, expert_account
from models.queries import testing
from models.scoring import score
from models.types import ItemId

MOST_AT_ONCE = 100


def conclude(work: Work, attempt: Attempt) -> int:
    """Ends a running attempt: what was not answered is wrong, unless its item was retired.

    Returns:
        how many tasks it opens: their cards are on the way.
    """
    _close_all(work, attempt)
    responses = testing.responses(work.session, attempt)
    counted = [one for one in responses.values() if one.right is not None]
    known = testing.quality(work.session, [one.item_id for one in counted])
    curves = [known.get(one.item_id, testing.UNKNOWN).curve for one in counted]
    right = [bool(one.right) for one in counted]
    attempt.end(score(list(zip(curves, right, strict=True))), work.policy.testing.pass_percent, work.now)
    answered = sum(one.answered for one in responses.values())
    if answered >= LEAST_ANSWERED * len(counted) and counted:
        _pay(work, attempt)
    opened = _prove(work, attempt) if attempt.state is AttemptState.PASSED else 0
    work.note(f"test-{attempt.state.value}", f"attempt:{attempt.key}", attempt.person_id)
    work.session.flush()
    _look_at(work, [one.item_id for one in counted])
    return opened


def message(work: Work, attempt: Attempt, opened: int = 0) -> Message:
    """The score with its interval, whether it is passed, what that opens, and what is paid."""
    responses = testing.responses(work.session, attempt).values()
    right = sum(bool(one.right) for one in responses)
    total = sum(one.right is not None for one in responses)
    late = sum(one.ran_out for one in responses)
    low, high = round(100 * (attempt.low or 0)), round(100 * (attempt.high or 0))
    field = label(by_code(attempt.field_code))
    parts = [
        text(
            f"exam-{attempt.state.value}", field=field, right=right, total=total, mark=work.policy.testing.pass_percent
        ),
        *([text("exam-ran-out", n=late)] if late else []),
        text("exam-interval", share=round(100 * (attempt.share or 0)), low=low, high=high),
        _then(work, attempt, opened),
        _payment(attempt),
    ]
    return Message(tuple(parts), ((way("work"), way("profile")),))


def sweep(work: Work) -> None:
    """Says that an item's time is up, and ends attempts whose day is over."""
    for attempt in work.session.exec(OVER.with_for_update(skip_locked=True), params=work.moments).all():
        opened = conclude(work, attempt)
        work.tell(attempt.person_id, message(work, attempt, opened), key=f"attempt:{attempt.key}:ended")
    for attempt_id, response_id in work.session.exec(LATE, params=work.moments).all():
        _ran_out(work, work.lock(Attempt, attempt_id), work.lock(Response, response_id))


def _ran_out(work: Work, attempt: Attempt, response: Response) -> None:
    if response.closed_at is not None or attempt.state is not AttemptState.RUNNING:
        return
    if work.get(Item, response.item_id).retired_at is not None:
        response.leave_out(work.now)
        return
    response.run_out(work.now)
    number, total = response.place + 1, len(attempt.drawn)
    button = Button(text("exam-next"), "exam.next", (attempt.key, number + 1), style="primary")
    if number == total:
        button = Button(text("exam-see"), "exam.resume", style="primary")
    said = say("exam-after", n=number, total=total, rows=[[button]])
    work.tell(response.person_id, said, key=f"response:{response.id}:ran-out")


def _close_all(work: Work, attempt: Attempt) -> None:
    so_far = testing.responses(work.session, attempt)
    for place, (item_id, _) in enumerate(attempt.drawn):
        item = work.get(Item, ItemId(item_id))
        response = so_far.get(place)
        if response is None:
            response = Response.show(attempt, item, place, work.now)
            work.session.add(response)
        if item.retired_at is not None:
            response.leave_out(work.now)
        else:
            response.run_out(work.now)
    work.session.flush()


def _pay(work: Work, attempt: Attempt) -> None:
    """What was announced, from the house, once for each attempt."""
    if attempt.pay_minor == 0:
        return
    amounts = {
        client_account(scope.house(work)): -attempt.pay,
        expert_account(attempt.person_id): attempt.pay,
    }
    attempt.paid = book(work.session, f"attempt:{attempt.key}", amounts, work.now) is not None or attempt.paid


def _prove(work: Work, attempt: Attempt) -> int:
    """A credential of its own for the field, new or renewed; how many tasks it opens."""
    rules = work.policy.testing
    held = proof(work, attempt.person_id, attempt.field_code)
    if held is None or held.state.value in ("failed", "withdrawn"):
        held = Credential(
            person_id=attempt.person_id,
            field_code=attempt.field_code,
            kind=CredentialKind.TEST,
            method=CheckMethod.TEST,
            claim="",
            claimed_at=work.now,
        )
        work.session.add(held)
    held.verify(rules.proves, "qualification test", work.now, rules.valid_for)
    expert = work.session.get(Expert, attempt.person_id)
    return offer_to(work, expert) if expert is not None else 0


def _look_at(work: Work, items: list[ItemId]) -> None:
    """Items that good experts fail are for a reviewer."""
    for item_id, found in testing.quality(work.session, items).items():
        item = work.get(Item, item_id)
        if item.judge(found.by_good, found.right_by_good, work.now):
            announce(work, item)


def _then(work: Work, attempt: Attempt, opened: int) -> Text:
    ended, rules = attempt.ended_at or work.now, work.policy.testing
    if attempt.state is AttemptState.PASSED:
        return text("exam-proves", until=ended + rules.valid_for, n=opened)
    return text("exam-again", at=ended + rules.retake_after)


def _payment(attempt: Attempt) -> Text:
    if attempt.paid:
        return text("exam-booked", pay=attempt.pay)
    return text("exam-too-few") if attempt.pay_minor else text("exam-not-paid")


OVER = (
    select(Attempt)
    .where(Attempt.state == AttemptState.RUNNING, col(Attempt.started_at) <= ago("attempt_ended", WITHIN))
    .order_by(col(Attempt.started_at), col(Attempt.id))
    .limit(MOST_AT_ONCE)
)
LATE = (
    select(Response.attempt_id, Response.id)
    .where(col(Response.closed_at).is_(None), col(Response.due_at) < ago("item_ended", GRACE))
    .order_by(col(Response.due_at), col(Response.id))
    .limit(MOST_AT_ONCE)
)
