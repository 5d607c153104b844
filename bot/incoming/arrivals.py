"""Who the events of a batch are from: what was seen before is dropped, people and their progress are loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Table, bindparam, tuple_
from sqlmodel import Session, col, select

from bot.chat import token
from bot.chat.event import Event, Finished, Reach, Renamed, Sender, Tap
from bot.chat.texts import LANGUAGES
from models import many
from models.delivery import Delivery
from models.person import Account, Person, Progress
from models.seen import SeenEvent

log = structlog.get_logger()

SEEN_EVERY = timedelta(minutes=5)
OF_KNOWN = (Reach, Renamed)
"""What is news only of who is known already."""


@dataclass(slots=True)
class Arrival:
    """A new event with the rows of whoever it is from; who `is_new` has no others yet."""

    event: Event
    account: Account
    person: Person
    progress: list[Progress] = field(default_factory=list)
    tapped: Delivery | None = None
    is_new: bool = False


People = dict[tuple[str, str], Arrival]
"""By platform and the sender's id there."""
Taps = dict[int, Delivery]
"""By id."""


def load(session: Session, events: Sequence[Event], now: datetime) -> list[Arrival]:
    """The events that are new, in their order, with their people; whoever is new here gets rows."""
    fresh = mark_seen(session, events, now)
    if len(fresh) < len(events):
        _tell_repeated(events, fresh)
    if not fresh:
        return []
    _lock(session, fresh)
    people, taps = _of_one(session, fresh[0]) if len(fresh) == 1 else _of_several(session, fresh)
    fresh = [e for e in fresh if not isinstance(e.what, OF_KNOWN) or _who(e) in people]
    senders = {_who(e): e.sender for e in fresh}
    people |= _newcomers(session, [sender for who, sender in senders.items() if who not in people], now)
    arrivals = [_arrival(event, people, now) for event in fresh]
    for arrival in arrivals:
        arrival.tapped = taps.get(_tapped_id(arrival.event))
    return arrivals


def known(session: Session, platform: str, external_id: str) -> Arrival | None:
    """Somebody who looks at a page of theirs, nothing more having happened; None for who was never here."""
    bound = {"platform": platform, "sender": external_id, "tapped": 0}
    return _known(platform, [row[:3] for row in session.execute(_ALONE, bound)]).get((platform, external_id))


def _tell_repeated(events: Sequence[Event], fresh: Sequence[Event]) -> None:
    """A line for each that came again: by the platform's own doing, or because somebody replays what they caught."""
    new = {id(event) for event in fresh}
    for event in events:
        if id(event) not in new:
            log.info("event-repeated", platform=event.sender.platform, event_id=event.id)


def _lock(session: Session, events: Sequence[Event]) -> None:
    """No other process handles anything of these people until the transaction ends.

    A statement of its own, before anything of theirs is read: PostgreSQL would show what it waited for as it is now,
    and their progress beside it as it was before. All in one order, whatever platform they wrote on, so that two
    batches never wait for each other. SQLite has one writer.
    """
    if many.dialect(session) == many.POSTGRES:
        who = [dict(zip(_WHO, _who(event), strict=True)) for event in events]
        session.execute(_LOCKED, many.as_given(who))


def _who(event: Event) -> tuple[str, str]:
    return event.sender.platform, event.sender.external_id


def mark_seen(session: Session, events: Iterable[Event], now: datetime) -> list[Event]:
    """Stores the events' ids; those that were not stored before, in their order."""
    rows = {(e.sender.platform, e.id): e for e in events}
    values = [{"platform": platform, "event_id": id_, "at": now} for platform, id_ in sorted(rows)]
    fresh = {(platform, id_) for platform, id_ in many.execute_rows(session, _SEEN, values)}
    return [event for key, event in rows.items() if key in fresh]


def _of_one(session: Session, event: Event) -> tuple[People, Taps]:
    """An event that comes alone, as most do, of somebody who is known, as most are, is read in one statement."""
    tapped = _tapped_id(event)
    bound = {"platform": event.sender.platform, "sender": event.sender.external_id, "tapped": tapped}
    rows = session.execute(_ALONE, bound).all()
    if not rows:
        return _of_several(session, [event])
    delivery = rows[0][3]
    return _known(event.sender.platform, [row[:3] for row in rows]), {tapped: delivery} if delivery else {}


def _of_several(session: Session, events: Sequence[Event]) -> tuple[People, Taps]:
    people: People = {}
    for platform in {event.sender.platform for event in events}:
        senders = [e.sender.external_id for e in events if e.sender.platform == platform]
        people |= _known(platform, many.execute(session, _PEOPLE, {"platform": platform, "senders": senders}))
    return people, _tapped(session, events)


