"""Leases: which process may send through a channel, so that there is one pace for each token whatever the number of
processes.

A lease is a row on PostgreSQL (`models.sender`). Whoever holds it renews it once a second, and goes by its own clock
in between: a process that hung finds that its time is over before it can send anything. Whoever takes over waits until
what the one before had begun has come to an end. A SQLite file is served by one process, which holds everything.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_hex
from typing import Protocol

import structlog
from sqlalchemy import Connection, select
from sqlmodel import Session, col

from bot.database import Database
from models.queries import leases
from models.sender import Sender

log = structlog.get_logger()

EVERY_SECONDS = 1.0
TTL_SECONDS = 5.0
MARGIN_SECONDS = 1.0
"""The holder stops so long before others may take over."""
REST_SECONDS = 1.0
"""A new holder waits for so long: the sliding second of the one before, and what it still writes down."""
CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""It goes on while the machine sleeps."""


class Lease(Protocol):
    """Leave to act for a channel; `epoch` says since which change of hands, 0 while it is not held."""

    epoch: int

    @property
    def valid(self) -> bool:
        """Whether anything may be sent this very moment."""

    @property
    def leaving(self) -> bool:
        """Whether another process is to have it: nothing new is begun, and it is given back when all has ended."""

    async def taken(self) -> int:
        """Returns its epoch, as soon as it is held and the holder before has had its time."""

    async def give_back(self) -> None:
        """Others may have it at once. Everything that was begun has ended, and is written down."""

    async def resign(self) -> None:
        """As `give_back`, and this process does not want it again."""

    def still(self, session: Session, epoch: int) -> bool:
        """Whether the table too says that it is this epoch, until the transaction ends."""


class Alone:
    """There is no other process.

    Args:
        rested_at: when it may be used, by the monotonic clock.
    """

    epoch, valid, leaving = 1, True, False

    def __init__(self, rested_at: float = 0.0) -> None:
        self._rested_at = rested_at

    async def taken(self) -> int:
        """As in Lease."""
        await asyncio.sleep(max(0.0, self._rested_at - time.monotonic()))
        return self.epoch

    async def give_back(self) -> None:
        """Nobody waits for it."""

    async def resign(self) -> None:
        """Nobody waits for it."""

    def still(self, session: Session, epoch: int) -> bool:  # noqa: ARG002  # the protocol's signature
        """Always."""
        return True


class Held:
    """A lease that this process holds, or waits for."""

    def __init__(self, all_held: Leases, channel: str) -> None:
        self._all, self.channel = all_held, channel
        self.epoch, self.leaving = 0, False
        self._until = self._rested_at = 0.0
        self._taken = asyncio.Event()

    @property
    def valid(self) -> bool:
        """As in Lease."""
        return self._rested_at <= _now() < self._until and not self.leaving

    async def taken(self) -> int:
        """As in Lease."""
        while not self.valid:
            await self._taken.wait()
            await asyncio.sleep(max(0.05, self._rested_at - _now()))
        return self.epoch

    async def give_back(self) -> None:
        """As in Lease."""
        if self.epoch:
            await self._all.give_back(self)

    async def resign(self) -> None:
        """As in Lease."""
        self._all.forget(self)
        await self.give_back()

    def still(self, session: Session, epoch: int) -> bool:
        """As in Lease: the row is locked, so that nobody takes it over before what is written under it is stored."""
        own = select(col(Sender.epoch)).where(col(Sender.channel) == self.channel)
        return session.execute(own.with_for_update(read=True)).scalar() == epoch

    def renewed(self, epoch: int, until: float) -> None:
        """The table says that it is held, and since which change of hands."""
        if epoch != self.epoch:
            self.epoch, self.leaving = epoch, False
            self._rested_at = _now() + (REST_SECONDS if epoch > 1 else 0.0)
        self._until = until
        self._taken.set()

    def gone(self) -> None:
        """The table says that it is not held."""
        self.epoch, self._until, self.leaving = 0, 0.0, False
        self._taken.clear()


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one look at the table brought: the epochs of what is held, and whether others should have some of it."""

    held: dict[str, int]
    surplus: bool


class Leases:
    """All of a process: renewed and claimed in one transaction a second, on a thread of its own.

    Each process takes its share of what there is, so that the first one doesn't do all the work. What nobody takes for
    a while is anyone's.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{token_hex(4)}"
        self._held: dict[str, Held] = {}
        self._running: asyncio.Task[None] | None = None

    def of(self, channel: str) -> Held:
        """The lease of a channel: from now on this process wants it."""
        return self._held.setdefault(channel, Held(self, channel))

    def start(self) -> None:
        """From now on, on the running loop."""
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """What was not given back is left to its time."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait([self._running])
            with contextlib.suppress(Exception):  # its time runs out anyway
                await self._database.beside(lambda connection: connection.execute(leases.LEAVE, {"owner": self.owner}))

    def forget(self, held: Held) -> None:
        """This process wants it no more."""
        if self._held.get(held.channel) is held:
            del self._held[held.channel]

    async def give_back(self, held: Held) -> None:
        """As `Lease.give_back`. Where the database is away, its time runs out."""
        given = {"owner": self.owner, "channel": held.channel, "epoch": held.epoch}
        held.gone()
        try:
            await self._database.beside(lambda connection: connection.execute(leases.GIVE_BACK, given))
        except Exception as failure:
            log.warning("lease-not-given-back", channel=held.channel, because=str(failure))

    async def _run(self) -> None:
        while True:
            began = _now()
            await self._renew(began)
            await asyncio.sleep(max(0.0, began + EVERY_SECONDS - _now()))

    async def _renew(self, began: float) -> None:
        """What is held is good from *before* the table was asked: the answer may come late."""
        wanted = list(self._held)
        try:
            turn = await self._database.beside(lambda connection: self._turn(connection, wanted))
        except Exception as failure:
            log.error("leases-not-renewed", because=str(failure))
            return
        for channel, held in self._held.items():
            if channel in turn.held:
                held.renewed(turn.held[channel], began + TTL_SECONDS - MARGIN_SECONDS)
            elif held.epoch and channel in wanted:
                log.warning("lease-lost", channel=channel)
                held.gone()
        if turn.surplus and not any(held.leaving for held in self._held.values()):
            self._held[next(iter(turn.held))].leaving = True

    def _turn(self, connection: Connection, wanted: Sequence[str]) -> _Turn:
        known = {"owner": self.owner, "ttl": TTL_SECONDS, "wanted": list(wanted)}
        held = {channel: int(epoch) for channel, epoch in connection.execute(leases.RENEW, known)}
        if len(held) < len(wanted):
            connection.execute(leases.MAKE, known)
        processes, room = connection.execute(leases.OTHERS, known).one()
        share = -(-len(wanted) // (1 + processes))
        for query, most in ((leases.CLAIM, share - len(held)), (leases.LEFT_OVER, len(wanted) - len(held))):
            if most > 0:
                held |= {channel: int(epoch) for channel, epoch in connection.execute(query, known | {"most": most})}
        connection.execute(leases.ALIVE, known | {"room": max(0, share - len(held))})
        return _Turn(held, surplus=room > 0 and len(held) > share)


def _now() -> float:
    return time.clock_gettime(CLOCK)
