"""Double-entry accounts: append only, and every transaction sums to zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, func, select

from models.errors import Refused
from models.money import Money
from models.offer import Offer
from models.task import Task
from models.types import ClientId, OfferId, PersonId, UtcDateTime, type_of_id


class LedgerTransaction(SQLModel, table=True):
    """One thing that was booked, once: `cause` is unique ("offer:12:accepted")."""

    id: int | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    cause: str = Field(unique=True)
    booked_at: datetime = Field(sa_type=UtcDateTime)


class LedgerEntry(SQLModel, table=True):
    """One line of a transaction on one account; positive is what the account's owner is due."""

    __table_args__ = (
        UniqueConstraint("transaction_id", "account"),
        Index("ledger_by_account", "account", "id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    transaction_id: int = Field(foreign_key="ledgertransaction.id", sa_type=type_of_id)
    account: str
    amount_minor: int
    currency: str
    offer_id: OfferId | None = Field(default=None, foreign_key="offer.id", index=True, sa_type=type_of_id)
    booked_at: datetime = Field(sa_type=UtcDateTime)

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


def expert_account(person_id: PersonId) -> str:
    """What the house owes an expert."""
    return f"expert:{person_id}"


def client_account(client_id: ClientId) -> str:
    """What the house owes a client: negative is what the client is to pay."""
    return f"client:{client_id}"


BANK = "bank"
"""What has left the house."""


def book(
    session: Session,
    cause: str,
    amounts: Mapping[str, Money],
    now: datetime,
    offer_id: OfferId | None = None,
) -> LedgerTransaction | None:
    """Books one transaction; None where this cause has been booked before, which makes paying twice impossible.

    Raises:
        ValueError: the amounts don't sum to zero, or have several currencies.
    """
    if len({amount.currency for amount in amounts.values()}) != 1:
        raise ValueError(f"{cause}: one currency a transaction")
    if sum(amount.minor for amount in amounts.values()) != 0:
        raise ValueError(f"{cause}: does not sum to zero")
    if session.exec(select(LedgerTransaction.id).where(LedgerTransaction.cause == cause)).first():
        return None
    transaction = LedgerTransaction(cause=cause, booked_at=now)
    session.add(transaction)
    session.flush()
    assert transaction.id is not None
    for account, amount in amounts.items():
        session.add(
            LedgerEntry(
                transaction_id=transaction.id,
                account=account,
                amount_minor=amount.minor,
                currency=amount.currency,
                offer_id=offer_id,
                booked_at=now,
            )
        )
    return transaction


def pay_for(session: Session, offer: Offer, task: Task, now: datetime) -> LedgerTransaction | None:
    """Books a task's pay for an accepted answer, from the client to the expert, without a fee.

    Returns:
        None where it has been booked before: nobody is paid twice.
    """
    return _pay(session, offer, task, task.pay, f"offer:{offer.key}:accepted", now)


def pay_for_time_held(
    session: Session, offer: Offer, task: Task, held: timedelta, now: datetime
) -> LedgerTransaction | None:
    """Books the share of a task's pay for the time that its place was held when the client closed it.

    Returns:
        None where it has been booked before, or where so short a time is worth nothing.
    """
    due = time_held_pay(task, held)
    if due.minor == 0:
        return None
    return _pay(session, offer, task, due, f"offer:{offer.key}:time-held", now)


def time_held_pay(task: Task, held: timedelta) -> Money:
    """The task's pay times the time held over the minutes expected: half to even, from nothing to all of it."""
    share = Decimal(held // timedelta(milliseconds=1)) / (task.minutes * 60_000)
    return task.pay.scaled(min(max(share, Decimal(0)), Decimal(1)))


def pay_out(
    session: Session, person_id: PersonId, amount: Money, reference: str, now: datetime
) -> LedgerTransaction | None:
    """Books that an amount was paid to an expert, once under each reference, person and currency.

    Returns:
        None where it has been booked before.

    Raises:
        Refused: "payout-above-due" (due) where it is more than their account has.
    """
    if amount.minor <= 0:
        raise ValueError("a payout is more than nothing")
    account, cause = expert_account(person_id), f"payout:{reference}:{person_id}:{amount.currency}"
    if session.exec(select(LedgerTransaction.id).where(LedgerTransaction.cause == cause)).first():
        return None
    held = {one.currency: one for one in balance(session, account)}
    due = held.get(amount.currency, Money(0, amount.currency))
    if amount > due:
        raise Refused("payout-above-due", due=due)
    return book(session, cause, {account: -amount, BANK: amount}, now)


def balance(session: Session, account: str) -> list[Money]:
    """What an account comes to, an amount for each currency that was ever booked on it."""
    sums = (
        select(LedgerEntry.currency, func.sum(LedgerEntry.amount_minor))
        .where(LedgerEntry.account == account)
        .group_by(LedgerEntry.currency)
        .order_by(LedgerEntry.currency)
    )
    return [Money(int(minor), currency) for currency, minor in session.exec(sums)]


def entries(session: Session, account: str, limit: int = 20) -> Sequence[LedgerEntry]:
    """An account's newest entries."""
    newest = select(LedgerEntry).where(LedgerEntry.account == account)
    return session.exec(newest.order_by(col(LedgerEntry.id).desc()).limit(limit)).all()


def _pay(session: Session, offer: Offer, task: Task, pay: Money, cause: str, now: datetime) -> LedgerTransaction | None:
    amounts = {client_account(task.client_id): -pay, expert_account(offer.expert_id): pay}
    return book(session, cause, amounts, now, offer.key)