def _known(platform: str, rows: Iterable[Any]) -> People:
    found: People = {}
    for account, person, progress in rows:
        known = found.get((platform, account.external_id))
        if known is None:
            known = found[platform, account.external_id] = Arrival(_NOTHING, account, person)
        if progress is not None:
            known.progress.append(progress)
    return found


def _arrival(event: Event, people: People, now: datetime) -> Arrival:
    known = people[_who(event)]
    _greet(known.account, event, now)
    return Arrival(event, known.account, known.person, known.progress, is_new=known.is_new)


def _newcomers(session: Session, senders: Sequence[Sender], now: datetime) -> dict[tuple[str, str], Arrival]:
    """Rows for people who were never here, all of them in two statements."""
    people = [Person(name=one.name, language=_hinted(one.language), created_at=now) for one in senders]
    session.add_all(people)
    session.flush()
    accounts = [_account(sender, person, now) for sender, person in zip(senders, people, strict=True)]
    session.add_all(accounts)
    session.flush()
    rows = zip(accounts, people, strict=True)
    return {(a.platform, a.external_id): Arrival(_NOTHING, a, p, is_new=True) for a, p in rows}


def _hinted(language: str) -> str:
    hint = language[:2].lower()
    return hint if hint in LANGUAGES else "en"


def _account(sender: Sender, person: Person, now: datetime) -> Account:
    return Account(
        person_id=person.key,
        platform=sender.platform,
        external_id=sender.external_id,
        chat_id=sender.chat_id or sender.external_id,
        username=sender.username,
        last_seen_at=now,
    )


def _greet(account: Account, event: Event, now: datetime) -> None:
    """Whoever writes can be written to. A visit is noted to five minutes: no write for every turn."""
    if isinstance(event.what, Finished | Renamed):
        return  # a job's end is no sign of life, nor is a new name
    if isinstance(event.what, Reach):
        account.unreachable_since = None if event.what.reachable else now
        return
    if account.unreachable_since is not None:
        account.unreachable_since = None
    if now - account.last_seen_at > SEEN_EVERY:
        account.last_seen_at = now
    if event.sender.chat_id and account.chat_id != event.sender.chat_id:
        account.chat_id = event.sender.chat_id


def _tapped_id(event: Event) -> int:
    """The delivery whose button was tapped; 0, which none has, for any other event."""
    return (token.delivery_of(event.what.token) if isinstance(event.what, Tap) else None) or 0


def _tapped(session: Session, events: Iterable[Event]) -> Taps:
    wanted = [id_ for id_ in map(_tapped_id, events) if id_]
    if not wanted:
        return {}
    return {d.id: d for d in many.execute(session, _DELIVERIES, {"ids": wanted}).scalars()}


_SEEN_TABLE: Table = SeenEvent.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_WHO = ("platform", "external_id")
_ACCOUNTS: Table = Account.__table__  # type: ignore[attr-defined]
_SEEN = many.inserting(
    _SEEN_TABLE,
    ("platform", "event_id", "at"),
    lambda insert: insert.on_conflict_do_nothing().returning(_SEEN_TABLE.c.platform, _SEEN_TABLE.c.event_id),
)
_EVERYONE = (
    select(Account, Person, Progress)
    .join(Person, col(Account.person_id) == col(Person.id))
    .outerjoin(Progress, col(Progress.person_id) == col(Person.id))
    .where(col(Account.platform) == bindparam("platform"))
)
_PEOPLE = many.reading(lambda within: _EVERYONE.where(within(col(Account.external_id), "senders")))
_ALONE = (
    _EVERYONE.add_columns(Delivery)
    .outerjoin(Delivery, col(Delivery.id) == bindparam("tapped"))
    .where(col(Account.external_id) == bindparam("sender"))
)
_SENDERS = many.given({name: _ACCOUNTS.c[name] for name in _WHO}).select()
_THEIRS = tuple_(col(Account.platform), col(Account.external_id)).in_(_SENDERS)
_LOCKED = (
    select(col(Person.id))
    .where(col(Person.id).in_(select(col(Account.person_id)).where(_THEIRS)))
    .order_by(col(Person.id))
    .with_for_update(key_share=True)
)
_DELIVERIES = many.reading(lambda within: select(Delivery).where(within(col(Delivery.id), "ids")))
_NOTHING = Event("", Sender("", "", ""), Reach(True))
