"""Who the events of a batch are from: what was seen before is dropped, people and their progress are loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Insert, bindparam, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from bot.chat import token
from bot.chat.event import Event, Finished, Reach, Renamed, Sender, Tap
from bot.chat.texts import LANGUAGES
from models.delivery import Delivery
from models.person import Account, Person, Progress
from models.seen import SeenEvent

log = structlog.get_logger()

SEEN_EVERY = timedelta(minutes=5)
OF_KNOWN = (Reach, Renamed)
"""What is news only of who is known already."""


@dataclass(slots=True)
class Arrival:
    """A new event with the rows of whoever it is from."""

    event: Event
    account: Account
    person: Person
    progress: list[Progress] = field(default_factory=list)
    tapped: Delivery | None = None


def load(session: Session, events: Sequence[Event], now: datetime) -> list[Arrival]:
    """The events that are new, in their order, with their people; whoever is new here gets rows."""
    fresh = mark_seen(session, events, now)
    if len(fresh) < len(events):
        _tell_repeated(events, fresh)
    if not fresh:
        return []
    _lock(session, fresh)
    people: dict[tuple[str, str], Arrival] = {}
    for platform in {event.sender.platform for event in fresh}:
        people |= _known(session, platform, [e.sender.external_id for e in fresh if e.sender.platform == platform])
    fresh = [e for e in fresh if not isinstance(e.what, OF_KNOWN) or _who(e) in people]
    senders = {_who(e): e.sender for e in fresh}
    people |= _newcomers(session, [sender for who, sender in senders.items() if who not in people], now)
    taps = _tapped(session, fresh)
    arrivals = [_arrival(event, people, now) for event in fresh]
    for arrival in arrivals:
        what = arrival.event.what
        if isinstance(what, Tap):
            arrival.tapped = taps.get(token.delivery_of(what.token) or 0)
    return arrivals


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
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_LOCKED, {"senders": sorted(_who(event) for event in events)})


def _who(event: Event) -> tuple[str, str]:
    return event.sender.platform, event.sender.external_id


def mark_seen(session: Session, events: Iterable[Event], now: datetime) -> list[Event]:
    """Stores the events' ids; those that were not stored before, in their order."""
    rows = {(e.sender.platform, e.id): e for e in events}
    values = [{"platform": platform, "event_id": id_, "at": now} for platform, id_ in sorted(rows)]
    inserted = session.execute(_SEEN[session.get_bind().dialect.name], values)
    fresh = {(platform, id_) for platform, id_ in inserted}
    return [event for key, event in rows.items() if key in fresh]


def _known(session: Session, platform: str, senders: Sequence[str]) -> dict[tuple[str, str], Arrival]:
    found: dict[tuple[str, str], Arrival] = {}
    rows = session.execute(_PEOPLE, {"platform": platform, "senders": senders})
    for account, person, progress in rows:
        known = found.get((platform, account.external_id))
        if known is None:
            known = found[platform, account.external_id] = Arrival(_NOTHING, account, person)
        if progress is not None:
            known.progress.append(progress)
    return found


def _arrival(event: Event, people: dict[tuple[str, str], Arrival], now: datetime) -> Arrival:
    known = people[_who(event)]
    _greet(known.account, event, now)
    return Arrival(event, known.account, known.person, known.progress)


def _newcomers(session: Session, senders: Sequence[Sender], now: datetime) -> dict[tuple[str, str], Arrival]:
    """Rows for people who were never here, all of them in two statements."""
    people = [Person(name=one.name, language=_hinted(one.language), created_at=now) for one in senders]
    session.add_all(people)
    session.flush()
    accounts = [_account(sender, person, now) for sender, person in zip(senders, people, strict=True)]
    session.add_all(accounts)
    session.flush()
    return {(a.platform, a.external_id): Arrival(_NOTHING, a, p) for a, p in zip(accounts, people, strict=True)}


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


def _tapped(session: Session, events: Iterable[Event]) -> dict[int, Delivery]:
    ids = [token.delivery_of(e.what.token) for e in events if isinstance(e.what, Tap)]
    wanted = [id_ for id_ in ids if id_ is not None]
    if not wanted:
        return {}
    return {d.id: d for d in session.scalars(_DELIVERIES, {"ids": wanted}) if d.id is not None}


def _new_only(insert: type[sqlite.Insert] | type[postgresql.Insert]) -> Insert:
    table = SeenEvent.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    return insert(table).on_conflict_do_nothing().returning(table.c.platform, table.c.event_id)


_SEEN = {"sqlite": _new_only(sqlite.Insert), "postgresql": _new_only(postgresql.Insert)}
_PEOPLE = (
    select(Account, Person, Progress)
    .join(Person, col(Account.person_id) == col(Person.id))
    .outerjoin(Progress, col(Progress.person_id) == col(Person.id))
    .where(col(Account.platform) == bindparam("platform"))
    .where(col(Account.external_id).in_(bindparam("senders", expanding=True)))
)
_LOCKED = (
    select(col(Person.id))
    .where(
        col(Person.id).in_(
            select(col(Account.person_id)).where(
                tuple_(col(Account.platform), col(Account.external_id)).in_(bindparam("senders", expanding=True))
            )
        )
    )
    .order_by(col(Person.id))
    .with_for_update(key_share=True)
)
_DELIVERIES = select(Delivery).where(col(Delivery.id).in_(bindparam("ids", expanding=True)))
_NOTHING = Event("", Sender("", "", ""), Reach(True))
