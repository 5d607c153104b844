"""Events in, one transaction, deliveries out.

Events that wait share a transaction, set-based: one insert that tells new events from repeated ones, one load of
people and how far they are, the handlers, one flush, one bulk insert of what they said. If a handler fails, the
batch is rolled back and run once more with a savepoint for each, so that its neighbours lose nothing by it. What
spoils even that is handled alone, and put aside if it can't be.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random

import structlog
from sqlmodel import Session

from bot.chat.event import Event, Finished
from bot.chat.forms import Reply
from bot.chat.message import Message, say
from bot.database import Database, is_away
from bot.incoming import arrivals, told
from bot.incoming.arrivals import Arrival
from bot.incoming.parking import parked
from bot.incoming.told import Ended
from bot.incoming.waiting import Line
from bot.queue.mailroom import Due, store
from bot.watching import metrics
from handlers.dispatch import refusal
from handlers.policy import Policy
from handlers.turn import Outgoing, Turn
from models.errors import Refused
from models.job import Job, JobState
from models.person import Account, Person
from models.types import PersonId

log = structlog.get_logger()


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
        self.line = Line()
        self._at_once: dict[tuple[str, str], Reply] = {}
        self._ends: dict[tuple[str, str], Ended] = {}
        self._draining: asyncio.Task[None] | None = None

    async def take(self, event: Event) -> Reply | None:
        """Handles one event, together with whatever else is waiting. A repeated one changes nothing.

        Returns what the platform is to do at once, if anything.
        """
        one = self.line.add(event)
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain())
        try:
            reply = await one.done
        except Exception as failure:
            told.event(event, time.monotonic() - one.since, Ended("again", told.kind(failure)))
            raise
        told.event(event, time.monotonic() - one.since, one.ended)
        return reply

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
        self._ends.clear()
        self._has_asked = False
        for attempt in (self._together, self._one_by_one):
            try:
                return self._counted(attempt, events)
            except Exception as failure:
                if is_away(failure):
                    raise
                log.debug("batch-again", events=len(events), because=type(failure).__name__)
        return [due for event in events for due in self._alone(event)]

    def _counted(self, attempt: Callable[[Session, Sequence[Event]], list[Due]], events: Sequence[Event]) -> list[Due]:
        """In a transaction of its own; what became of the events counts once that is committed."""
        with metrics.BATCH_SECONDS.time(), self._database.transaction() as session:
            due = attempt(session, events)
        metrics.count_events(Counter(self._ends[_key(event)].outcome for event in events))
        return due

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
            return self._counted(self._one_by_one, [event])
        except Exception as failure:
            if is_away(failure):
                raise
            log.exception("event-parked", event_id=event.id, trace=event.trace)
            with self._database.transaction() as session:
                arrivals.mark_seen(session, [event], self._now())
                _end_job(session, event)
                session.add(parked(event, failure, self._now()))
            metrics.count_events({"parked": 1})
            self._ends[_key(event)] = Ended("parked", told.kind(failure))
            return []

    def _arrived(self, session: Session, events: Sequence[Event], now: datetime) -> list[Arrival]:
        """Who is new here, and which jobs have ended: that stays, whatever becomes of the turns."""
        arrived = arrivals.load(session, events, now)
        self._ends |= dict.fromkeys(map(_key, events), Ended("repeated"))
        for arrival in arrived:
            self._ends[_key(arrival.event)] = Ended("handled")
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
            is_new=arrival.is_new,
            what=event.what,
            event_id=event.id,
            trace=event.trace,
            tapped=arrival.tapped,
            progress=arrival.progress,
            language_hint=event.sender.language,
            slash=event.sender.slash,
        )
        self._at_once.pop(_key(event), None)
        replies = told.responded(turn)
        if turn.at_once is not None:
            self._at_once[_key(event)] = turn.at_once
        self._has_asked |= turn.has_asked
        return [*_replies(arrival, replies, turn.answered_from), *turn.outgoing]

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
            log.exception("event-parked", event_id=event.id, person=arrival.person.id, trace=event.trace)
            session.add(parked(event, failure, now))
            self._ends[_key(event)] = Ended("parked", told.kind(failure))
            answer = say("something-failed")
        return store(session, _replies(arrival, [answer]), _reachable(arrival), now)

    async def _drain(self) -> None:
        await asyncio.sleep(0)
        while self.line:
            batch = self.line.next_batch()
            if not batch:
                continue
            try:
                due = await self._database.call(self.handle, [one.event for one in batch], urgent=True)
            except Exception as failure:
                log.exception("batch-failed", events=[one.event.id for one in batch])
                for one in batch:
                    if not one.done.done():
                        one.done.set_exception(failure)
                continue
            finally:
                self.line.handled()
            for one in batch:  # whoever waits for an acknowledgement gets it before anything is sent
                one.ended = self._ends.get(_key(one.event), one.ended)
                if not one.done.done():
                    one.done.set_result(self._at_once.get(_key(one.event)))
            self._deliver(due)
            if self._has_asked:
                self._asked()


def _key(event: Event) -> tuple[str, str]:
    return event.sender.platform, event.id


def _replies(arrival: Arrival, messages: Sequence[Message], not_before: datetime | None = None) -> list[Outgoing]:
    key = f"{arrival.account.platform}:{arrival.event.id}"
    return [
        Outgoing(arrival.person.key, message, f"{key}:{place}", not_before=not_before, trace=arrival.event.trace)
        for place, message in enumerate(messages)
    ]


def _reachable(arrival: Arrival) -> dict[PersonId, tuple[Account, Person]]:
    if arrival.account.unreachable_since is not None:
        return {}
    return {arrival.person.key: (arrival.account, arrival.person)}


def _end_job(session: Session, event: Event) -> None:
    if isinstance(event.what, Finished):
        job = session.get(Job, event.what.job_id)
        if job is not None:
            job.end(JobState.FAILED if event.what.error else JobState.DONE)
