"""An account's entries as their owner reads them: what each is for, and whether it has been paid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, case, col, func, select

from models.ledger import LedgerEntry, LedgerTransaction


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One entry. `paid` is whether payouts have reached it: they settle the oldest amounts first."""

    entry: LedgerEntry
    cause: str
    paid: bool

    @property
    def is_owed(self) -> bool:
        """Whether it was credited and has not been paid out."""
        return self.entry.amount_minor > 0 and not self.paid


def statement(session: Session, account: str, limit: int) -> Sequence[StatementLine]:
    """An account's newest entries, newest first."""
    positive = case((col(LedgerEntry.amount_minor) > 0, col(LedgerEntry.amount_minor)), else_=0)
    credited = func.sum(positive).over(partition_by=col(LedgerEntry.currency), order_by=col(LedgerEntry.id))
    so_far = (
        select(col(LedgerEntry.id).label("id"), credited.label("credited"))
        .where(LedgerEntry.account == account)
        .subquery()
    )
    newest = (
        select(LedgerEntry, LedgerTransaction.cause, so_far.c.credited)
        .join(so_far, so_far.c.id == col(LedgerEntry.id))
        .join(LedgerTransaction, col(LedgerTransaction.id) == col(LedgerEntry.transaction_id))
        .order_by(col(LedgerEntry.id).desc())
        .limit(limit)
    )
    paid_out = _paid_out(session, account)
    return [
        StatementLine(entry, cause, entry.amount_minor > 0 and total <= paid_out.get(entry.currency, 0))
        for entry, cause, total in session.exec(newest)
    ]


def _paid_out(session: Session, account: str) -> dict[str, int]:
    """What has left the account, in minor units of each currency."""
    out = (
        select(LedgerEntry.currency, func.sum(LedgerEntry.amount_minor))
        .where(LedgerEntry.account == account, col(LedgerEntry.amount_minor) < 0)
        .group_by(LedgerEntry.currency)
    )
    return {currency: -int(minor) for currency, minor in session.exec(out)}
