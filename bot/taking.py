"""What is due, as a sender takes it from the table: a lane at a time, and of each broadcast its share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import RowMapping, bindparam, func, select, update
from sqlmodel import Session, col

from bot.mailroom import Due
from bot.queue import Lane
from models.delivery import Delivery, Priority
from models.expert import Expert, next_awake
from models.person import Account, Person
from models.queries import cards
from models.queries.audience import JUST_HERE


def fetch(session: Session, channel: str, now: datetime, most: int, held: Mapping[int, Lane]) -> list[Due]:
    """Due deliveries that are not held yet: as many of each lane as bring what is held of it up to `most`.

    A lane of which half of that is still held is left for later, so that a long broadcast costs a look at the table
    now and then and not each time.

    Args:
        held: the lanes of what the sender holds, by id.
    """
    found: list[Due] = []
    counted = Counter(held.values())
    for priority in Priority:
        room = {edits: most - counted[int(priority), edits] for edits in (False, True)}
        free = [edits for edits, left in room.items() if left >= most // 2]
        queries = [(_DUE, most)] if len(free) == 2 else [(_LANES[edits], room[edits]) for edits in free]
        for query, left in queries:
            rows = session.execute(query, {"channel": channel, "priority": int(priority), "now": now, "most": most})
            found += [Due(**row) for row in rows.mappings() if row["id"] not in held][:left]
    room_for_cards = most - counted[_CARD_LANE]
    return found + (_cards(session, channel, now, room_for_cards, held) if room_for_cards >= most // 2 else [])


def _cards(session: Session, channel: str, now: datetime, room: int, held: Mapping[int, Lane]) -> list[Due]:
    """Of each broadcast that is being sent as many as of the others. Who sleeps by now is left for the morning: a long
    queue takes hours, and what was said about their nights when it was filled holds no more."""
    sending = cards.sending(session, now)
    found: list[Due] = []
    for broadcast_id in sending:
        share = max(1, room // len(sending))
        bound = {"channel": channel, "broadcast": broadcast_id, "now": now, "most": share + len(held)}
        rows = [row for row in session.execute(_CARDS, bound).mappings() if row["id"] not in held][:share]
        asleep = {row["id"]: at for row in rows if (at := _awake_at(row, now)) > now}
        _put_off(session, asleep)
        found += [Due(**{name: row[name] for name in _OF_DUE}) for row in rows if row["id"] not in asleep]
    return found


def _awake_at(row: RowMapping, now: datetime) -> datetime:
    here = row["last_seen_at"] > now - JUST_HERE
    return now if here else next_awake(now, row["timezone"], row["quiet_from"], row["quiet_to"])


def _put_off(session: Session, until: Mapping[int, datetime]) -> None:
    if until:
        with cards.counting(session, col(Delivery.id).in_(until)):
            session.execute(update(Delivery), [{"id": id_, "not_before": at} for id_, at in until.items()])


_TABLE = Delivery.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_TARGET = _TABLE.alias("target")
_WAITING = (
    select(
        _TABLE.c["id", "channel", "account_id", "person_id", "priority", "not_before"],
        _TABLE.c["body", "edits", "attempts", "trace", "once"],
        col(Account.chat_id),
        col(Person.language),
        col(Person.timezone),
        func.coalesce(_TARGET.c.external_id, "").label("target"),
    )
    .select_from(Delivery)
    .join(Account, col(Account.id) == col(Delivery.account_id))
    .join(Person, col(Person.id) == col(Delivery.person_id))
    .outerjoin(_TARGET, _TARGET.c.id == col(Delivery.edits))
    .where(col(Delivery.channel) == bindparam("channel"), _TABLE.c.state < 2)
    .where(col(Delivery.not_before) <= bindparam("now"))
    .where(col(Account.unreachable_since).is_(None))
    .order_by(col(Delivery.not_before), col(Delivery.id))
    .limit(bindparam("most"))
)
_OF_DUE = tuple(column.name for column in _WAITING.selected_columns)
_DUE = _WAITING.where(col(Delivery.broadcast_id).is_(None), col(Delivery.priority) == bindparam("priority"))
_LANES = {False: _DUE.where(col(Delivery.edits).is_(None)), True: _DUE.where(col(Delivery.edits).is_not(None))}
_CARD_LANE = (int(Priority.BROADCAST), False)
_CARDS = (
    _WAITING.add_columns(col(Account.last_seen_at), col(Expert.quiet_from), col(Expert.quiet_to))
    .outerjoin(Expert, col(Expert.person_id) == col(Delivery.person_id))
    .where(col(Delivery.broadcast_id) == bindparam("broadcast"), col(Delivery.priority) == int(Priority.BROADCAST))
)
