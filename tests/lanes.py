"""How the tests share a machine: several at a time, those that run against the clock in lanes of their own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

LANES = {
    "faults": "killing",
    "platforms": "talking",
    "playground": "talking",
    "browser": "looking",
    "rehearsal": "looking",
}
"""Folders of tests that wait for sockets, browsers and processes, which are killed in some: one of a lane at a time, so
that they do not wait for each other as well. What is marked as slow elsewhere is in the first."""
HERE = Path(__file__).parent
_given_way = False


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """The whole suite gets a process for each lane and each core but one; what is named runs in this one."""
    is_whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return len(set(LANES.values())) + (os.cpu_count() or 1) - 1 if is_whole else 0


def pytest_configure(config: pytest.Config) -> None:
    """Where no bytecode may be written beside the code, it is kept with what pytest keeps: each of the many processes
    that are started would spend seconds on reading the code anew."""
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        sys.dont_write_bytecode = False
        sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(config.rootpath / ".pytest_cache" / "bytecode")


@pytest.hookimpl(tryfirst=True)  # before the names of the lanes are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Lanes, and a second chance on a machine that was busy with something else; no other test gets one."""
    for item in items:
        slow = "killing" if item.get_closest_marker("slow") else None
        if lane := LANES.get(item.path.relative_to(HERE).parts[0], slow):
            item.add_marker(pytest.mark.xdist_group(lane))
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Among several processes, one that has begun on what runs against no clock gives way to those that have not: the
    lanes, which are the largest groups, are given out first, so that it gets none of them any more."""
    global _given_way
    if "PYTEST_XDIST_WORKER" in os.environ and not _given_way and not item.get_closest_marker("xdist_group"):
        os.nice(10)
        _given_way = True
