"""The clock's own work: ticks and tidying."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import column, insert, table
from sqlmodel import select

from bot.chat.event import Words
from bot.chat.message import say
from bot.clock import Ticker
from handlers.policy import Policy
from handlers.sweeps import Sweep, due
from handlers.turn import Work
from models.delivery import Priority
from models.seen import ParkedEvent, SeenEvent
from models.types import PersonId
from tests import idle
from tests.edges.office import START, Office, from_
from tests.platforms.house import until


def ticker_of(office: Office, now: Callable[[], datetime] = lambda: START) -> Ticker:
    return Ticker(office.database, Policy(), Random(1), now, lambda due: None)


async def test_ids_are_forgotten_when_no_platform_repeats_them(office: Office) -> None:
    office.inbox.handle([from_(1, Words("hello"))])
    ticker = ticker_of(office, lambda: START + timedelta(days=4))
    await ticker.clean()
    assert office.rows(SeenEvent) == []


async def test_a_tick_under_way_ends_before_the_clock_stops(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def slow(_: Work) -> None:
        begun.set()
        time.sleep(0.2)
        ended.set()

    monkeypatch.setattr("bot.clock.SWEEPS", (Sweep(slow),))
    monkeypatch.setattr("bot.clock.TICK_SECONDS", 0.01)
    ticker = ticker_of(office)
    await ticker.stop()
    ticker.start()
    await until(begun.is_set)
    await ticker.stop()

    assert ended.is_set()
    await asyncio.sleep(0.05)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_what_waits_for_days_is_looked_for_once_a_minute(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr("bot.clock.SWEEPS", (Sweep(lambda work: done.append("fast")),))
    monkeypatch.setattr("bot.clock.SLOW_SWEEPS", (Sweep(lambda work: done.append("slow")),))
    now = START
    ticker = ticker_of(office, lambda: now)

    for _ in range(3):
        await ticker.tick()
        now += timedelta(seconds=30)

    assert done == ["fast", "slow", "fast", "fast", "slow"]


@pytest.fixture
def unobserved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing looks whether what is left out of a tick would have done nothing, which runs it."""
    monkeypatch.setattr("bot.clock.due", due)


@pytest.mark.usefixtures("unobserved")
async def test_a_tick_in_which_nothing_is_due_only_reads(office: Office) -> None:
    ticker = ticker_of(office)
    await ticker.tick()  # once a minute it notes that it is at work
    office.statements.clear()

    await ticker.tick()

    begun, asked, *more = office.statements
    assert (begun, more) == ("BEGIN", [])
    assert asked.startswith("SELECT")


async def test_whoever_writes_does_not_keep_an_idle_tick_waiting(office: Office) -> None:
    ticker = ticker_of(office)
    await ticker.tick()
    with office.database.transaction() as session:
        session.execute(insert(SeenEvent).values(platform="telegram", event_id="1", at=START))
        async with asyncio.timeout(10):
            await ticker.tick()


@pytest.mark.usefixtures("unobserved")
async def test_what_becomes_due_by_a_sweep_is_done_in_the_same_tick_and_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def first(work: Work) -> None:
        done.append("first")
        work.session.add(SeenEvent(platform="telegram", event_id="1", at=START))

    then = Sweep(lambda work: done.append("then"), (select(SeenEvent),))
    monkeypatch.setattr("bot.clock.SWEEPS", (then, Sweep(first)))
    monkeypatch.setattr("bot.clock.SLOW_SWEEPS", ())

    await ticker_of(office).tick()

    assert done == ["first", "then"]


@pytest.mark.parametrize("says", [True, False], ids=["says more", "says nothing"])
async def test_no_more_is_said_than_can_be_sent_for_a_while(
    office: Office, monkeypatch: pytest.MonkeyPatch, says: bool
) -> None:
    office.inbox.handle([from_(1, Words("hello"))])
    done: list[int] = []

    def goes_on(work: Work) -> bool:
        done.append(len(done))
        if says:
            work.tell(PersonId(1), say("again"), key=f"again:{len(done)}", priority=Priority.REMINDER)
        return len(done) < 50

    monkeypatch.setattr("bot.clock.SWEEPS", (Sweep(goes_on),))
    monkeypatch.setattr("bot.clock.SLOW_SWEEPS", ())
    monkeypatch.setattr("bot.clock.REST_SECONDS", 0.2)
    monkeypatch.setattr("bot.clock.BUSY_SECONDS", 0.3 if says else 20.0)

    await Ticker(office.database, Policy(), Random(1), lambda: START, lambda due: None, lambda: True).tick()

    assert len(done) <= 3 if says else len(done) == 50


async def test_one_that_cannot_be_asked_or_fails_stops_no_other(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def fails(work: Work) -> None:
        done.append("fails")
        raise ValueError

    wrong = Sweep(fails, (select(column("nothing")).select_from(table("of_the_kind")),))
    monkeypatch.setattr("bot.clock.SWEEPS", (wrong, Sweep(lambda work: done.append("other"))))
    monkeypatch.setattr("bot.clock.SLOW_SWEEPS", ())

    await ticker_of(office).tick()

    assert done == ["fails", "other"]


async def test_a_tick_that_leaves_out_what_is_due_is_noticed_by_the_tests(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(work: Work) -> None:
        work.session.add(SeenEvent(platform="telegram", event_id="1", at=START))

    monkeypatch.setattr("bot.clock.SWEEPS", (Sweep(late, (select(ParkedEvent),)),))
    with pytest.raises(AssertionError, match=r"late was not due, but: .*INSERT INTO seenevent"), idle.each_tick():
        await ticker_of(office).tick()

    assert office.rows(SeenEvent) == []
