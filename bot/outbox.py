"""A channel's sender: it waits for the lease, sends while it holds it, and waits again when another has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.channel import Channel
from bot.database import Database
from bot.neighbours.lease import Alone, Lease
from bot.queue.mailroom import Due
from bot.sending.pace import Pace
from bot.sending.tenure import Tenure
from bot.watching import metrics


class Outbox:
    """Sends one channel's deliveries whenever this process is the one to do so, until it is stopped.

    Args:
        now: the service's clock, by which deliveries are due. The pace goes by the monotonic one.
        lease: without one there is no other process.
    """

    def __init__(
        self,
        database: Database,
        channel: Channel,
        pace: Pace,
        now: Callable[[], datetime],
        lease: Lease | None = None,
    ) -> None:
        self._database, self._channel, self._pace, self._now = database, channel, pace, now
        self._lease = lease or Alone()
        self._tenure: Tenure | None = None
        metrics.expect_sends(channel.name)

    @property
    def channel(self) -> str:
        """What it sends to (`Account.channel`)."""
        return self._channel.name

    @property
    def pace(self) -> Pace:
        """How fast it may."""
        return self._pace

    @property
    def has_plenty(self) -> bool:
        """Whether it has enough to send for a second or more."""
        return self._tenure is not None and self._tenure.has_plenty

    def offer(self, due: Iterable[Due]) -> bool:
        """Takes deliveries that have just been stored, without a detour over the database.

        Returns:
            Whether it is this process that sends them; otherwise whoever does finds them in the table.
        """
        if self._tenure is None:
            return False
        self._tenure.offer(one for one in due if one.channel == self._channel.name)
        return True

    def look(self) -> None:
        """Another process has stored something urgent."""
        if self._tenure is not None:
            self._tenure.look()

    async def run(self) -> None:
        """Until cancelled; then what is in flight ends, and another process may go on."""
        try:
            while True:
                await self._lease.taken()
                self._tenure = Tenure(self._database, self._channel, self._pace, self._now, self._lease)
                await self._tenure.run()
                self._tenure = None
                if self._lease.leaving:
                    await self._lease.give_back()
        finally:
            self._tenure = None
            await self._lease.resign()
