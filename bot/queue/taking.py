"""What is due, as a sender takes it from the table: a lane at a time, of each broadcast its share, and of each chat no
more than it can get soon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import RowMapping, Select, bindparam, exists, func, or_, select, update
from sqlmodel import Session, col

from bot.queue.held import Lane, Standing, lane
from bot.queue.mailroom import Due
from bot.queue.strands import Pick, Strand, Walks
from models import many
from models.delivery import Delivery, Priority
from models.expert import Expert, next_awake
from models.person import Account, Person
from models.queries import cards
from models.queries.audience import JUST_HERE
from models.switch import SENDING, SwitchedOff

MOST_HELD = 10_000
"""So many of one lane are held at most, however many of them are parked behind their chats."""


Wanted = tuple[Strand, dict[bool, int]]
"""Where to look, and how many are wanted of what is new there and of what is an edit."""


@dataclass(slots=True)
class Found:
    """What a look brought.

    `left` says of the priorities whose end it came to, of which accounts something was left in the table, and whether
    that was an edit; None where there was more than was wanted.
    """

    due: list[Due] = field(default_factory=list)
    left: dict[int, set[tuple[int, bool]] | None] = field(default_factory=dict)
    goes_on: bool = False
    """There is room, and more of the table to read."""

    def note(self, pick: Pick, *, is_whole: bool) -> None:
        """Of one strand."""
        self.goes_on |= pick.goes_on
        if pick.strand.broadcast_id is None and (is_whole or pick.is_full):
            self.left[pick.strand.priority] = set(pick.passed) if is_whole else None


def anything(session: Session, channel: str, now: datetime) -> tuple[bool, bool]:
    """Whether the operator has turned sending off, and whether anything is due: one statement that reads next to
    nothing where nothing is."""
    is_off, is_due = session.connection().execute(_ANYTHING, {"channel": channel, "now": now}).one()
    return bool(is_off), bool(is_due)


class Taking:
    """A channel's looks at the table, one after another."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self._walks = Walks()

    def fetch(self, session: Session, now: datetime, most: int, standing: Standing) -> Found:
        """Due deliveries that are not held yet: as many of each lane as bring what is held of it up to `most`.

        What is parked behind its chat takes no room. A lane of which half of that is still held is left for later, so
        that a long broadcast costs a look at the table now and then and not each time.
        """
        found, ids, held = Found(), list[int](), standing.held
        of_account = Counter((one.account_id, *lane(one)) for one in held.values())
        ahead = Counter(Strand(one.broadcast_id, one.priority) for one in held.values())
        for strand, room in self._wanted(session, now, _room(standing, most)):
            pick = Pick(held, of_account, strand, room, ahead[strand])
            is_whole = self._walks.look(session, pick, {"channel": self._channel, "now": now})
            found.note(pick, is_whole=is_whole)
            ids += pick.ids
        found.due = _read(session, ids, now)
        return found

    def _wanted(self, session: Session, now: datetime, room: Mapping[Lane, int]) -> Iterator[Wanted]:
        """The strands to look at; of each broadcast that is being sent as many as of the others, which leave what they
        don't need to those with more."""
        for priority in map(int, Priority):
            lanes = {edits: room[priority, edits] for edits in (False, True) if (priority, edits) in room}
            if lanes:
                yield Strand(None, priority), lanes
        if _CARD_LANE in room:
            left, waiting = room[_CARD_LANE], cards.waiting(session, now)
            fewest_first = [Strand(id_, _CARD_LANE[0]) for id_ in sorted(waiting, key=lambda id_: (waiting[id_], id_))]
            self._walks.keep(set(fewest_first))
            for place, strand in enumerate(fewest_first):
                share = max(1, left // (len(fewest_first) - place))
                wanted = {False: share}
                yield strand, wanted
                left -= share - wanted[False]


def _room(standing: Standing, most: int) -> dict[Lane, int]:
    """How many of each lane are wanted, where it is enough to be worth a look."""
    counted = Counter(lane(one) for one in standing.held.values())
    lanes = [(int(priority), edits) for priority in Priority for edits in (False, True)]
    room = {one: most - counted[one] + standing.parked.get(one, 0) for one in lanes if counted[one] < MOST_HELD}
    return {one: left for one, left in room.items() if left >= most // 2}


def _read(session: Session, ids: Sequence[int], now: datetime) -> list[Due]:
    """Who sleeps by now is left for the morning: a long queue takes hours, and what was said about their nights when it
    was filled holds no more."""
    if not ids:
        return []
    rows = many.execute(session, _THESE, {"ids": list(ids)}).mappings().all()
    asleep = {row["id"]: at for row in rows if row["broadcast_id"] is not None and (at := _awake_at(row, now)) > now}
    _put_off(session, asleep)
    return [Due(**{name: row[name] for name in _OF_DUE}) for row in rows if row["id"] not in asleep]


def _awake_at(row: RowMapping, now: datetime) -> datetime:
    here = row["last_seen_at"] > now - JUST_HERE
    return now if here else next_awake(now, row["timezone"], row["quiet_from"], row["quiet_to"])


def _put_off(session: Session, until: Mapping[int, datetime]) -> None:
    if until:
        with cards.counting(session, col(Delivery.id).in_(until)):
            session.execute(update(Delivery), [{"id": id_, "not_before": at} for id_, at in until.items()])


_CARD_LANE = (int(Priority.BROADCAST), False)
_TABLE = Delivery.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_FIRST = (  # an order that the index has, not EXISTS, for which PostgreSQL reads the table where it expects many rows
    select(_TABLE.c.id)
    .where(_TABLE.c.channel == bindparam("channel"), _TABLE.c.state < 2, _TABLE.c.not_before <= bindparam("now"))
    .order_by(_TABLE.c.not_before, _TABLE.c.id)
    .limit(1)
)
_SENDING = cards.SENDING.subquery()
_FIRST_CARD = (
    _FIRST.where(_TABLE.c.broadcast_id == _SENDING.c.broadcast_id, _TABLE.c.priority == int(Priority.BROADCAST))
    .correlate(_SENDING)
    .scalar_subquery()
)
_ANYTHING = select(
    exists().where(col(SwitchedOff.name) == SENDING),
    or_(
        *(
            _FIRST.where(_TABLE.c.broadcast_id.is_(None), _TABLE.c.priority == int(priority))
            .scalar_subquery()
            .is_not(None)
            for priority in Priority
        ),
        exists(select(_SENDING).where(_FIRST_CARD.is_not(None))),
    ),
)
_TARGET = _TABLE.alias("target")
_DUE: Select[tuple[object, ...]] = select(
    _TABLE.c["id", "channel", "account_id", "person_id", "priority", "not_before"],
    _TABLE.c["body", "edits", "attempts", "trace", "once", "broadcast_id"],
    col(Account.chat_id),
    col(Person.language),
    col(Person.timezone),
    func.coalesce(_TARGET.c.external_id, "").label("target"),
)
_OF_DUE = tuple(column.name for column in _DUE.selected_columns)
_THESE = many.reading(
    lambda within: (
        _DUE.add_columns(col(Account.last_seen_at), col(Expert.quiet_from), col(Expert.quiet_to))
        .select_from(Delivery)
        .join(Account, col(Account.id) == col(Delivery.account_id))
        .join(Person, col(Person.id) == col(Delivery.person_id))
        .outerjoin(Expert, col(Expert.person_id) == col(Delivery.person_id))
        .outerjoin(_TARGET, _TARGET.c.id == col(Delivery.edits))
        .where(within(col(Delivery.id), "ids"), _TABLE.c.state < 2)
        .order_by(col(Delivery.not_before), col(Delivery.id))
    )
)
