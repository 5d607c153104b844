"""What became of what was sent: written down as it comes, with what it says of accounts and broadcasts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import Table, and_, bindparam, or_, update
from sqlmodel import Session, col

from bot.database import Database
from bot.queue.mailroom import Due, store
from bot.watching import metrics
from handlers.turn import Outgoing
from models import many
from models.delivery import Delivery, DeliveryState, Priority
from models.person import Account
from models.queries import cards, prospects
from models.types import PersonId

log = structlog.get_logger()

AGAIN_SECONDS = 0.5
APART_SECONDS = 0.025
"""Between two writes: at a high pace many outcomes share one. It bounds what a killed process repeats."""
DRAIN_SECONDS = 20
UNCLEAR = "it may have arrived"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended. `moved_to` is the chat's new id where it has one, `told` what its reader hears instead."""

    due: Due
    state: DeliveryState
    at: datetime
    external_id: str = ""
    error: str = ""
    moved_to: str = ""
    told: Outgoing | None = None


class Writer:
    """Writes outcomes down as they come, together with whatever came meanwhile.

    An outcome that could not be written stays here until it can: it outlives the connection.

    Args:
        settling: held while outcomes are written and forgotten, so that no fetch comes between and finds what
            has been sent still due.
        forget: is told which deliveries have an outcome that ends them, once it is stored.
        may_write: whether this process is still the one that sends, in the transaction that writes. If not, another
            one knows better by now what became of them.
    """

    def __init__(
        self,
        database: Database,
        settling: asyncio.Lock,
        forget: Callable[[Sequence[int]], None],
        may_write: Callable[[Session], bool],
    ) -> None:
        self._database, self._settling, self._forget, self._may_write = database, settling, forget, may_write
        self._waiting: list[Outcome] = []
        self._writing: asyncio.Task[None] | None = None
        self._next_at = 0.0

    def add(self, outcome: Outcome) -> None:
        """Will be written soon."""
        _count(outcome)
        self._waiting.append(outcome)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    async def begin(self, due: Due) -> bool:
        """Notes before the request goes out that it may arrive, whatever happens after that.

        Returns:
            Whether it may still be sent.
        """
        async with self._settling:
            return await self._database.run(lambda session: self._may_write(session) and _begin(session, due))

    async def is_wanted(self, due: Due) -> bool:
        """Whether its row is still there to be sent: who has left meanwhile gets no file about themselves."""
        row = await self._database.run(lambda session: session.get(Delivery, due.id))
        return row is not None and row.state < DeliveryState.SENT

    async def drain(self) -> None:
        """Returns when everything is written, or as much of it as can be in DRAIN_SECONDS."""
        if self._writing is not None:
            await asyncio.wait([self._writing], timeout=DRAIN_SECONDS)

    async def _write(self) -> None:
        now = asyncio.get_running_loop().time
        while self._waiting:
            await asyncio.sleep(self._next_at - now())
            self._next_at = now() + APART_SECONDS
            batch, self._waiting = self._waiting, []
            try:
                async with self._settling:
                    await self._database.run(lambda session, batch=batch: self._record(session, batch))  # type: ignore[misc]  # the default binds the loop's value
                    self._forget([one.due.id for one in batch if one.state >= DeliveryState.SENT])
            except Exception as failure:
                log.error("outcomes-not-written", waiting=len(batch), because=str(failure))
                self._waiting = batch + self._waiting
                await asyncio.sleep(AGAIN_SECONDS)

    def _record(self, session: Session, batch: Sequence[Outcome]) -> None:
        if self._may_write(session):
            record(session, batch)
        else:
            log.warning("outcomes-refused", deliveries=[one.due.id for one in batch])


def _count(outcome: Outcome) -> None:
    """What is to be sent again is counted where that is decided; here it is only noted that it has not arrived."""
    if outcome.state is DeliveryState.RETRYING and not outcome.moved_to:
        return
    due = outcome.due
    metrics.sends(due.channel, "moved" if outcome.moved_to else outcome.state.name.lower()).inc()
    if outcome.state is DeliveryState.SENT:
        late = (outcome.at - due.not_before).total_seconds()
        metrics.delay_seconds(Priority(due.priority).name.lower()).observe(late)


def _begin(session: Session, due: Due) -> bool:
    begun = _BEGIN.values(attempts=due.attempts + 1)
    return bool(session.connection().execute(begun, {"key": due.id}).rowcount)


def record(session: Session, outcomes: Sequence[Outcome]) -> None:
    """Writes outcomes down, and what they say of accounts."""
    with _counting(session, outcomes):
        _write_down(session, outcomes)
    for outcome in outcomes:
        if outcome.told is not None:
            store(session, [outcome.told], {}, outcome.at)


def _counting(session: Session, outcomes: Sequence[Outcome]) -> AbstractContextManager[None]:
    """Counts the cards that they may say something of: their own, and all that wait for whoever is gone. Replies that
    came through say nothing of any: nothing is looked for then."""
    own = [outcome.due.id for outcome in outcomes if outcome.due.priority == Priority.BROADCAST]
    gone = [outcome.due.account_id for outcome in outcomes if outcome.state is DeliveryState.UNREACHABLE]
    if gone:
        theirs = and_(col(Delivery.account_id).in_(gone), col(Delivery.state) < DeliveryState.SENT)
        return cards.counting(session, or_(col(Delivery.id).in_(own), theirs))
    return cards.counting_these(session, own) if own else nullcontext()


def _write_down(session: Session, outcomes: Sequence[Outcome]) -> None:
    last = {outcome.due.id: outcome for outcome in outcomes}
    many.execute_rows(session, _OUTCOME, [_row(outcome) for outcome in last.values()])
    of_accounts = (one for one in outcomes if one.moved_to or one.state is DeliveryState.UNREACHABLE)
    for outcome in of_accounts:
        account = col(Account.id) == outcome.due.account_id
        if outcome.state is DeliveryState.UNREACHABLE:
            session.execute(update(Account).where(account).values(unreachable_since=outcome.at))
            prospects.touch(session, PersonId(outcome.due.person_id))
            waiting = (col(Delivery.account_id) == outcome.due.account_id, col(Delivery.state) < DeliveryState.SENT)
            session.execute(update(Delivery).where(*waiting).values(state=int(DeliveryState.UNREACHABLE)))
        else:
            session.execute(update(Account).where(account).values(chat_id=outcome.moved_to))


def _row(outcome: Outcome) -> dict[str, Any]:
    return {
        "key": outcome.due.id,
        "state": int(outcome.state),
        "attempts": outcome.due.attempts + 1,
        "external_id": outcome.external_id,
        "error": outcome.error,
        "sent_at": outcome.at if outcome.state is DeliveryState.SENT else None,
    }


_TABLE: Table = Delivery.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_OUTCOME = many.updating(_TABLE, ("state", "attempts", "external_id", "error", "sent_at"))
_BEGIN = (
    _TABLE.update()
    .where(_TABLE.c.id == bindparam("key"), _TABLE.c.state < DeliveryState.SENT)
    .values(state=int(DeliveryState.UNCLEAR), error=f"{UNCLEAR}: the process ended before the answer came")
)
