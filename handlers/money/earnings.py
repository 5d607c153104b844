"""/earnings: what is due, what is being reviewed, and what became of each answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import col, func, select

from bot.chat.message import Arg, Button, Lines, Message, Text, say, text
from handlers.credentials.claim_words import shown_day
from handlers.help import way
from handlers.onboarding.not_joined import not_joined
from handlers.questions.particulars import label
from handlers.review import appealing, rejection
from handlers.routes import on_command, on_tap
from handlers.turn import Turn
from models.appeal import UNDER_REVIEW, Appeal, appeal_until
from models.attempt import Attempt
from models.field import by_code
from models.ledger import balance, expert_account
from models.money import Money
from models.offer import Offer, OfferState
from models.review import Review
from models.statement import StatementLine, statement
from models.task import Task
from models.types import OfferId

A_PAGE = 10
MOST_PAGES = 50
MOST_LOOKED_AT = 50
"""Entries in which the next payday is looked for: what is older was to be paid before."""


class Dated(NamedTuple):
    """A line of the page, and what may be done about it."""

    at: datetime
    line: Text
    ways: tuple[Button, ...] = ()


@on_command("earnings")
def show(turn: Turn, _: str) -> list[Message]:
    """The balance and the newest entries."""
    return [_page(turn, 0)]


@on_tap("earnings.page")
def page(turn: Turn, number: int) -> list[Message]:
    """Another page, in place."""
    return [_page(turn, min(max(number, 0), MOST_PAGES)).in_place_of(turn.tapped_id)]


def _page(turn: Turn, number: int) -> Message:
    end = (number + 1) * A_PAGE
    lines = sorted([*_booked(turn, end + 1), *_undecided_or_rejected(turn, end + 1)], key=lambda line: line.at)
    newest = lines[::-1]
    if not newest:
        return say("earnings-none", rows=[[way("work")]]) if turn.expert else not_joined(turn)
    here = newest[end - A_PAGE : end]
    shown = text("earnings-lines", lines=Lines(tuple(one.line for one in here)))
    newer = Button(text("button-newer"), "earnings.page", (number - 1,))
    older = Button(text("button-older"), "earnings.page", (number + 1,))
    row = (*((newer,) if number else ()), *((older,) if len(newest) > end and number < MOST_PAGES else ()))
    ways = ((way("work"), way("profile")),) if turn.expert else ()
    of_lines = tuple((button,) for one in here for button in one.ways)
    return Message((*totals(turn), shown), (*of_lines, *((row,) if row else ()), *ways))


def totals(turn: Turn) -> list[Text]:
    """What is due, and what is under review."""
    due = balance(turn.session, expert_account(turn.person.key)) or [Money(0, turn.policy.currency)]
    totals = [text("earnings-due", due=_amounts(due)), *_next_payout(turn, due)]
    waiting, count = _waiting(turn)
    if count:
        totals.append(text("earnings-waiting-total", pay=_amounts(waiting), n=count))
    return totals


def _next_payout(turn: Turn, due: Sequence[Money]) -> list[Text]:
    """The next day that any of it is promised for, if one is; today as long as it lasts."""
    payday, today = turn.policy.payday, turn.now.date()
    if payday is None or all(one.minor <= 0 for one in due):
        return []
    lines = statement(turn.session, expert_account(turn.person.key), MOST_LOOKED_AT)
    promised = {payday.after(line.entry.booked_at.date()) for line in lines if line.is_owed}
    next_day = min((day for day in promised if day >= today), default=payday.after(today - timedelta(days=1)))
    return [text("earnings-payday", on=shown_day(next_day))]


def _amounts(amounts: Sequence[Money]) -> Arg:
    return amounts[0] if len(amounts) == 1 else Lines(tuple(amounts))


def _waiting(turn: Turn) -> tuple[list[Money], int]:
    sums = (
        select(Task.currency, func.sum(Task.pay_minor), func.count())
        .join(Offer, col(Offer.task_id) == col(Task.id))
        .outerjoin(Appeal, col(Appeal.offer_id) == col(Offer.id))
        .where(Offer.expert_id == turn.person.key, UNDER_REVIEW)
        .group_by(Task.currency)
    )
    found = turn.session.exec(sums).all()
    return [Money(int(minor), currency) for currency, minor, _ in found], sum(count for *_, count in found)


def _booked(turn: Turn, limit: int) -> list[Dated]:
    lines = statement(turn.session, expert_account(turn.person.key), limit)
    titles = _titles(turn, [line.entry.offer_id for line in lines if line.entry.offer_id])
    tests = _tests(turn)
    return [Dated(line.entry.booked_at, _booked_line(turn, line, titles, tests)) for line in lines]


def _titles(turn: Turn, offers: Sequence[OfferId]) -> dict[int, str]:
    titles = select(Offer.id, Task.title).join(Task, col(Task.id) == col(Offer.task_id))
    return {
        offer_id: title for offer_id, title in turn.session.exec(titles.where(col(Offer.id).in_(offers))) if offer_id
    }


def _tests(turn: Turn) -> dict[str, str]:
    """The fields of the tests that were paid, by what caused the entry."""
    paid = select(Attempt.id, Attempt.field_code).where(Attempt.person_id == turn.person.key, col(Attempt.paid))
    return {f"attempt:{id_}": code for id_, code in turn.session.exec(paid)}


def _booked_line(turn: Turn, line: StatementLine, titles: dict[int, str], tests: dict[str, str]) -> Text:
    entry = line.entry
    if entry.amount_minor < 0:
        return text("earnings-payout", pay=-entry.amount, at=entry.booked_at)
    state = text("earnings-paid") if line.paid else _to_be_paid(turn, entry.booked_at)
    if line.cause in tests:
        field = label(by_code(tests[line.cause]))
        return text("earnings-test", field=field, pay=entry.amount, at=entry.booked_at, state=state)
    if entry.offer_id is None:
        return text("earnings-credit", pay=entry.amount, at=entry.booked_at, state=state)
    key = "earnings-time-held" if line.cause.endswith(":time-held") else "earnings-answer"
    return text(key, task=titles.get(entry.offer_id, ""), pay=entry.amount, at=entry.booked_at, state=state)


def _to_be_paid(turn: Turn, earned: datetime) -> Text:
    """Accepted, and for which day it is promised, if for any; a day that has passed is not kept from them."""
    if turn.policy.payday is None:
        return text("earnings-accepted")
    day = turn.policy.payday.after(earned.date())
    return text("earnings-late" if day < turn.now.date() else "earnings-accepted-for", on=shown_day(day))


def _undecided_or_rejected(turn: Turn, limit: int) -> list[Dated]:
    since = func.coalesce(Offer.decided_at, Offer.submitted_at)
    mine = (
        select(Offer, Task, Review, Appeal)
        .join(Task, col(Task.id) == col(Offer.task_id))
        .outerjoin(Review, col(Review.offer_id) == col(Offer.id))
        .outerjoin(Appeal, col(Appeal.offer_id) == col(Offer.id))
        .where(Offer.expert_id == turn.person.key)
        .where(col(Offer.state).in_((OfferState.SUBMITTED, OfferState.REJECTED)))
        .order_by(since.desc(), col(Offer.id).desc())
        .limit(limit)
    )
    return [_answer_line(turn, *found) for found in turn.session.exec(mine).all()]


def _answer_line(turn: Turn, offer: Offer, task: Task, review: Review | None, appeal: Appeal | None) -> Dated:
    at = offer.decided_at or offer.submitted_at or turn.now
    if offer.state is OfferState.SUBMITTED:
        return Dated(at, text("earnings-waiting", task=task.title, pay=task.pay, by=offer.decided_by or at))
    if appeal is None:
        ways = (appealing.button(offer, task),) if review and turn.now < appeal_until(review) else ()
        return Dated(at, _rejected_line(task, review, at), ways)
    if appeal.verdict is None:
        return Dated(at, text("earnings-appealed", task=task.title, pay=task.pay, by=appeal.decided_by))
    why = (appeal.reason, appeal.reviewer_words)
    line = rejection.told("earnings-upheld", *why, task=task.title, pay=task.pay, at=appeal.decided_at or at)
    return Dated(at, line)


def _rejected_line(task: Task, review: Review | None, at: datetime) -> Text:
    if review is None or not review.reason:
        return text("earnings-rejected", task=task.title, pay=task.pay, at=at)
    why = (review.reason, review.words)
    return rejection.told("earnings-rejected-because", *why, task=task.title, pay=task.pay, at=at)
