"""What experts are owed still that was promised for a day that is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlmodel import Session, col

from models.ledger import LedgerEntry
from models.money import Money
from models.person import Person
from models.queries.exporting import EXPERTS, OWNER


class Owed(NamedTuple):
    """How many people are owed something, and what that comes to in a currency."""

    people: int
    amount: Money


def since(session: Session, payday: date) -> list[Owed]:
    """What was earned before this payday's midnight in UTC and is not paid out, by currency: what is paid out counts
    for what was earned first. Who left without a name can't be paid and is left out, as in the file of payouts."""
    first_left = datetime.combine(payday, time(), tzinfo=UTC)
    amount = col(LedgerEntry.amount_minor)
    came_later: ColumnElement[int] = case((and_(amount > 0, col(LedgerEntry.booked_at) >= first_left), amount), else_=0)
    late = (func.sum(amount) - func.sum(came_later)).label("late")
    each = (
        select(col(LedgerEntry.currency).label("currency"), late)
        .join(Person, col(Person.id) == OWNER)
        .where(col(LedgerEntry.account).startswith(EXPERTS), col(Person.name) != "")
        .group_by(col(LedgerEntry.account), col(LedgerEntry.currency))
        .having(late > 0)
        .subquery()
    )
    counted = select(each.c.currency, func.count(), func.sum(each.c.late)).group_by(each.c.currency)
    return [Owed(people, Money(int(minor), currency)) for currency, people, minor in sorted(session.execute(counted))]
