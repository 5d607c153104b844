"""`python -m tests.bench [PART…|all]`: measures and prints, and is never red on a slow machine."""

from __future__ import annotations

import importlib
import os
import sys

from tests.bench.table import machine

PARTS = (
    "turns",
    "start",
    "broadcast",
    "sending",
    "crowded",
    "kill",
    "matching",
    "million",
    "names",
    "checks",
    "slack",
    "onboarding",
    "pace",
    "meanwhile",
    "exporting",
    "surge",
    "webs",
)


def main(words: list[str]) -> int:
    """Runs the parts that are named; 2 for a word that is none."""
    wanted = [part for part in PARTS if part in words or words in ([], ["all"])]
    if not wanted or set(words) - {*PARTS, "all"}:
        print(f"usage: python -m tests.bench [{'|'.join(PARTS)}|all]", file=sys.stderr)
        return 2
    print(machine())
    for part in wanted:
        importlib.import_module(f"tests.bench.{part}").run()
    return 0


if __name__ == "__main__":
    os.environ["PTB_TIMEDELTA"] = "1"
    sys.exit(main(sys.argv[1:]))
