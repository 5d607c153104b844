"""The cards of broadcasts: counted where they change, so that nobody has to count a million of them to know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, case, func, literal, select
from sqlmodel import Session, col

from models import many
from models.broadcast import Broadcast, BroadcastState
from models.delivery import Delivery, DeliveryState
from models.types import BroadcastId, UtcDateTime
from models.wave import AT_ONCE, Wave

Change = Counter[tuple[int, datetime, str]]
"""By how much a number of a broadcast's wave changes."""
_COLUMN = {
    DeliveryState.SENT: "sent",
    DeliveryState.REFUSED: "lost",
    DeliveryState.UNREACHABLE: "lost",
    DeliveryState.UNCLEAR: "lost",
    DeliveryState.CANCELLED: "withdrawn",
}
AT_A_TIME = 10_000
NUMBERS = ("made", "sent", "lost", "withdrawn")


def made(session: Session, cards: Mapping[tuple[int, datetime], int], now: datetime) -> None:
    """Counts new cards: how many there are of each broadcast and for each time."""
    change: Change = Counter()
    for (id_, at), number in cards.items():
        change[id_, at if at > now else AT_ONCE, "made"] += number
    _apply(session, change)


@contextmanager
def counting(session: Session, *which: ColumnElement[bool]) -> Iterator[None]:
    """Within it, these deliveries may be changed or deleted in any way; what that means for broadcasts is counted."""
    ids = session.scalars(select(col(Delivery.id)).where(*which, col(Delivery.broadcast_id).is_not(None))).all()
    with counting_these(session, ids):
        yield


@contextmanager
def counting_these(session: Session, ids: Sequence[int | None]) -> Iterator[None]:
    """The same for deliveries whose ids are known; those of no broadcast don't count."""
    before = _standing(session, ids)
    yield
    change = _standing(session, ids)
    change.subtract(before)
    _apply(session, change)


def waiting(session: Session, now: datetime) -> dict[BroadcastId, int]:
    """How many cards of each broadcast that is being sent could go out now."""
    return dict(session.execute(_WAITING_NOW, {"now": now}).all())


def recount_next(session: Session, after: int, most: int) -> tuple[int | None, int, int]:
    """Counts the cards of the next broadcasts that are not over anew, at most so many, and waits for nobody else's.

    Returns:
        the last of them, None where there are no more; how many there were, and of how many a number was wrong.
    """
    running = select(col(Broadcast.id)).where(col(Broadcast.ended_at).is_(None), col(Broadcast.id) > after)
    ids = session.scalars(running.order_by(col(Broadcast.id)).limit(most).with_for_update()).all()
    if not ids:
        return None, 0, 0
    stored = _stored(session, ids)
    change = _counted(session.execute(_OF_BROADCASTS, {"ids": ids}))
    change.subtract(stored)
    _apply(session, change)
    wrong = {id_ for (id_, _, _), by in change.items() if by}
    return ids[-1] if len(ids) == most else None, len(ids), len(wrong)


def _stored(session: Session, ids: Sequence[int | None]) -> Change:
    waves = session.scalars(select(Wave).where(col(Wave.broadcast_id).in_(ids)).with_for_update()).all()
    return Counter({(one.broadcast_id, one.at, name): getattr(one, name) for one in waves for name in NUMBERS})


def _standing(session: Session, ids: Sequence[int | None]) -> Change:
    """In pieces, for SQLite takes some 32,000 values in one statement at most."""
    found: Change = Counter()
    for start in range(0, len(ids), AT_A_TIME):
        found.update(_counted(many.execute(session, _OF_THESE, {"ids": list(ids[start : start + AT_A_TIME])})))
    return found


def _counted(rows: Iterable[Any]) -> Change:
    found: Change = Counter()
    for id_, at, state, number in rows:
        for name in ("made", _COLUMN.get(DeliveryState(state))):
            if name:
                found[id_, at, name] += number
    return found


def _apply(session: Session, change: Change) -> None:
    """In one order everywhere, so that nobody waits for each other in a ring."""
    keys = sorted({(id_, at) for (id_, at, _), by in change.items() if by})
    rows = [{"broadcast_id": id_, "at": at, **{name: change[id_, at, name] for name in NUMBERS}} for id_, at in keys]
    if rows:
        many.execute_rows(session, _ADD, rows)


def _add(insert: many.Insert) -> many.Insert:
    sums = {name: _TABLE.c[name] + insert.excluded[name] for name in NUMBERS}
    return insert.on_conflict_do_update(index_elements=["broadcast_id", "at"], set_=sums)


_TABLE = Wave.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_ADD = many.inserting(_TABLE, ("broadcast_id", "at", *NUMBERS), _add)
_ENDED = col(Wave.sent) + col(Wave.lost) + col(Wave.withdrawn)
_WAITING = col(Wave.made) > _ENDED
_OF_SENDING = (_WAITING, col(Wave.at) <= bindparam("now"), col(Broadcast.state) == BroadcastState.SENDING)
SENDING = (
    select(col(Wave.broadcast_id))
    .join(Broadcast, col(Broadcast.id) == col(Wave.broadcast_id))
    .where(*_OF_SENDING)
    .distinct()
    .order_by(col(Wave.broadcast_id))
)
"""The broadcasts that have cards to send now: one column, with `now` to be bound."""
_WAITING_NOW = (
    select(col(Wave.broadcast_id), func.sum(col(Wave.made) - _ENDED))
    .join(Broadcast, col(Broadcast.id) == col(Wave.broadcast_id))
    .where(*_OF_SENDING)
    .group_by(col(Wave.broadcast_id))
)
_WAVE = case(
    (col(Delivery.not_before) > col(Delivery.created_at), col(Delivery.not_before)),
    else_=literal(AT_ONCE, UtcDateTime()),
)
_KEYS = (col(Delivery.broadcast_id), _WAVE, col(Delivery.state))
_GROUPED = select(*_KEYS, func.count()).group_by(*_KEYS)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_OF_BROADCASTS = _GROUPED.where(col(Delivery.broadcast_id).in_(_IDS))
_OF_THESE = many.reading(
    lambda within: _GROUPED.where(within(col(Delivery.id), "ids"), col(Delivery.broadcast_id).is_not(None))
)
