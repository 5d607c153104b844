"""A chunk of a task's audience becomes offers and cards without leaving the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    String,
    Time,
    and_,
    case,
    cast,
    column,
    literal,
    select,
    values,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from models.broadcast import Broadcast
from models.delivery import Delivery, DeliveryState, Priority
from models.expert import next_awake
from models.installation import LostWorkspace
from models.offer import Offer, OfferState
from models.person import Account, channel_of
from models.prospect import Prospect
from models.queries import cards
from models.queries.audience import JUST_HERE, Criteria, matching
from models.types import BroadcastId, PersonId, UtcDateTime, enum_type, text_of_json

CHUNK = 2000
"""So many experts of a field are considered at once: some tens of milliseconds, so that no reply waits for long."""
PRIME = 2**31 - 1


def offer_next(
    session: Session, broadcast: Broadcast, wanted: Criteria, now: datetime, after: PersonId, rng: Random
) -> tuple[int, PersonId | None]:
    """Offers a task to those who match among the next CHUNK experts of its field, and makes their cards, in a drawn
    order and each for when they are awake. Nobody gets a second offer or card.

    Returns:
        how many offers were made, and the expert to go on after: None where there are no more.
    """
    last = session.execute(_nth(wanted.field_code, after)).scalar_one_or_none()
    span = Span(wanted.field_code, after, last)
    chosen = matching(wanted, now).where(*span.of(col(Prospect.person_id)))
    offers = _insert(session, Offer, _offers(chosen, broadcast.key, wanted, now))
    number = session.connection().execute(offers, execution_options={"preserve_rowcount": True}).rowcount
    if number:
        rows = _cards(session, broadcast, wanted, now, span, rng)
        stored = session.execute(_insert(session, Delivery, rows).returning(col(Delivery.not_before)))
        cards.made(session, ((broadcast.key, at) for at in stored.scalars()), now)
    return number, last


@dataclass(frozen=True, slots=True)
class Span:
    """A chunk of a field's experts, by their ids: behind one, up to another or to the end."""

    field_code: str
    after: PersonId
    last: PersonId | None

    def of(self, person_id: Mapped[PersonId]) -> list[ColumnElement[bool]]:
        """Whether an id lies within. Said of each table that is read: the planner knows then how little that is."""
        return [person_id > self.after, *([person_id <= self.last] if self.last is not None else [])]

    @property
    def prospects(self) -> list[ColumnElement[bool]]:
        """Their rows for matching."""
        return [col(Prospect.field_code) == self.field_code, *self.of(col(Prospect.person_id))]


Rows = tuple[list[str], Select[Any]]
"""Columns of a table, and what to insert into them."""


def _nth(field_code: str, after: PersonId) -> Select[Any]:
    """The last expert of a whole chunk; the last chunk of a field has none."""
    of_field = (col(Prospect.field_code) == field_code, col(Prospect.person_id) > after)
    return select(col(Prospect.person_id)).where(*of_field).order_by(col(Prospect.person_id)).offset(CHUNK - 1).limit(1)


def _offers(chosen: Select[Any], broadcast_id: BroadcastId, wanted: Criteria, now: datetime) -> Rows:
    row: dict[str, Any] = {
        "task_id": literal(wanted.task_id, BigInteger()),
        "expert_id": col(Prospect.person_id),
        "broadcast_id": literal(broadcast_id, BigInteger()),
        "state": literal(OfferState.OFFERED, enum_type(OfferState)),
        "offered_at": literal(now, UtcDateTime()),
        "more_time_given": literal(False),
        "declined_because": literal(""),
    }
    return list(row), chosen.with_only_columns(*row.values())


