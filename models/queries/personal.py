"""All that is stored about a person, table by table: what `/export` hands over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Protocol, TypeVar

from sqlalchemy import Column, ColumnElement, Table, select, tuple_
from sqlmodel import Session, SQLModel, col

from models.answer import Answer
from models.audit import AuditEntry
from models.ledger import LedgerEntry, LedgerTransaction, expert_account
from models.person import Account, Person
from models.review import Review
from models.seen import ParkedEvent
from models.tables import metadata
from models.types import PersonId

SECRET = {
    "link_code": {"code_hash"},
    "email_code": {"code_hash"},
    "invitation": {"code_hash"},
    "job": {"payload"},
    "response": {"right"},
}
"""What would prove to us what it is to prove, or give away the items of tests."""
DERIVED = {"prospect"}
"""What says once more what other tables say."""
OTHERS = {"decided_by", "first_by", "reviewer_id"}
"""Columns that name somebody else, where the row is the person's own."""
AT_ONCE = 50
_OWNERS = ("person_id", "expert_id")
T = TypeVar("T")


class Gently(Protocol):
    """The same items in the same order, as fast as others let it."""

    def __call__(self, items: Iterable[T], /) -> Iterator[T]: ...


def about(session: Session, person_id: PersonId, gently: Gently = iter) -> dict[str, Any]:
    """Each table's rows of a person, as JSON: a table that nothing stands in is left out.

    What they did in a row that is somebody else's (a task that they described, an answer that they reviewed) is under
    "done", by the row's key.
    """
    found: dict[str, Any] = {"person": _rows(session, gently, _table(Person), col(Person.id) == person_id)}
    done: dict[str, Any] = {}
    for column in _naming():
        table = column.table
        if column.name in _OWNERS:
            found[table.name] = _rows(session, gently, table, column == person_id)
        else:
            done[f"{table.name}.{column.name}"] = _keys(session, table, column == person_id)
    found |= {name: _rows(session, gently, table, where) for name, table, where in _named_otherwise(session, person_id)}
    return {name: rows for name, rows in {**found, "done": _some(done)}.items() if rows}


def _naming() -> Iterator[Column[Any]]:
    """Every column of any table that says whose a row is, or who did something with it."""
    for table in metadata.sorted_tables:
        for column in table.columns if table.name not in DERIVED else ():
            if any(key.column.table.name in ("person", "expert") for key in column.foreign_keys):
                yield column


def _named_otherwise(session: Session, person_id: PersonId) -> Iterator[tuple[str, Table, ColumnElement[bool]]]:
    """What is a person's by something else than their id: bookings, what reviewers decided, what could not be read."""
    mine = select(col(Answer.offer_id)).where(col(Answer.expert_id) == person_id)
    yield "review", _table(Review), col(Review.offer_id).in_(mine)
    account = col(LedgerEntry.account) == expert_account(person_id)
    yield "ledgerentry", _table(LedgerEntry), account
    booked = select(col(LedgerEntry.transaction_id)).where(account)
    yield "ledgertransaction", _table(LedgerTransaction), col(LedgerTransaction.id).in_(booked)
    yield "auditentry", _table(AuditEntry), col(AuditEntry.subject) == f"person:{person_id}"
    theirs = session.exec(_accounts(person_id)).all()
    sender = ParkedEvent.event["sender"]["external_id"].as_string()
    yield "parkedevent", _table(ParkedEvent), tuple_(col(ParkedEvent.platform), sender).in_(theirs)


def _accounts(person_id: PersonId) -> Any:
    return select(col(Account.platform), col(Account.external_id)).where(col(Account.person_id) == person_id)


def _rows(session: Session, gently: Gently, table: Table, where: ColumnElement[bool]) -> list[dict[str, Any]]:
    kept = [one for one in table.columns if one.name not in SECRET.get(table.name, set()) | OTHERS]
    keys = table.primary_key.columns
    asked = select(*kept).where(where).order_by(*keys)
    with session.execute(asked, execution_options={"yield_per": AT_ONCE}) as found:
        return [{name: _plain(value) for name, value in row.items()} for row in gently(found.mappings())]


def _keys(session: Session, table: Table, where: ColumnElement[bool]) -> list[Any]:
    keys = [one for one in table.primary_key.columns if one.name not in SECRET.get(table.name, set())]
    if not keys:
        return []
    found = session.execute(select(*keys).where(where).order_by(*keys)).all()
    return [_plain(row[0]) if len(keys) == 1 else [_plain(one) for one in row] for row in found]


def _some(rows: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in rows.items() if value}


def _plain(value: Any) -> Any:
    """As JSON has it: instants in ISO 8601, sets as sorted lists."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    return value.value if isinstance(value, Enum) else value


def _table(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    return table
