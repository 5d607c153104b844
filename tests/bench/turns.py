"""Durable turns of the real onboarding, against python-telegram-bot's bare echo bot on the same playground."""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from bot.rehearsal import postgres
from tests.bench import costs, crowd, rivals
from tests.bench.crowd import Stretch
from tests.bench.table import Figure, middle, show

PEOPLE = 2000
ROUNDS = 3
SECONDS = 4.0
_PROCESSES = multiprocessing.get_context("spawn")


@dataclass
class Side:
    """A bot with its playground. Callboard, which has a clock, is halted while the other one is measured."""

    people: Connection
    bot: Connection
    pid: int
    halts: bool

    def spread(self) -> None:
        """Warms up."""
        os.kill(self.pid, signal.SIGCONT)
        self.people.send(0)
        self.people.recv()
        self._halt()

    def _halt(self) -> None:
        if self.halts:
            os.kill(self.pid, signal.SIGSTOP)

    def live(self, seconds: float) -> Stretch:
        """A stretch of turns."""
        os.kill(self.pid, signal.SIGCONT)
        computed = computing(self.pid)
        self.people.send(seconds)
        stretch: Stretch = self.people.recv()
        stretch.bot_computing = computing(self.pid) - computed
        self._halt()
        return stretch

    def costed(self, seconds: float) -> list[str]:
        """A stretch with everything timed, which slows it: where a turn's time goes."""
        os.kill(self.pid, signal.SIGCONT)
        self.bot.send("begin")
        self.bot.recv()
        stretch = self.live(seconds)
        os.kill(self.pid, signal.SIGCONT)
        self.bot.send("end")
        return costs.Costs(*self.bot.recv()).lines(stretch.turns)


def run() -> list[Figure]:
    """Measures A B C A B C A B C and prints medians."""
    with closing(postgres.Server()) as server, ExitStack() as stack:
        on_postgres = functools.partial(rivals.callboard, database=server.url)
        file = stack.enter_context(side(rivals.callboard, halts=True))
        table = stack.enter_context(side(on_postgres, halts=True))
        echo = stack.enter_context(side(rivals.echo, halts=False))
        sides = (file, table, echo)
        for one in sides:
            one.spread()
        rounds = [[one.live(SECONDS) for one in sides] for _ in range(ROUNDS)]
        parts = file.costed(SECONDS)
    on_sqlite, on_postgresql, bare = (list(several) for several in zip(*rounds, strict=True))
    figures = [
        *_figures("SQLite", 1.2, on_sqlite, bare),
        *_figures("PostgreSQL", 1.0, on_postgresql, bare),
        Figure("echo bot, turns/s", f"{_rate(bare):.0f}  ({_each(bare)})"),
        Figure("echo bot, computing a turn", f"{_computing(bare):.0f} µs"),
    ]
    show("Turns: received, committed, answered", figures)
    print("\nWhere a turn's time goes on SQLite (µs a turn, timed in a round of its own)")
    print("\n".join(f"  {line}" for line in parts))
    return figures


def _figures(name: str, target: float, ours: list[Stretch], echo: list[Stretch]) -> list[Figure]:
    ratio = middle([mine.rate / other.rate for mine, other in zip(ours, echo, strict=True)])
    dear, cheap = _computing(ours), _computing(echo)
    busy = middle([one.computing / one.seconds for one in ours])
    return [
        Figure(f"{name}, turns/s", f"{_rate(ours):.0f}  ({_each(ours)})", f"≥ {target}× echo", ratio),
        Figure(f"{name}, computing a turn", f"{dear:.0f} µs", "≤ 1.0× echo", dear / cheap),
        Figure(f"{name}, answers lost", str(sum(one.lost for one in ours)), "0"),
        Figure(f"{name}, playground's share of its core", f"{busy:.0%}", "below 100 %"),
    ]


def _rate(side: list[Stretch]) -> float:
    return middle([one.rate for one in side])


def _each(side: list[Stretch]) -> str:
    return " ".join(f"{one.rate:.0f}" for one in side)


def _computing(side: list[Stretch]) -> float:
    """Microseconds that the bot's own process computes for a turn."""
    return middle([one.bot_computing / one.turns * 1e6 for one in side])


def computing(pid: int) -> float:
    """Seconds that a process has computed so far: other work on the machine shifts it little."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def side(start: rivals.Start, *, halts: bool) -> Iterator[Side]:
    """The bot on the first core, its playground on the last."""
    cores = sorted(os.sched_getaffinity(0))
    first, last = (cores[0], cores[-1]) if len(cores) > 1 else (None, None)
    people, theirs = _PROCESSES.Pipe()
    bot, its = _PROCESSES.Pipe()
    crowd_process = _PROCESSES.Process(target=crowd.host, args=(theirs, PEOPLE, last), daemon=True)
    crowd_process.start()
    bot_process = _PROCESSES.Process(target=rivals.host, args=(its, start, people.recv(), first), daemon=True)
    bot_process.start()
    try:
        yield Side(people, bot, bot.recv(), halts=halts)
    finally:
        assert bot_process.pid is not None
        os.kill(bot_process.pid, signal.SIGCONT)
        for pipe, process in ((bot, bot_process), (people, crowd_process)):
            pipe.send(None)
            process.join(15)
            if process.is_alive():
                process.kill()
