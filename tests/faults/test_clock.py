"""The machine's clock steps an hour ahead and back while people use the service."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from bot.playground.telegram import Limits
from bot.playground.telegram.user import User
from tests.faults.house import FIRST_EXPERT, House, house
from tests.faults.scene import ask

EXPERTS = 120
HOUR = timedelta(hours=1)
TICKS = 2.5
"""Seconds in which the clock's sweeps run twice."""

pytestmark = pytest.mark.slow


async def test_nothing_is_lost_and_nothing_comes_twice(tmp_path: Path) -> None:
    async with house(tmp_path, EXPERTS, Limits(per_second=1000), pace=20) as opened:
        people: list[User] = []
        under_way: list[bool] = []
        for number, step in enumerate((HOUR, -HOUR, -HOUR, HOUR), 1):
            opened.service.clock.advance(step)
            newcomers = [opened.server.user(9000 + 10 * number + place, "Nadia") for place in range(5)]
            await asyncio.gather(*(person.start() for person in newcomers))
            answers = await asyncio.gather(*(person.next(timeout=20) for person in newcomers))
            assert all("Which language shall we use?" in (answer.text or "") for answer in answers)
            people += newcomers
            await asyncio.sleep(0.5)
            under_way.append(len(opened.cards()) < EXPERTS)
        opened.service.clock.advance(HOUR)  # so late at most is what was stored while the clock was ahead
        await opened.until(lambda: len(opened.cards()) == EXPERTS and opened.waiting() == 0)
        await asyncio.sleep(TICKS)

    assert under_way[0]  # the clock stepped back before all cards had gone out
    assert set(opened.cards().values()) == {1}
    assert all(len(from_bot(person)) == 1 for person in people)


async def test_a_reminder_comes_when_its_time_has_come_and_once(tmp_path: Path) -> None:
    async with house(tmp_path, 1, Limits(per_second=1000), pace=None) as opened:
        expert = opened.server.user(FIRST_EXPERT)
        await opened.until(lambda: len(opened.cards()) == 1)
        await expert.press("Claim")
        await opened.until(lambda: due(opened) is not None)
        at = due(opened)
        assert at is not None

        await moved(opened, at - HOUR)
        await moved(opened, at - timedelta(minutes=1))
        assert reminders(expert) == 0
        await moved(opened, at + timedelta(seconds=1))
        assert reminders(expert) == 1
        for moment in (at - HOUR, at + timedelta(minutes=1)):
            await moved(opened, moment)

    assert reminders(expert) == 1


async def test_nothing_rests_while_the_machines_clock_catches_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes by the machine's time of day: the sweeps of each second, and those of each minute."""
    async with house(tmp_path, 1, Limits(per_second=1000), pace=None) as opened:
        expert, clock = opened.server.user(FIRST_EXPERT), opened.service.clock
        await opened.until(lambda: len(opened.cards()) == 1)
        await expert.press("Claim")
        await opened.until(lambda: due(opened) is not None)
        at = due(opened)
        assert at is not None

        for module in ("bot.clock", "apscheduler.schedulers.base", "apscheduler.triggers.interval"):
            monkeypatch.setattr(f"{module}.datetime", HourBehind)
        await opened.until(lambda: alive(opened) <= clock.now())
        clock.advance(at - clock.now())
        await opened.until(lambda: reminders(expert) == 1)


class HourBehind(datetime):
    """The time of day on a machine whose clock was set back."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> HourBehind:
        return super().now(tz) - HOUR


def alive(opened: House) -> datetime:
    """When the sweeps of each minute ran last."""
    ((at,),) = ask(opened.file, "SELECT at FROM alive")
    return datetime.fromisoformat(at).replace(tzinfo=UTC)


def from_bot(person: User) -> list[str]:
    return [one.text or "" for one in person.chat if one.from_bot]


def reminders(expert: User) -> int:
    return sum("is yours until" in words and "left" in words for words in from_bot(expert))


def due(opened: House) -> datetime | None:
    """When the claimed task's reminder is due."""
    rows = ask(opened.file, "SELECT due_at FROM reminder WHERE kind = 'hold-ends' AND due_at IS NOT NULL")
    return datetime.fromisoformat(rows[0][0]).replace(tzinfo=UTC) if rows else None


async def moved(opened: House, moment: datetime) -> None:
    """The clock shows this moment, and its sweeps have run."""
    clock = opened.service.clock
    clock.advance(moment - clock.now())
    await asyncio.sleep(TICKS)
