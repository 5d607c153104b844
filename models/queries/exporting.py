"""What leaves the house as a table: answers, what experts are due, the ledger. docs/exports.md has the columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Row, case, cast, func, select
from sqlmodel import Session, col

from models.answer import Answer
from models.appeal import Appeal
from models.client import Client
from models.ledger import LedgerEntry, LedgerTransaction, expert_account
from models.money import Money
from models.offer import Offer
from models.person import Person
from models.review import Review
from models.task import Task
from models.types import PersonId, TaskId

AT_ONCE = 250
"""Rows in memory at a time."""
IN_PIECES = {"yield_per": AT_ONCE}
Line = dict[str, Any]
"""Column to value: str, int, bool, datetime, Decimal or None."""


@dataclass(frozen=True)
class Export:
    """A table that can be had whole. `columns` gives each column's type, in their order; `count` how many lines there
    are."""

    columns: Mapping[str, type]
    lines: Callable[[Session], Iterator[Line]]
    count: Callable[[Session], int]


def one_moment(session: Session) -> None:
    """All that the session reads from now on is as it is now, whatever is written meanwhile. SQLite needs no asking."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def answer_lines(
    session: Session, task_id: TaskId | None = None, at_once: int = AT_ONCE
) -> Generator[Line, None, None]:
    """A line for each question of each answer, of all tasks or of one, the oldest offer first.

    Args:
        at_once: answers that are read together.
    """
    asked = _ANSWERS if task_id is None else _ANSWERS.where(col(Answer.task_id) == task_id)
    with session.execute(asked, execution_options={"yield_per": at_once}) as rows:
        for row in rows:
            yield from _of_answer(row)


def payout_lines(session: Session) -> Iterator[Line]:
    """A line for each expert and currency in which anything was ever booked for them."""
    for currency, earned, paid, person_id, name in session.execute(_PAYOUTS, execution_options=IN_PIECES):
        sums = {"earned": int(earned), "paid": int(paid), "due": int(earned) - int(paid)}
        yield {
            "expert_id": person_id,
            "name": name,
            "currency": currency,
            **{f"{part}_minor": minor for part, minor in sums.items()},
            **{part: Money(minor, currency).amount for part, minor in sums.items()},
        }


def ledger_lines(session: Session) -> Iterator[Line]:
    """A line for each entry, as they were booked."""
    for entry, cause in session.execute(_LEDGER, execution_options=IN_PIECES):
        yield {
            "entry_id": entry.id,
            "transaction_id": entry.transaction_id,
            "cause": cause,
            "booked_at": entry.booked_at,
            "account": entry.account,
            "amount_minor": entry.amount_minor,
            "amount": entry.amount.amount,
            "currency": entry.currency,
            "offer_id": entry.offer_id,
        }


def answers_of(session: Session, task_id: TaskId) -> int:
    """How many have answered a task."""
    return _number(select(func.count()).where(col(Answer.task_id) == task_id))(session)


def _of_answer(row: Row[Any]) -> Iterator[Line]:
    answer, offer, task, review, appeal = row.Answer, row.Offer, row.Task, row.Review, row.Appeal
    for number, (question, value) in enumerate(zip(task.questions, answer.given, strict=False), start=1):
        yield {
            "offer_id": answer.offer_id,
            "task_id": task.id,
            "task": task.title,
            "client": row.client,
            "project": task.project,
            "field": task.field_code,
            "question_number": number,
            "question": question["text"],
            "kind": question["kind"],
            "answer": value if isinstance(value, str) else json.dumps(value, ensure_ascii=False),
            "expert_id": answer.expert_id,
            "verified_level": answer.verified_level,
            "claimed_at": offer.claimed_at,
            "submitted_at": answer.submitted_at,
            "state": offer.state.value,
            "decided_at": offer.decided_at,
            "reason": review.reason if review else "",
            "reviewer_words": review.words if review else "",
            "appealed_at": appeal.made_at if appeal else None,
            "appeal": appeal.verdict.value if appeal and appeal.verdict else "",
            "pay_minor": task.pay_minor,
            "pay": task.pay.amount,
            "currency": task.currency,
        }


def _number(counted: Any) -> Callable[[Session], int]:
    return lambda session: int(session.execute(counted).scalar_one() or 0)


_ANSWERS: Any = (
    select(Answer, Offer, Task, col(Client.name).label("client"), Review, Appeal)
    .join(Offer, col(Offer.id) == col(Answer.offer_id))
    .join(Task, col(Task.id) == col(Answer.task_id))
    .join(Client, col(Client.id) == col(Task.client_id))
    .outerjoin(Review, col(Review.offer_id) == col(Answer.offer_id))
    .outerjoin(Appeal, col(Appeal.offer_id) == col(Answer.offer_id))
    .order_by(col(Answer.offer_id))
)
EXPERTS = expert_account(PersonId(0))[:-1]
OWNER = cast(func.substr(col(LedgerEntry.account), len(EXPERTS) + 1), BigInteger)
_MINOR = col(LedgerEntry.amount_minor)
_PAYOUTS: Any = (
    select(
        col(LedgerEntry.currency),
        func.sum(case((_MINOR > 0, _MINOR), else_=0)),
        func.sum(case((_MINOR < 0, -_MINOR), else_=0)),
        col(Person.id),
        col(Person.name),
    )
    .join(Person, col(Person.id) == OWNER)
    .where(col(LedgerEntry.account).startswith(EXPERTS))
    .group_by(col(LedgerEntry.account), col(LedgerEntry.currency), col(Person.id), col(Person.name))
    .order_by(col(Person.id), col(LedgerEntry.currency))
)
_LEDGER: Any = (
    select(LedgerEntry, col(LedgerTransaction.cause))
    .join(LedgerTransaction, col(LedgerTransaction.id) == col(LedgerEntry.transaction_id))
    .order_by(col(LedgerEntry.id))
)
EXPORTS = {
    "answers": Export(
        {
            "offer_id": int,
            "task_id": int,
            "task": str,
            "client": str,
            "project": str,
            "field": str,
            "question_number": int,
            "question": str,
            "kind": str,
            "answer": str,
            "expert_id": int,
            "verified_level": int,
            "claimed_at": datetime,
            "submitted_at": datetime,
            "state": str,
            "decided_at": datetime,
            "reason": str,
            "reviewer_words": str,
            "appealed_at": datetime,
            "appeal": str,
            "pay_minor": int,
            "pay": Decimal,
            "currency": str,
        },
        answer_lines,
        _number(select(func.sum(func.json_array_length(Answer.given)))),
    ),
    "payouts": Export(
        {
            "expert_id": int,
            "name": str,
            "currency": str,
            "earned_minor": int,
            "paid_minor": int,
            "due_minor": int,
            "earned": Decimal,
            "paid": Decimal,
            "due": Decimal,
        },
        payout_lines,
        _number(select(func.count()).select_from(_PAYOUTS.subquery())),
    ),
    "ledger": Export(
        {
            "entry_id": int,
            "transaction_id": int,
            "cause": str,
            "booked_at": datetime,
            "account": str,
            "amount_minor": int,
            "amount": Decimal,
            "currency": str,
            "offer_id": int,
        },
        ledger_lines,
        _number(select(func.count()).select_from(LedgerEntry)),
    ),
}
