"""The clock's own work: ticks and tidying."""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import timedelta
from random import Random

import pytest

from bot.chat.event import Words
from bot.clock import Ticker
from handlers.policy import Policy
from handlers.turn import Work
from models.seen import SeenEvent
from tests.edges.office import START, Office, from_
from tests.platforms.house import until


async def test_ids_are_forgotten_when_no_platform_repeats_them(office: Office) -> None:
    office.inbox.handle([from_(1, Words("hello"))])
    ticker = Ticker(office.database, Policy(), Random(1), lambda: START + timedelta(days=4), lambda due: None)
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

    monkeypatch.setattr("bot.clock.SWEEPS", (slow,))
    monkeypatch.setattr("bot.clock.TICK_SECONDS", 0.01)
    ticker = Ticker(office.database, Policy(), Random(1), lambda: START, lambda due: None)
    await ticker.stop()
    ticker.start()
    await until(begun.is_set)
    await ticker.stop()

    assert ended.is_set()
    await asyncio.sleep(0.05)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_what_waits_for_days_is_looked_for_once_a_minute(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr("bot.clock.SWEEPS", (lambda work: done.append("fast"),))
    monkeypatch.setattr("bot.clock.SLOW_SWEEPS", (lambda work: done.append("slow"),))
    now = START
    ticker = Ticker(office.database, Policy(), Random(1), lambda: now, lambda due: None)

    for _ in range(3):
        await ticker.tick()
        now += timedelta(seconds=30)

    assert done == ["fast", "slow", "fast", "fast", "slow"]
