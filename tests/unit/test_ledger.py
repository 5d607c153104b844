"""The books: every transaction sums to zero, and nothing is paid twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, create_engine, func, select

from models.ledger import (
    LedgerEntry,
    LedgerTransaction,
    balance,
    book,
    client_account,
    entries,
    expert_account,
    pay_for,
    pay_for_time_held,
    time_held_pay,
)
from models.money import Money
from models.offer import Offer
from models.statement import statement
from models.tables import metadata
from models.task import Task
from models.types import ClientId, PersonId
from tests.unit.test_offer import NOW, a_task, an_offer

EXPERT, CLIENT = expert_account(PersonId(1)), client_account(ClientId(1))


@contextmanager
def books() -> Iterator[Session]:
    """An empty database in memory."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def session() -> Iterator[Session]:
    with books() as session:
        yield session


def test_an_accepted_answer_is_paid_once(session: Session) -> None:
    task, offer = a_task(), an_offer()

    assert pay_for(session, offer, task, NOW) is not None
    assert pay_for(session, offer, task, NOW) is None

    assert balance(session, EXPERT) == [Money(4000, "USD")]
    assert balance(session, CLIENT) == [Money(-4000, "USD")]
    assert [entry.offer_id for entry in entries(session, EXPERT)] == [1]


def test_time_held_is_paid_in_proportion_and_never_more_than_the_answer(session: Session) -> None:
    task = a_task(minutes=16)

    assert time_held_pay(task, timedelta(minutes=4)) == Money(1000, "USD")
    assert time_held_pay(task, timedelta(hours=4)) == Money(4000, "USD")
    assert time_held_pay(task, timedelta(seconds=-5)) == Money(0, "USD")
    assert pay_for_time_held(session, an_offer(), task, timedelta(milliseconds=1), NOW) is None
    assert pay_for_time_held(session, an_offer(), task, timedelta(minutes=4), NOW) is not None
    assert pay_for_time_held(session, an_offer(), task, timedelta(minutes=4), NOW) is None
    assert balance(session, EXPERT) == [Money(1000, "USD")]


def test_half_a_cent_goes_to_the_even_one() -> None:
    task = a_task(minutes=1)
    task.pay_minor = 5

    assert time_held_pay(task, timedelta(seconds=30)) == Money(2, "USD")
    task.pay_minor = 7
    assert time_held_pay(task, timedelta(seconds=30)) == Money(4, "USD")


def test_what_does_not_sum_to_zero_is_not_booked(session: Session) -> None:
    with pytest.raises(ValueError, match="sum to zero"):
        book(session, "x", {EXPERT: Money(1, "USD"), CLIENT: Money(-2, "USD")}, NOW)
    with pytest.raises(ValueError, match="one currency"):
        book(session, "x", {EXPERT: Money(1, "USD"), CLIENT: Money(-1, "EUR")}, NOW)


PAYMENT = st.tuples(st.sampled_from(["accepted", "held", "payout"]), st.integers(1, 5), st.integers(0, 90))


@settings(max_examples=40, deadline=None)
@given(st.lists(PAYMENT, max_size=25))
def test_the_books_always_sum_to_zero(payments: list[tuple[str, int, int]]) -> None:
    with books() as session:
        for kind, number, minutes in payments:
            pay(session, kind, an_offer(number), minutes, NOW)
        sums = select(LedgerEntry.transaction_id, func.sum(LedgerEntry.amount_minor)).group_by("transaction_id")
        causes = session.exec(select(LedgerTransaction.cause)).all()
        accounts = {account: balance(session, account) for account in set(session.exec(select(LedgerEntry.account)))}
        assert all(minor == 0 for _, minor in session.exec(sums))
        assert len(causes) == len(set(causes))
        assert sum(amount.minor for amounts in accounts.values() for amount in amounts) == 0
        for account in accounts:
            settled_oldest_first(session, account)


def pay(session: Session, kind: str, offer: Offer, minutes: int, now: datetime) -> None:
    task: Task = a_task()
    account = expert_account(offer.expert_id)
    if kind == "accepted":
        pay_for(session, offer, task, now)
    elif kind == "held":
        pay_for_time_held(session, offer, task, timedelta(minutes=minutes), now)
    elif minutes:
        amounts = {account: Money(-minutes, "USD"), "bank": Money(minutes, "USD")}
        book(session, f"payout:{offer.key}:{minutes}", amounts, now)


def settled_oldest_first(session: Session, account: str) -> None:
    """Once one credit is unpaid, all later ones are."""
    lines = [line for line in reversed(statement(session, account, 100)) if line.entry.amount_minor > 0]
    paid = [line.paid for line in lines]
    assert paid == sorted(paid, reverse=True)


def test_a_fresh_account_has_no_lines(session: Session) -> None:
    assert statement(session, EXPERT, 10) == []
    assert balance(session, EXPERT) == []
