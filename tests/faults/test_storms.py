"""The platform fails in every way at once, again and again, while people join, work and are paid."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from random import Random

import pytest

from bot.playground.faults import Faults
from bot.playground.telegram import TelegramServer
from tests.faults.fleet import Fleet
from tests.faults.killing import SENDING, Killing, Struck, platform

STORMS = int(os.environ.get("CALLBOARD_STORMS", "4"))
SEATS = 12
SEND = "sendMessage"
HUNG_SECONDS = 3.0

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(180 + 10 * STORMS)]


class Stormy:
    """Nothing is killed: whoever strikes makes the platform fail. `unclear` are sends that came without our knowing."""

    def __init__(self, struck: Struck, server: TelegramServer) -> None:
        self._struck, self._faults = struck, server.faults
        self.url, self.ask, self.stop = struck.url, struck.ask, struck.stop
        self._at_work = False
        self._kinds = itertools.cycle((pauses, errors, silence, half_answers))
        self.unclear = 0

    async def start(self) -> None:
        """All that it consists of goes on."""
        if not self._at_work:
            self._at_work = True
            await self._struck.start()

    async def strike(self, rng: Random) -> None:
        """The next calls fail, all in one way."""
        self.unclear += next(self._kinds)(self._faults, rng.randint(3, 8))


def pauses(faults: Faults, times: int) -> int:
    """429 to so many; how many came all the same, as in those that follow."""
    faults.too_many(SEND, retry_after=1, times=times)
    return 0


def errors(faults: Faults, times: int) -> int:
    """500, and cut off before and after."""
    faults.error(SEND, 500, times=times)
    faults.drop(SEND, times=2)
    faults.drop(SEND, times=2, after=True)
    return 2


def silence(faults: Faults, times: int) -> int:
    """No answer at all, for a while."""
    faults.hang(SEND, HUNG_SECONDS, times=times)
    faults.hang(SEND, HUNG_SECONDS, times=2, after=True)
    return 2


def half_answers(faults: Faults, times: int) -> int:
    """Cut off in the middle."""
    faults.half(SEND, times=times)
    faults.half(SEND, times=2, after=True)
    return 2


async def test_nothing_is_lost_and_nobody_is_paid_twice(postgres_url: str, tmp_path: Path) -> None:
    server = platform()
    stormy = Stormy(Fleet(server, tmp_path, postgres_url, SENDING, webs=2), server)
    toll = await Killing(stormy, server, STORMS, seed=9, seats=SEATS).run()
    toll.in_flight = stormy.unclear

    assert not toll.amiss
    assert not server.faults, "every failure was suffered"
    assert toll.accepted > 0
