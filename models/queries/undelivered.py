"""Messages that were refused for good, or may have arrived: tried again, or given up, at an operator's word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlmodel import Session, col

from models.broadcast import Broadcast, BroadcastState
from models.delivery import UP_TO_THE_OPERATOR, Delivery, DeliveryState
from models.queries import cards

LIVE = (BroadcastState.SENDING, BroadcastState.PAUSED)


def refused_next(session: Session, after: int, most: int) -> Sequence[int]:
    """The next that were refused, by their numbers. Those that may have arrived are decided one by one."""
    refused = select(col(Delivery.id)).where(col(Delivery.state) == DeliveryState.REFUSED, col(Delivery.id) > after)
    return [id_ for id_ in session.scalars(refused.order_by(col(Delivery.id)).limit(most)) if id_]


def try_again(session: Session, ids: Sequence[int], now: datetime) -> int:
    """They are due; how many are. A card of a broadcast that is over stays as it is: nobody would send it."""
    live = select(col(Broadcast.id)).where(col(Broadcast.state).in_(LIVE))
    goes_out = col(Delivery.broadcast_id).is_(None) | col(Delivery.broadcast_id).in_(live)
    return _decide(session, ids, goes_out, state=int(DeliveryState.DUE), attempts=0, error="", not_before=now)


def drop(session: Session, ids: Sequence[int]) -> int:
    """They are never sent; how many were given up."""
    return _decide(session, ids, state=int(DeliveryState.CANCELLED))


def _decide(session: Session, ids: Sequence[int], *which: ColumnElement[bool], **values: Any) -> int:
    chosen = (col(Delivery.id).in_(ids), col(Delivery.state).in_(UP_TO_THE_OPERATOR), *which)
    with cards.counting(session, *chosen):
        return session.connection().execute(update(Delivery).where(*chosen).values(**values)).rowcount
