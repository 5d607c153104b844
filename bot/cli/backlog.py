"""What is due and has not gone out: for the doctor, and for whoever pauses sending."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from models.delivery import Delivery, DeliveryState, Priority
from models.installation import LostWorkspace

WORDS = {Priority.REPLY: "replies", Priority.REMINDER: "reminders", Priority.BROADCAST: "cards"}


class Late(NamedTuple):
    """How many of one urgency wait, and since when the oldest of them has been due."""

    priority: Priority
    number: int
    since: datetime


def late(session: Session, now: datetime) -> list[Late]:
    """What is due by now, the most urgent first; without what waits for a lost workspace."""
    counted = select(Delivery.priority, func.count(), func.min(Delivery.not_before)).where(*_due(now), ~_in_lost())
    rows = session.exec(counted.group_by(col(Delivery.priority)).order_by(col(Delivery.priority)))
    return [Late(Priority(priority), number, since.replace(tzinfo=UTC)) for priority, number, since in rows]


def kept_for_lost(session: Session, now: datetime) -> int:
    """How much waits until the app is installed in its workspace again."""
    return session.exec(select(func.count()).where(*_due(now), _in_lost())).one()


def shown(waiting: Sequence[Late]) -> str:
    """ "3 to send (replies: 1, since 2026-01-01 00:00; cards: 2, since …)"."""
    each = [f"{WORDS[one.priority]}: {one.number}, since {one.since:%Y-%m-%d %H:%M}" for one in waiting]
    return f"{sum(one.number for one in waiting)} to send" + (f" ({'; '.join(each)})" if each else "")


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(Delivery.state) < DeliveryState.SENT, col(Delivery.not_before) <= now


def _in_lost() -> ColumnElement[bool]:
    return col(Delivery.channel).in_(select(LostWorkspace.channel))
