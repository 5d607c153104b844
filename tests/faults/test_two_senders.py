"""Two processes that both believe they hold the token: one goes by its clock, the other by the table."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.database import Database
from bot.neighbours import lease
from bot.neighbours.lease import Leases
from bot.playground.telegram import TelegramServer
from models.delivery import DeliveryState
from models.queries import leases
from tests.platforms.house import until
from tests.platforms.post import Post

pytestmark = pytest.mark.postgres
CHANNEL = "telegram"
LEFT = text("SELECT CAST(extract(epoch FROM until - clock_timestamp()) AS float) FROM sender")
"""Seconds until the table gives it to others."""
OTHERS = text("UPDATE sender SET owner = 'other', epoch = epoch + 1")
OVER = text("UPDATE sender SET until = clock_timestamp() - interval '1 microsecond'")


class Holder:
    """A process, as far as its lease goes."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self._leases = Leases(self.database)
        self.lease = self._leases.of(CHANNEL)
        self.start, self.owner = self._leases.start, self._leases.owner

    async def hang(self) -> None:
        """It asks the table no more, and goes by what it knows."""
        running = self._leases._running
        assert running is not None
        running.cancel()
        await asyncio.wait([running])

    def ask(self, statement: Any, **given: object) -> Any:
        with self.database.engine.begin() as connection:
            result = connection.execute(statement, given)
            return result.scalar() if result.returns_rows else None

    async def close(self) -> None:
        await self._leases.stop()
        self.database.close()


@pytest.fixture
async def first(postgres_url: str) -> AsyncIterator[Holder]:
    """Has the lease."""
    holder = Holder(postgres_url)
    holder.start()
    await holder.lease.taken()
    yield holder
    await holder.close()


@pytest.fixture
async def second(postgres_url: str) -> AsyncIterator[Holder]:
    """Has not asked for it yet."""
    holder = Holder(postgres_url)
    yield holder
    await holder.close()


async def test_who_is_there_keeps_it(first: Holder) -> None:
    first.ask(OVER)

    await until(lambda: first.ask(LEFT) > 4)

    assert first.lease.epoch == 1


async def test_who_hangs_stops_a_second_before_others_may_begin(first: Holder, monkeypatch: pytest.MonkeyPatch) -> None:
    await first.hang()
    free_at = first.ask(LEFT) + lease._now()

    monkeypatch.setattr(lease, "_now", lambda: free_at - 1)
    assert not first.lease.valid


async def test_who_takes_over_begins_a_second_later(
    first: Holder, second: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sliding second of the one before, and what it still writes down."""
    await first.lease.resign()
    given_back = lease._now()
    second.start()
    await until(lambda: second.lease.epoch)
    taken = lease._now()
    await second.hang()

    monkeypatch.setattr(lease, "_now", lambda: given_back + 0.99)
    assert not second.lease.valid
    monkeypatch.setattr(lease, "_now", lambda: taken + 1.01)
    assert second.lease.valid


async def test_nobody_takes_over_while_something_is_written_under_it(first: Holder, second: Holder) -> None:
    claim = {"owner": second.owner, "wanted": [CHANNEL], "ttl": 5, "most": 1}
    await first.hang()
    first.ask(OVER)
    with first.database.transaction() as session:
        assert first.lease.still(session, 1)
        assert second.ask(leases.CLAIM, **claim) is None

    assert second.ask(leases.CLAIM, **claim) == CHANNEL
    with first.database.transaction() as session:
        assert not first.lease.still(session, 1)


async def test_who_does_not_know_yet_that_another_sends_changes_nothing(first: Holder) -> None:
    """A message that must not come twice does not go out; of another, the new holder decides what becomes."""
    server = TelegramServer()
    await server.start()
    post = Post(server, first.database)
    await post.open(lease=first.lease)
    sara, omar = post.person(7)[0], post.person(8)[0]
    await first.hang()
    first.ask(OTHERS)
    with capture_logs() as lines:
        paid, reply = post.tell(sara, "paid", once=True), post.tell(omar, "reply")
        await until(lambda: {"delivery-withdrawn", "outcomes-refused"} <= {line["event"] for line in lines})
    await post.close()
    await server.stop()

    assert post.sent() == ["reply"]
    assert post.state(paid) is post.state(reply) is DeliveryState.DUE
