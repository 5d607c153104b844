"""SIGKILL at twenty random moments, as figures."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests.bench.table import Figure, show
from tests.faults.killing import Killing, OneProcess, platform

KILLS = 20


def run() -> list[Figure]:
    """Kills, counts and prints."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        server = platform()
        toll = asyncio.run(Killing(OneProcess(server, Path(folder)), server, KILLS, seed=11).run())
    figures = [
        Figure("kills", f"{toll.kills} in {toll.seconds:.0f} s, {toll.people} people on their way"),
        Figure("events and messages lost", str(len(toll.lost)), "0"),
        Figure("messages that came twice", str(toll.repeated), f"≤ {toll.in_flight} in flight"),
        Figure("joined and submitted", f"{toll.joined}, {toll.submitted}", f"{toll.people}, {toll.people}"),
        Figure("accepted answers, of them paid once", f"{toll.accepted}, {toll.paid}", "equal"),
    ]
    show("Kill", figures)
    for wrong in toll.amiss:
        print(f"  BROKEN: {wrong}")
    return figures
