"""SIGKILL at random moments."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.killing import Killing, OneProcess, platform


@pytest.mark.slow
@pytest.mark.timeout(180)
async def test_nothing_is_lost_and_nobody_is_paid_twice(tmp_path: Path) -> None:
    server = platform()
    toll = await Killing(OneProcess(server, tmp_path), server, kills=3, seed=7).run()

    assert not toll.amiss
    assert toll.kills == 3
    assert toll.accepted > 0
