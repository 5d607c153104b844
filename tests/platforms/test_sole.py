"""A SQLite file is served by one process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.app import Service, Web, Worker
from bot.errors import CannotStart
from bot.storage.sole import REST_SECONDS, Sole
from tests.platforms.house import House


async def test_a_second_service_on_the_same_file_does_not_begin(house: House) -> None:
    await house.start()
    second = Service(house.settings)

    with pytest.raises(CannotStart, match=rf"process {os.getpid()} serves .*callboard\.db already"):
        await second.start()
    await second.stop()
    await house.stop()

    await house.start()


def test_what_was_sent_before_counts_for_the_pace_after(tmp_path: Path) -> None:
    file = str(tmp_path / "callboard.db")
    first = Sole(file)
    assert first.take() == 0.0
    first.free()
    assert 0.0 < first.take() <= REST_SECONDS

    os.utime(f"{file}.lock", (0, 0))
    killed = Sole(file)
    _drop(first)
    assert killed.take() == REST_SECONDS  # nobody knows when it was
    killed.free()
    os.utime(f"{file}.lock", (0, 0))
    assert first.take() == 0.0
    first.free()


@pytest.mark.parametrize(("role", "command"), [(Web, "web"), (Worker, "worker")])
def test_what_is_shared_needs_postgres(house: House, role: type[Service], command: str) -> None:
    with pytest.raises(CannotStart, match=f"callboard {command} .*`callboard run`"):
        role(house.settings)


def _drop(held: Sole) -> None:
    """As the end of a process does it."""
    assert held._file is not None
    os.close(held._file)
    held._file = None
