"""Turns what was said into delivery rows, and hands those that are due to the outbox without a detour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table
from sqlmodel import Session, col, select

from bot.chat.message import Message
from bot.chat.wire import dump_message
from handlers.turn import Outgoing, View
from models import many
from models.delivery import Delivery, DeliveryState
from models.installation import LostWorkspace
from models.person import Account, Person
from models.queries import cards
from models.types import AccountId, PersonId

Pair = tuple[Account, Person]
Edited = dict[int, tuple[str, Account]]
"""For each delivery that is edited, the platform's id of its message and the account that has it."""


@dataclass(slots=True)
class Due:
    """A delivery with all that sending it takes.

    `edits` is the delivery whose message it changes, `target` the platform's id of that message if it is known.
    """

    id: int
    channel: str
    account_id: int
    person_id: int
    chat_id: str
    language: str
    timezone: str
    priority: int
    not_before: datetime
    body: dict[str, Any]
    edits: int | None
    target: str
    attempts: int
    trace: str = ""
    once: bool = False
    broadcast_id: int | None = None
    said: Message | None = field(default=None, repr=False, compare=False)
    """What `body` stands for, where it was stored just now."""


def store(session: Session, outgoing: Sequence[Outgoing], known: dict[PersonId, Pair], now: datetime) -> list[Due]:
    """Stores what is to be said, once for each key; returns what can go out at once.

    An edit goes to the account that has the message, everything else to the one that is named, else to the one that
    acted or was used last.

    Args:
        known: the account and person of whoever acted; others are looked up. What is said to someone who has no
            account left is dropped.
    """
    if not outgoing:
        return []
    known = known | _others(session, {one.person_id for one in outgoing} - known.keys())
    edited = _edited(session, [one.message.replaces for one in outgoing if one.message.replaces is not None])
    named = _named(session, [one.account_id for one in outgoing if one.account_id is not None])
    addressed = [(one, *_address(one, known, edited, named)) for one in outgoing if one.person_id in known]
    rows = [_row(one, account, person, now) for one, account, person in addressed]
    if not rows:
        return []
    inserted = many.execute_rows(session, _INSERT, rows)
    ids = {key: delivery_id for delivery_id, key in inserted.all()}
    of_broadcasts = [row for row in rows if row["broadcast_id"] is not None and row["dedupe_key"] in ids]
    cards.made(session, Counter((row["broadcast_id"], row["not_before"]) for row in of_broadcasts), now)
    return [
        _due(ids[row["dedupe_key"]], row, account, person, edited, one.message)
        for row, (one, account, person) in zip(rows, addressed, strict=True)
        if row["dedupe_key"] in ids and row["not_before"] <= now
    ]


def _address(said: Outgoing, known: dict[PersonId, Pair], edited: Edited, named: dict[AccountId, Account]) -> Pair:
    account, person = known[said.person_id]
    if said.account_id in named:
        return named[said.account_id], person
    if said.message.replaces in edited:
        account = edited[said.message.replaces][1]
    return account, person


def _row(said: Outgoing, account: Account, person: Person, now: datetime) -> dict[str, Any]:
    message = said.message
    body = {"view": [message.name, message.subject]} if isinstance(message, View) else dump_message(message)
    return {
        "dedupe_key": said.key,
        "channel": account.channel,
        "account_id": account.id,
        "person_id": person.id,
        "priority": int(said.priority),
        "not_before": max(said.not_before or now, now),
        "body": body,
        "edits": message.replaces,
        "broadcast_id": said.broadcast_id,
        "once": said.once,
        "state": int(DeliveryState.DUE),
        "attempts": 0,
        "external_id": "",
        "error": "",
        "trace": said.trace,
        "created_at": now,
    }


def _due(
    delivery_id: int, row: dict[str, Any], account: Account, person: Person, edited: Edited, said: Message | View
) -> Due:
    return Due(
        id=delivery_id,
        channel=row["channel"],
        account_id=row["account_id"],
        person_id=row["person_id"],
        chat_id=account.chat_id,
        language=person.language,
        timezone=person.timezone,
        priority=row["priority"],
        not_before=row["not_before"],
        body=row["body"],
        edits=row["edits"],
        target=edited[row["edits"]][0] if row["edits"] in edited else "",
        attempts=0,
        trace=row["trace"],
        once=row["once"],
        said=said if isinstance(said, Message) else None,
    )


def _others(session: Session, people: set[PersonId]) -> dict[PersonId, Pair]:
    """Each person's reachable account that was used last; one in a lost workspace only where there is no other."""
    if not people:
        return {}
    query = (
        select(Account, Person)
        .join(Person, col(Account.person_id) == col(Person.id))
        .where(col(Account.person_id).in_(people), col(Account.unreachable_since).is_(None))
        .order_by(col(Account.last_seen_at), col(Account.id))
    )
    found = list(session.exec(query))
    if len(found) > len(people):
        lost = set(session.exec(select(LostWorkspace.channel)))
        found.sort(key=lambda pair: pair[0].channel not in lost)  # stable: the last one counts
    return {person.key: (account, person) for account, person in found}


def _named(session: Session, ids: Sequence[AccountId]) -> dict[AccountId, Account]:
    if not ids:
        return {}
    found = select(Account).where(col(Account.id).in_(ids), col(Account.unreachable_since).is_(None))
    return {account.key: account for account in session.exec(found)}


_EDITED = many.reading(
    lambda within: (
        select(Delivery.id, Delivery.external_id, Account)
        .join(Account, col(Account.id) == col(Delivery.account_id))
        .where(within(col(Delivery.id), "ids"))
    )
)


def _edited(session: Session, deliveries: Sequence[int]) -> Edited:
    if not deliveries:
        return {}
    rows = many.execute(session, _EDITED, {"ids": list(deliveries)})
    return {delivery_id: (external_id, account) for delivery_id, external_id, account in rows}


_TABLE: Table = Delivery.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_INSERT = many.inserting(
    _TABLE,
    (
        *("dedupe_key", "channel", "account_id", "person_id", "priority", "not_before", "body", "edits"),
        *("broadcast_id", "once", "state", "attempts", "external_id", "error", "trace", "created_at"),
    ),
    lambda insert: insert.on_conflict_do_nothing(index_elements=["dedupe_key"]).returning(
        _TABLE.c.id, _TABLE.c.dedupe_key
    ),
)