def _cards(
    session: Session,
    broadcast: Broadcast,
    wanted: Criteria,
    now: datetime,
    span: Span,
    rng: Random,
) -> Rows:
    """Of the offers that were just made."""
    number = cast(col(Offer.id), String)
    sleeping = _sleeping(session, span, now)
    row: dict[str, Any] = {
        "dedupe_key": literal("offer:") + number,
        "channel": channel_of(_ACCOUNT.c.platform, _ACCOUNT.c.external_id),
        "account_id": col(Account.id),
        "person_id": col(Offer.expert_id),
        "priority": literal(int(Priority.BROADCAST)),
        "not_before": _not_before(sleeping, now),
        "body": cast(literal('{"view": ["offer-card", ') + number + literal("]}"), text_of_json),
        "broadcast_id": col(Offer.broadcast_id),
        "state": literal(int(DeliveryState.DUE)),
        "attempts": literal(0),
        "external_id": literal(""),
        "error": literal(""),
        "trace": literal(broadcast.trace),
        "created_at": literal(now, UtcDateTime()),
    }
    same = and_(col(Prospect.person_id) == col(Offer.expert_id), *span.prospects)
    rows = select(*row.values()).select_from(Offer).join(Prospect, same)
    rows = rows.join(Account, col(Account.id) == _best_account(session))
    if sleeping is not None:
        rows = rows.outerjoin(sleeping, _sleeps_as(sleeping))
    just_made = (col(Offer.broadcast_id) == broadcast.key, col(Offer.offered_at) == literal(now, UtcDateTime()))
    drawn = (col(Offer.expert_id) * rng.randrange(1, PRIME) + rng.randrange(PRIME)) % PRIME
    rows = rows.where(col(Offer.task_id) == wanted.task_id, *just_made, *span.of(col(Offer.expert_id)))
    return list(row), rows.order_by(drawn)


def _best_account(session: Session) -> ColumnElement[int]:
    """The one used last that takes messages; one in a lost workspace only where there is no other."""
    lost = session.scalars(select(col(LostWorkspace.channel))).all()
    other = _ACCOUNT.alias("other")
    best = select(other.c.id).where(other.c.person_id == col(Offer.expert_id), other.c.unreachable_since.is_(None))
    last_of_all = [channel_of(other.c.platform, other.c.external_id).in_(lost)] if lost else []
    best = best.order_by(*last_of_all, other.c.last_seen_at.desc(), other.c.id.desc())
    found: ColumnElement[int] = best.limit(1).scalar_subquery()
    return found


def _sleeping(session: Session, span: Span, now: datetime) -> FromClause | None:
    """Each time zone and set of quiet hours in which it is night, with when that ends; None where it is for nobody."""
    kinds = select(*_SLEEP).where(*span.prospects, col(Prospect.quiet_from).is_not(None)).distinct()
    ends = [(*sleep, wakes) for sleep in session.execute(kinds) if (wakes := next_awake(now, *sleep)) > now]
    if not ends:
        return None
    columns = (column("timezone", String), column("quiet_from", Time), column("quiet_to", Time))
    return values(*columns, column("wakes", UtcDateTime()), name="sleeping").data(ends).cte("sleeping")


def _sleeps_as(sleeping: FromClause) -> ColumnElement[bool]:
    return and_(*(column_ == one for column_, one in zip(sleeping.c, _SLEEP, strict=False)))


def _not_before(sleeping: FromClause | None, now: datetime) -> ColumnElement[datetime]:
    """When the night ends, unless they are here all the same."""
    at = literal(now, UtcDateTime())
    if sleeping is None:
        return at
    away = col(Account.last_seen_at) <= literal(now - JUST_HERE, UtcDateTime())
    return case((and_(sleeping.c.wakes.is_not(None), away), sleeping.c.wakes), else_=at)


def _insert(session: Session, table: Any, rows: Rows) -> sqlite.Insert | postgresql.Insert:
    """What is there already stays as it is."""
    insert = _INSERT[session.get_bind().dialect.name]
    return insert(table.__table__).from_select(*rows, include_defaults=False).on_conflict_do_nothing()


_ACCOUNT = Account.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_SLEEP = (col(Prospect.timezone), col(Prospect.quiet_from), col(Prospect.quiet_to))
_INSERT: dict[str, type[sqlite.Insert] | type[postgresql.Insert]] = {
    "sqlite": sqlite.Insert,
    "postgresql": postgresql.Insert,
}
