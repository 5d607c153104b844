"""Events in, one transaction, deliveries out.

Events that wait share a transaction, set-based: one insert that tells new events from repeated ones, one load of
people and how far they are, the handlers, one flush, one bulk insert of what they said. If a handler fails, the
batch is rolled back and run once more with a savepoint for each, so that its neighbours lose nothing by it. What
spoils even that is handled alone, and put aside if it can't be.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random

import structlog
from sqlmodel import Session

from bot import arrivals
from bot.arrivals import Arrival
from bot.chat.event import Event, Finished
from bot.chat.forms import Reply
from bot.chat.message import Message, say
from bot.database import Database, is_away
from bot.mailroom import Due, store
from bot.parking import parked
from handlers.dispatch import refusal, respond
from handlers.policy import Policy
from handlers.turn import Outgoing, Turn
from models.errors import Refused
from models.job import Job, JobState
from models.person import Account, Person
from models.types import PersonId

log = structlog.get_logger()

MOST_AT_ONCE = 100


class Inbox:
    """Takes events and returns from `take` when the event has been handled and committed.

    Args:
        deliver: takes what can be sent now.
        asked: told that a turn has asked for slow work.
    """

    def __init__(
        self,
        database: Database,
        policy: Policy,
        rng: Random,
        now: Callable[[], datetime],
        deliver: Callable[[list[Due]], None],
        asked: Callable[[], None] = lambda: None,
    ) -> None:
        self._database, self._policy, self._rng = database, policy, rng
        self._now, self._deliver, self._asked = now, deliver, asked
        self._has_asked = False
        self._waiting: list[tuple[Event, asyncio.Future[Reply | None]]] = []
        self._at_once: dict[tuple[str, str], Reply] = {}
        self._draining: asyncio.Task[None] | None = None

    async def take(self, event: Event) -> Reply | None:
        """Handles one event, together with whatever else is waiting. A repeated one changes nothing.

        Returns what the platform is to do at once, if anything.
        """
        done: asyncio.Future[Reply | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((event, done))
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain())
        return await done

    async def settled(self) -> None:
        """Returns when nothing is being handled any more."""
        if self._draining is not None:
            await asyncio.wait([self._draining])

    def handle(self, events: Sequence[Event]) -> list[Due]:
        """Handles events of different people, committed; returns what can be sent now. Blocks.

        Raises:
            Exception: the database is away; nothing was changed, and the events may be given again.
        """
        self._at_once.clear()
        self._has_asked = False
        for attempt in (self._together, self._one_by_one):
            try:
                with self._database.transaction() as session:
                    return attempt(session, events)
            except Exception as failure:
                if is_away(failure):
                    raise
                log.debug("batch-again", events=len(events), because=type(failure).__name__)
        return [due for event in events for due in self._alone(event)]

    def _together(self, session: Session, events: Sequence[Event]) -> list[Due]:
        now = self._now()
        outgoing: list[Outgoing] = []
        known: dict[PersonId, tuple[Account, Person]] = {}
        for arrival in self._arrived(session, events, now):
            known |= _reachable(arrival)
            outgoing += self._turn(session, arrival, now)
        session.flush()
        return store(session, outgoing, known, now)

    def _one_by_one(self, session: Session, events: Sequence[Event]) -> list[Due]:
        now = self._now()
        arrived = self._arrived(session, events, now)
        return [due for arrival in arrived for due in self._careful_turn(session, arrival, now)]

    def _alone(self, event: Event) -> list[Due]:
        """An event that may have spoilt its batch before any handler saw it: it is parked if it does so alone."""
        try:
            with self._database.transaction() as session:
                return self._one_by_one(session, [event])
        except Exception as failure:
            if is_away(failure):
                raise
            log.exception("event-parked", event_id=event.id)
            with self._database.transaction() as session:
                arrivals.mark_seen(session, [event], self._now())
                _end_job(session, event)
                session.add(parked(event, failure, self._now()))
            return []

    def _arrived(self, session: Session, events: Sequence[Event], now: datetime) -> list[Arrival]:
        """Who is new here, and which jobs have ended: that stays, whatever becomes of the turns."""
        arrived = arrivals.load(session, events, now)
        for arrival in arrived:
            _end_job(session, arrival.event)
        return arrived

    def _turn(self, session: Session, arrival: Arrival, now: datetime) -> list[Outgoing]:
        event = arrival.event
        turn = Turn(
            session,
            now,
            self._rng,
            self._policy,
            person=arrival.person,
            account=arrival.account,
            what=event.what,
            event_id=event.id,
            tapped=arrival.tapped,
            progress=arrival.progress,
            language_hint=event.sender.language,
        )
        self._at_once.pop(_key(event), None)
        replies = respond(turn)
        if turn.at_once is not None:
            self._at_once[_key(event)] = turn.at_once
        self._has_asked |= turn.has_asked
        return [*_replies(arrival, replies), *turn.outgoing]

    def _careful_turn(self, session: Session, arrival: Arrival, now: datetime) -> list[Due]:
        """A turn in a savepoint: a refusal leaves no trace, a failure leaves the event parked."""
        event = arrival.event
        try:
            with session.begin_nested():
                said = self._turn(session, arrival, now)
                session.flush()
                return store(session, said, _reachable(arrival), now)
        except Refused as refused:
            answer = refusal(refused)
        except Exception as failure:
            if is_away(failure):
                raise
            log.exception("event-parked", event_id=event.id, person=arrival.person.id)
            session.add(parked(event, failure, now))
            answer = say("something-failed")
        return store(session, _replies(arrival, [answer]), _reachable(arrival), now)

    async def _drain(self) -> None:
        await asyncio.sleep(0)
        while self._waiting:
            batch = self._next_batch()
            if not batch:
                continue
            try:
                due = await self._database.call(self.handle, [event for event, _ in batch], urgent=True)
            except Exception as failure:
                log.exception("batch-failed", events=[event.id for event, _ in batch])
                for _, done in batch:
                    if not done.done():
                        done.set_exception(failure)
                continue
            for event, done in batch:  # whoever waits for an acknowledgement gets it before anything is sent
                if not done.done():
                    done.set_result(self._at_once.get(_key(event)))
            self._deliver(due)
            if self._has_asked:
                self._asked()

    def _next_batch(self) -> list[tuple[Event, asyncio.Future[Reply | None]]]:
        """Up to MOST_AT_ONCE waiting events, one for each person: the next of the same waits its turn."""
        batch: list[tuple[Event, asyncio.Future[Reply | None]]] = []
        later: list[tuple[Event, asyncio.Future[Reply | None]]] = []
        people: set[tuple[str, str]] = set()
        for event, done in self._waiting:
            who = (event.sender.platform, event.sender.external_id)
            if done.cancelled():
                continue
            if who in people or len(batch) >= MOST_AT_ONCE:
                later.append((event, done))
            else:
                people.add(who)
                batch.append((event, done))
        self._waiting = later
        return batch


def _key(event: Event) -> tuple[str, str]:
    return event.sender.platform, event.id


def _replies(arrival: Arrival, messages: Sequence[Message]) -> list[Outgoing]:
    key = f"{arrival.account.platform}:{arrival.event.id}"
    return [Outgoing(arrival.person.key, message, f"{key}:{place}") for place, message in enumerate(messages)]


def _reachable(arrival: Arrival) -> dict[PersonId, tuple[Account, Person]]:
    if arrival.account.unreachable_since is not None:
        return {}
    return {arrival.person.key: (arrival.account, arrival.person)}


def _end_job(session: Session, event: Event) -> None:
    if isinstance(event.what, Finished):
        job = session.get(Job, event.what.job_id)
        if job is not None:
            job.end(JobState.FAILED if event.what.error else JobState.DONE)
