"""How a look gets past what can't go yet: a crowd of messages for a few chats stands in nobody else's way.

What is due is read from its beginning, as far as is wanted of it. Where that is full of what is held, or of what goes
to chats that have enough, a walk goes on behind it, a step in each look, and begins again at the front when it has come
to the end. Within a walk no message of a chat is taken after one that was left.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, select, tuple_
from sqlmodel import Session

from bot.queue.mailroom import Due
from models.delivery import Delivery
from models.person import Account
from models.types import UtcDateTime, type_of_id

MOST_OF_ONE = 10
"""So many messages of one lane are held for an account: it gets no more until a lane is looked at again."""

STEP = 2000
"""So many rows a walk reads in one look, in some milliseconds, until it has come to what can go."""

REST = 10
"""A walk begins again after so many times as long as it read."""

LONG_SECONDS = 5.0
"""One that has much to bring does so after this time at the earliest: those that it has passed wait for that."""

_SLACK = 20


class Strand(NamedTuple):
    """What is due in one order: the cards of a broadcast, or what is of none and has this priority."""

    broadcast_id: int | None
    priority: int


@dataclass(slots=True)
class Pick:
    """What one look takes of a strand.

    Args:
        of_account: how many are held by account, priority and whether they are edits; what is picked is added.
        room: how many of each lane are wanted; a lane that is not named has no room.
        ahead: how many of the strand are held.
    """

    held: Mapping[int, Due]
    of_account: Counter[tuple[int, int, bool]]
    strand: Strand
    room: dict[bool, int]
    ahead: int
    ids: list[int] = field(default_factory=list)
    passed: set[tuple[int, bool]] = field(default_factory=set)
    """Accounts of which something was left, and whether that was an edit."""
    goes_on: bool = False
    """Whether the next look is to follow at once."""

    @property
    def is_full(self) -> bool:
        """Whether all that was wanted is there."""
        return not any(self.room.values())

    def take_from(self, rows: Sequence[Row[Any]]) -> Row[Any] | None:
        """Takes what may be taken of the next rows, as far as is wanted; returns the last one that was looked at."""
        row = None
        for row in rows:
            if row.id not in self.held:
                self._consider(row)
                if self.is_full:
                    break
        return row

    def _consider(self, row: Row[Any]) -> None:
        """An edit comes after the message that it changes: it passes no new message, while those may pass edits."""
        account, is_edit = row.account_id, row.edits is not None
        held_of_it = (account, self.strand.priority, is_edit)
        is_behind = (account, is_edit) in self.passed or (account, False) in self.passed
        if is_behind or not self.room.get(is_edit) or self.of_account[held_of_it] >= MOST_OF_ONE:
            self.passed.add((account, is_edit))
            return
        self.of_account[held_of_it] += 1
        self.room[is_edit] -= 1
        self.ids.append(row.id)


@dataclass(slots=True)
class _Walk:
    """The row that it has come to, and whose messages it has left behind."""

    not_before: datetime
    id: int
    passed: set[tuple[int, bool]] = field(default_factory=set)
    seconds: float = 0.0
    since: float | None = None
    """When it had come to its end, or to as much as was wanted."""
    has_ended: bool = False

    @property
    def is_over(self) -> bool:
        """Whether another one may begin."""
        least = 0.0 if self.has_ended else LONG_SECONDS
        return self.since is not None and time.monotonic() - self.since > max(least, REST * self.seconds)


class Walks:
    """How far one channel's walks have come, by strand."""

    def __init__(self) -> None:
        self._walks: dict[Strand, _Walk] = {}

    def keep(self, broadcasts: AbstractSet[Strand]) -> None:
        """No other broadcast is being sent."""
        for strand in [one for one in self._walks if one.broadcast_id is not None and one not in broadcasts]:
            del self._walks[strand]

    def look(self, session: Session, pick: Pick, bound: Mapping[str, Any]) -> bool:
        """Picks from the beginning of a strand, and from where its walk has come to if that is not enough.

        Returns:
            whether all that is due has been looked at.
        """
        strand = pick.strand
        most = sum(pick.room.values()) + pick.ahead + _SLACK
        rows = _rows(session, _FRONT, strand, {**bound, "most": most})
        last = pick.take_from(rows)
        if pick.is_full:
            return False
        if len(rows) < most or last is None:
            self._walks.pop(strand, None)
            return True
        if strand not in self._walks or self._walks[strand].is_over:
            self._walks[strand] = _Walk(last.not_before, last.id)
        walk = self._walks[strand]
        return not walk.has_ended and self._go_on(session, walk, pick, bound)

    def _go_on(self, session: Session, walk: _Walk, pick: Pick, bound: Mapping[str, Any]) -> bool:
        began = time.monotonic()
        walk.passed |= pick.passed
        pick.passed = walk.passed
        most = STEP if walk.since is None else min(STEP, 2 * sum(pick.room.values()) + _SLACK)
        place = {"after": walk.not_before, "after_id": walk.id, "most": most}
        rows = _rows(session, _BEHIND, pick.strand, {**bound, **place})
        last = pick.take_from(rows)
        if last is not None:
            walk.not_before, walk.id = last.not_before, last.id
        walk.seconds += time.monotonic() - began
        walk.has_ended = not pick.is_full and len(rows) < most
        pick.goes_on = not pick.is_full and not walk.has_ended
        if walk.has_ended or (pick.is_full and walk.since is None):
            walk.since = time.monotonic()
        return walk.has_ended


def _rows(
    session: Session, queries: Mapping[bool, Select[Any]], strand: Strand, bound: Mapping[str, Any]
) -> Sequence[Row[Any]]:
    query = queries[strand.broadcast_id is not None]
    return session.connection().execute(query, {**bound, **strand._asdict()}).all()


_TABLE = Delivery.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_ACCOUNT = Account.__table__  # type: ignore[attr-defined]
_DUE = (
    select(_TABLE.c["id", "account_id", "not_before", "edits"])
    .join_from(_TABLE, _ACCOUNT, _ACCOUNT.c.id == _TABLE.c.account_id)
    .where(_TABLE.c.channel == bindparam("channel"), _TABLE.c.priority == bindparam("priority"), _TABLE.c.state < 2)
    .where(_TABLE.c.not_before <= bindparam("now"), _ACCOUNT.c.unreachable_since.is_(None))
    .order_by(_TABLE.c.not_before, _TABLE.c.id)
    .limit(bindparam("most"))
)
_PLACE = tuple_(bindparam("after", type_=UtcDateTime()), bindparam("after_id", type_=type_of_id))
_FRONT = {
    False: _DUE.where(_TABLE.c.broadcast_id.is_(None)),
    True: _DUE.where(_TABLE.c.broadcast_id == bindparam("broadcast_id")),
}
_BEHIND = {is_card: query.where(tuple_(_TABLE.c.not_before, _TABLE.c.id) > _PLACE) for is_card, query in _FRONT.items()}
