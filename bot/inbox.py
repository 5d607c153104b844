"""Events in, one transaction, deliveries out.

Events that wait share a transaction, set-based: one insert that tells new events from repeated ones, one load of
people and how far they are, the handlers, one flush, one bulk insert of what they said. If a handler fails, the
batch is rolled back and run once more with a savepoint for each, so that its neighbours lose nothing by it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from random import Random

import structlog
from sqlmodel import Session

from bot import arrivals
from bot.arrivals import Arrival
from bot.chat.event import Event
from bot.chat.message import Message, say
from bot.database import Database
from bot.mailroom import Due, store
from handlers.dispatch import refusal, respond
from handlers.policy import Policy
from handlers.turn import Outgoing, Turn
from models.errors import Refused
from models.person import Account, Person
from models.seen import ParkedEvent
from models.types import PersonId

log = structlog.get_logger()

MOST_AT_ONCE = 100


class Inbox:
    """Takes events and returns from `take` when the event has been handled and committed."""

    def __init__(
        self,
        database: Database,
        policy: Policy,
        rng: Random,
        now: Callable[[], datetime],
        deliver: Callable[[list[Due]], None],
    ) -> None:
        self._database, self._policy, self._rng = database, policy, rng
        self._now, self._deliver = now, deliver
        self._waiting: list[tuple[Event, asyncio.Future[None]]] = []
        self._draining: asyncio.Task[None] | None = None

    async def take(self, event: Event) -> None:
        """Handles one event, together with whatever else is waiting. A repeated one changes nothing."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((event, done))
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain())
        await done

    def handle(self, events: Sequence[Event]) -> list[Due]:
        """Handles events of different people, committed; returns what can be sent now. Blocks."""
        try:
            with self._database.transaction() as session:
                return self._attempt(session, events, self._turn)
        except Exception as failure:
            log.debug("batch-again", events=len(events), because=type(failure).__name__)
        with self._database.transaction() as session:
            return self._attempt(session, events, self._careful_turn)

    def _attempt(
        self,
        session: Session,
        events: Sequence[Event],
        run: Callable[[Session, Arrival, datetime], list[Outgoing]],
    ) -> list[Due]:
        now = self._now()
        outgoing: list[Outgoing] = []
        known: dict[PersonId, tuple[Account, Person]] = {}
        for arrival in arrivals.load(session, events, now):
            if arrival.account.unreachable_since is None:
                known[arrival.person.key] = (arrival.account, arrival.person)
            outgoing += run(session, arrival, now)
        session.flush()
        return store(session, outgoing, known, now)

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
        replies = respond(turn)
        return [*_replies(arrival, replies), *turn.outgoing]

    def _careful_turn(self, session: Session, arrival: Arrival, now: datetime) -> list[Outgoing]:
        """A turn in a savepoint: a refusal leaves no trace, a failure leaves the event parked."""
        try:
            with session.begin_nested():
                return self._turn(session, arrival, now)
        except Refused as refused:
            return _replies(arrival, [refusal(refused)])
        except Exception as failure:
            event = arrival.event
            log.exception("event-parked", event=event.id, person=arrival.person.id)
            session.add(_parked(event, failure, now))
            return _replies(arrival, [say("something-failed")])

    async def _drain(self) -> None:
        await asyncio.sleep(0)
        while self._waiting:
            batch = self._next_batch()
            try:
                due = await self._database.call(self.handle, [event for event, _ in batch])
            except Exception as failure:
                log.exception("batch-failed", events=[event.id for event, _ in batch])
                for _, done in batch:
                    done.set_exception(failure)
                continue
            self._deliver(due)
            for _, done in batch:
                if not done.done():
                    done.set_result(None)

    def _next_batch(self) -> list[tuple[Event, asyncio.Future[None]]]:
        """Up to MOST_AT_ONCE waiting events, one for each person: the next of the same waits its turn."""
        batch: list[tuple[Event, asyncio.Future[None]]] = []
        later: list[tuple[Event, asyncio.Future[None]]] = []
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


def _replies(arrival: Arrival, messages: Sequence[Message]) -> list[Outgoing]:
    key = f"{arrival.account.platform}:{arrival.event.id}"
    return [Outgoing(arrival.person.key, message, f"{key}:{place}") for place, message in enumerate(messages)]


def _parked(event: Event, failure: Exception, now: datetime) -> ParkedEvent:
    return ParkedEvent(
        platform=event.sender.platform,
        event_id=event.id,
        event={"sender": asdict(event.sender), "kind": type(event.what).__name__, "what": asdict(event.what)},
        error=f"{type(failure).__name__}: {failure}"[:500],
        at=now,
    )
