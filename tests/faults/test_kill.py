"""SIGKILL at random moments."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.killing import Killing, OneProcess, platform

KILLS = int(os.environ.get("CALLBOARD_KILLS", "3"))


@pytest.mark.slow
@pytest.mark.timeout(180 + 20 * KILLS)
async def test_nothing_is_lost_and_nobody_is_paid_twice(tmp_path: Path) -> None:
    server = platform()
    toll = await Killing(OneProcess(server, tmp_path), server, KILLS, seed=7).run()

    assert not toll.amiss
    assert toll.kills == KILLS
    assert toll.accepted > 0
