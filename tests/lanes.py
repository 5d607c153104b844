"""How the tests share a machine: several at a time, those that run against the clock in lanes of their own."""

from __future__ import annotations

import os
from functools import cache

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

LANES = {
    "tests/faults/": "killing",
    "tests/edges/test_housekeeping.py": "killing",
    "tests/platforms/": "talking",
    "tests/playground/": "talking",
    "tests/browser/": "looking",
    "tests/rehearsal/": "looking",
}
"""Where the tests are that wait for sockets, browsers and processes, which are killed in some. As many run at a time as
there are lanes, so that they do not wait for each other as well."""
NAMES = list(dict.fromkeys(LANES.values()))
"""The longest first: it is helped first."""
_given_way = False


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """The whole suite gets a process for each lane and each core but one; what is named runs in this one."""
    is_whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return len(NAMES) + (os.cpu_count() or 1) - 1 if is_whole else 0


class Lanes(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """The first processes have a lane each, which goes to them file by file; who is through with their own takes files
    of the others', as a process that waits leaves the machine to others. The rest of the tests goes to the other
    processes meanwhile, and to all of them in the end.
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0] if lane(nodeid) else nodeid

    def _assign_work_unit(self, node: WorkerController) -> None:
        first: dict[str, str] = {}
        for unit in self.workqueue:
            first.setdefault(lane(unit), unit)
        number = int(node.gateway.id.removeprefix("gw"))
        order = [NAMES[number], *NAMES, ""] if number < len(NAMES) else ["", *NAMES]
        self.workqueue.move_to_end(next(first[name] for name in order if name in first), last=False)
        super()._assign_work_unit(node)


@cache
def lane(nodeid: str) -> str:
    """The name of the lane of a test or a file, "" for one that runs against no clock."""
    return next((name for place, name in LANES.items() if nodeid.startswith(place)), "")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Lanes:
    """xdist's own groups are marks on the names of tests, which pytest 9.2 leaves as they are."""
    return Lanes(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A second chance on a machine that was busy with something else, among several processes only: the summary names
    who needed it, which is a fault of the test to be mended; a test run by itself gets none."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        for item in items:
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Among several processes, one that has begun on what runs against no clock gives way to those that have not: the
    lanes are given out first, so that it gets none of them any more."""
    global _given_way
    if "PYTEST_XDIST_WORKER" in os.environ and not _given_way and not lane(item.nodeid):
        os.nice(10)
        _given_way = True
