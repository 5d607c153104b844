"""A chunk of a task's audience becomes offers and cards without leaving the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
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
    bindparam,
    case,
    cast,
    column,
    exists,
    func,
    literal,
    null,
    select,
    values,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from models import many
from models.broadcast import Broadcast
from models.delivery import Delivery, DeliveryState, Priority
from models.expert import next_awake
from models.installation import LostWorkspace
from models.offer import Offer, OfferState
from models.person import Account, channel_of
from models.prospect import Prospect
from models.queries import cards
from models.queries.audience import ASKED, JUST_HERE, Criteria, matching
from models.types import PersonId, UtcDateTime, enum_type, text_of_json

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
    chunk = Chunk(broadcast, wanted, now, Span(wanted.field_code, after, last), rng)
    number, made = _MAKE[many.dialect(session)](session, chunk)
    cards.made(session, {(broadcast.key, at): count for at, count in made.items()}, now)
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


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is made of a stretch of experts: of which broadcast, for whom of them, when and in which order."""

    broadcast: Broadcast
    wanted: Criteria
    now: datetime
    span: Span
    rng: Random


Rows = tuple[list[str], Select[Any]]
"""Columns of a table, and what to insert into them."""
Made = tuple[int, dict[datetime, int]]
"""How many offers, and how many cards for each time."""


def _make_at_once(session: Session, chunk: Chunk) -> Made:
    """One statement for all of it; for PostgreSQL."""
    offered = _insert(session, Offer, _offers(chunk)).returning(col(Offer.id), col(Offer.expert_id)).cte("offered")
    carded = _insert(session, Delivery, _cards(session, chunk, offered)).returning(col(Delivery.not_before)).cte("made")
    offers = select(null().label("at"), func.count()).select_from(offered)
    counted = offers.union_all(select(carded.c.not_before, func.count()).group_by(carded.c.not_before))
    (_, number), *made = sorted(session.execute(counted).all(), key=lambda row: row[0] is not None)
    return number, dict(map(tuple, made))


def _make_in_turns(session: Session, chunk: Chunk) -> Made:
    """Offers, then the cards of those that are new, then how many; for SQLite, where nobody else writes meanwhile."""
    connection = session.connection()
    offers = _insert(session, Offer, _offers(chunk))
    number = connection.execute(offers, execution_options={"preserve_rowcount": True}).rowcount
    if not number:
        return 0, {}
    before = session.scalar(_LAST_CARD) or 0
    connection.execute(_insert(session, Delivery, _cards(session, chunk, _new_offers(chunk))))
    return number, dict(map(tuple, session.execute(_COUNTED, {"before": before})))


def _nth(field_code: str, after: PersonId) -> Select[Any]:
    """The last expert of a whole chunk; the last chunk of a field has none."""
    of_field = (col(Prospect.field_code) == field_code, col(Prospect.person_id) > after)
    return select(col(Prospect.person_id)).where(*of_field).order_by(col(Prospect.person_id)).offset(CHUNK - 1).limit(1)


def _offers(chunk: Chunk) -> Rows:
    """Who has been asked is looked up within the chunk: where that is left to the planner, it may read every offer of
    the task for each chunk of them."""
    wanted, span = chunk.wanted, chunk.span
    asked = (col(Offer.task_id) == wanted.task_id, col(Offer.expert_id) == col(Prospect.person_id))
    chosen = matching(replace(wanted, aside=wanted.aside | {ASKED.name}), chunk.now)
    chosen = chosen.where(*span.of(col(Prospect.person_id)), ~exists().where(*asked, *span.of(col(Offer.expert_id))))
    row: dict[str, Any] = {
        "task_id": literal(wanted.task_id, BigInteger()),
        "expert_id": col(Prospect.person_id),
        "broadcast_id": literal(chunk.broadcast.key, BigInteger()),
        "state": literal(OfferState.OFFERED, enum_type(OfferState)),
        "offered_at": literal(chunk.now, UtcDateTime()),
        "more_time_given": literal(False),
        "declined_because": literal(""),
    }
    return list(row), chosen.with_only_columns(*row.values())


def _new_offers(chunk: Chunk) -> FromClause:
    """Those that were just made."""
    just_made = (
        col(Offer.task_id) == chunk.wanted.task_id,
        col(Offer.broadcast_id) == chunk.broadcast.key,
        col(Offer.offered_at) == literal(chunk.now, UtcDateTime()),
    )
    return (
        select(col(Offer.id), col(Offer.expert_id))
        .where(*just_made, *chunk.span.of(col(Offer.expert_id)))
        .cte("offered")
    )


def _cards(session: Session, chunk: Chunk, offered: FromClause) -> Rows:
    """Of offers that were just made: their ids and experts."""
    now, span = chunk.now, chunk.span
    number = cast(offered.c.id, String)
    sleeping = _sleeping(session, span, now)
    row: dict[str, Any] = {
        "dedupe_key": literal("offer:") + number,
        "channel": channel_of(_ACCOUNT.c.platform, _ACCOUNT.c.external_id),
        "account_id": col(Account.id),
        "person_id": offered.c.expert_id,
        "priority": literal(int(Priority.BROADCAST)),
        "not_before": _not_before(sleeping, now),
        "body": cast(literal('{"view": ["offer-card", ') + number + literal("]}"), text_of_json),
        "broadcast_id": literal(chunk.broadcast.key, BigInteger()),
        "state": literal(int(DeliveryState.DUE)),
        "attempts": literal(0),
        "external_id": literal(""),
        "error": literal(""),
        "trace": literal(chunk.broadcast.trace),
        "created_at": literal(now, UtcDateTime()),
    }
    rows = select(*row.values()).select_from(offered)
    rows = rows.join(Account, col(Account.id) == _best_account(session, offered.c.expert_id))
    if sleeping is not None:
        rows = rows.join(Prospect, and_(col(Prospect.person_id) == offered.c.expert_id, *span.prospects))
        rows = rows.outerjoin(sleeping, _sleeps_as(sleeping))
    drawn = (offered.c.expert_id * chunk.rng.randrange(1, PRIME) + chunk.rng.randrange(PRIME)) % PRIME
    return list(row), rows.order_by(drawn)


def _best_account(session: Session, person_id: ColumnElement[int]) -> ColumnElement[int]:
    """The one used last that takes messages; one in a lost workspace only where there is no other."""
    lost = session.scalars(select(col(LostWorkspace.channel))).all()
    other = _ACCOUNT.alias("other")
    best = select(other.c.id).where(other.c.person_id == person_id, other.c.unreachable_since.is_(None))
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
    insert = _INSERT[many.dialect(session)]
    return insert(table.__table__).from_select(*rows, include_defaults=False).on_conflict_do_nothing()


_ACCOUNT = Account.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_LAST_CARD = select(func.max(col(Delivery.id)))
_COUNTED = (
    select(col(Delivery.not_before), func.count())
    .where(col(Delivery.id) > bindparam("before"))
    .group_by(col(Delivery.not_before))
)
_SLEEP = (col(Prospect.timezone), col(Prospect.quiet_from), col(Prospect.quiet_to))
_INSERT: dict[str, type[sqlite.Insert] | type[postgresql.Insert]] = {
    many.SQLITE: sqlite.Insert,
    many.POSTGRES: postgresql.Insert,
}
_MAKE: dict[str, Callable[[Session, Chunk], Made]] = {many.SQLITE: _make_in_turns, many.POSTGRES: _make_at_once}
