"""Files of payouts as they come back from whoever transferred the money."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from random import SystemRandom
from typing import Any

from sqlmodel import Session

from bot.clock import Clock
from bot.errors import CannotStart
from bot.queue.mailroom import store
from handlers.money.payouts import Paid, pay
from handlers.policy import Policy
from handlers.turn import Work
from models.errors import Refused
from models.money import Money
from models.person import Person
from models.types import PersonId


@dataclass(frozen=True, slots=True)
class Transfers:
    """A transfer for each of a file's lines with a name and something due; `reference` is of the content."""

    reference: str
    transfers: Sequence[tuple[int, Paid]]
    """With the number of its line."""


@dataclass(frozen=True, slots=True)
class Booked:
    """How many were booked, what they come to in each currency, and how many had been booked before."""

    number: int
    sums: Sequence[Money]
    before: int


def read(file: Path) -> Transfers:
    """What `export payouts` wrote, as CSV or JSON lines; lines may have been taken out and amounts changed.

    Raises:
        CannotStart: it can't be read, or a line of it is none; it says which.
    """
    try:
        content = file.read_bytes()
        rows = list(_rows(content.decode("utf-8-sig")))
    except OSError as trouble:
        raise CannotStart(f"{file} can't be read: {trouble.strerror or trouble}") from None
    except ValueError:
        raise CannotStart(f"{file} is neither CSV nor JSON lines as `callboard export payouts` writes them") from None
    every = [(number, _transfer(number, row)) for number, row in rows if row.get("name") != ""]
    seen: set[tuple[int, str]] = set()
    for number, one in every:
        whom = (one.person_id, one.amount.currency)
        if whom in seen:
            raise CannotStart(f"line {number}: expert {one.person_id} is there twice")
        seen.add(whom)
    return Transfers(hashlib.sha256(content).hexdigest()[:16], [(n, one) for n, one in every if one.amount.minor > 0])


def book(session: Session, policy: Policy, reference: str, transfers: Sequence[tuple[int, Paid]]) -> Booked:
    """All of them, or none.

    Raises:
        CannotStart: one can't be right; it says which and why.
    """
    work = Work(session, Clock().now(), SystemRandom(), policy)
    booked: list[Paid] = []
    for number, one in transfers:
        if session.get(Person, one.person_id) is None:
            raise CannotStart(f"line {number}: there is no expert {one.person_id}")
        try:
            booked += [one] if pay(work, reference, one) else []
        except Refused as refused:
            due: Money = refused.variables["due"]
            raise CannotStart(
                f"line {number}: expert {one.person_id} is due {due.amount} {due.currency}, not {one.amount.amount}; "
                "nothing was booked"
            ) from None
    session.flush()
    store(session, work.outgoing, {}, work.now)
    currencies = sorted({one.amount.currency for one in booked})
    sums = [Money(sum(o.amount.minor for o in booked if o.amount.currency == c), c) for c in currencies]
    return Booked(len(booked), sums, len(transfers) - len(booked))


def _rows(content: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    lines = content.splitlines()
    if content.lstrip().startswith("{"):
        yield from ((number, json.loads(line)) for number, line in enumerate(lines, 1) if line.strip())
        return
    table = csv.DictReader(lines)
    if not {"expert_id", "currency", "due"} <= set(table.fieldnames or ()):
        raise ValueError("no such table")
    yield from ((table.line_num, row) for row in table)


def _transfer(number: int, row: Mapping[str, Any]) -> Paid:
    try:
        return Paid(PersonId(int(row["expert_id"])), Money.of(Decimal(str(row["due"])), str(row["currency"])))
    except (KeyError, ValueError, TypeError, InvalidOperation, ArithmeticError):
        raise CannotStart(f"line {number}: expert_id, currency and due are not an expert's, and an amount") from None
