"""A broadcast's cards among a million experts, and an idle tick among a million reminders, on both databases."""

from __future__ import annotations

import time
from datetime import timedelta
from random import Random

from sqlalchemy import insert, literal, select, text
from sqlmodel import Session, col

from bot.database import Database
from handlers.broadcasts import broadcast
from handlers.policy import Policy
from handlers.sweeps import SWEEPS, due
from handlers.turn import Work
from models.broadcast import Broadcast
from models.expert import Expert
from models.queries import backlog, progress
from models.reminder import Reminder, ReminderKind
from models.types import UtcDateTime, enum_type
from tests.bench import population
from tests.bench.table import Figure, middle, percentile, show
from tests.chat import START
from tests.faults.test_filling import begin

CARDS = 100_000
FEW = 10_000
TARGET = {"SQLite": "≤ 2 s", "PostgreSQL": "≤ 3 s"}


def run() -> list[Figure]:
    """Measures and prints; ratios are to computing alone, and to the tick among few."""
    figures: list[Figure] = []
    for name, database in population.databases(population.MILLION, population.NARROW):
        found = [*_cards(name, database), *_ticks(database)]
        show(f"A broadcast among {population.MILLION:,} experts, {name}", found)
        figures += found
    return figures


def _cards(name: str, database: Database) -> list[Figure]:
    with database.transaction() as session:
        begin(session)
    chunks: list[float] = []
    computed = time.process_time()
    while _made(database) < min(CARDS, population.MILLION * 9 // 10):
        chunks.append(_timed(database, broadcast.move))
    computed = time.process_time() - computed
    took, made = sum(chunks), _made(database)
    began = time.perf_counter()
    with database.transaction() as session:
        progress.of_cards(session, session.get_one(Broadcast, 1), START)
    counted = time.perf_counter() - began
    with database.reading() as session:
        looks = [_looked(session) for _ in range(5)]
    return [
        Figure(f"{made:,} cards queued", f"{took:.2f} s", TARGET[name], took / computed),
        Figure("of it computing here", f"{computed:.2f} s"),
        Figure("a chunk, and the longest", f"{middle(chunks) * 1000:.0f} ms, {percentile(chunks, 1) * 1000:.0f} ms"),
        Figure("counting what became of them", f"{counted * 1000:.1f} ms", "≤ 10 ms"),
        Figure("what waits, as whoever scrapes is told", f"{middle(looks) * 1000:.1f} ms", "≤ 10 ms"),
    ]


def _looked(session: Session) -> float:
    began = time.perf_counter()
    assert backlog.late(session, START)[0].number > 0
    return time.perf_counter() - began


def _made(database: Database) -> int:
    with database.transaction() as session:
        return session.get_one(Broadcast, 1).recipients


def _ticks(database: Database) -> list[Figure]:
    with database.transaction() as session:  # a broadcast that is under way leaves no tick idle
        session.execute(text("UPDATE broadcast SET ended_at = started_at"))
    few, _ = _idle(database, FEW)
    many, all_run = _idle(database, population.MILLION)
    return [
        Figure(f"idle tick, {FEW:,} reminders", f"{few * 1000:.2f} ms"),
        Figure(f"idle tick, {population.MILLION:,} reminders", f"{many * 1000:.2f} ms", "the same", many / few),
        Figure("every sweep run instead, to asking", f"{all_run * 1000:.2f} ms", "", all_run / many),
    ]


def _idle(database: Database, number: int) -> tuple[float, float]:
    """With so many that are due tomorrow: seconds in which a tick asks, and in which every sweep is run, in turns."""
    with database.transaction() as session:
        session.execute(text("DELETE FROM reminder"))
        _remind(session, number)
    asked, run = [], []
    for _ in range(31):
        asked.append(_asked(database))
        run.append(sum(_timed(database, sweep.run) for sweep in SWEEPS))
    return middle(asked), middle(run)


def _asked(database: Database) -> float:
    began = time.perf_counter()
    with database.reading() as session:
        assert not due(session, SWEEPS, START, Policy())
    return time.perf_counter() - began


def _remind(session: Session, number: int) -> None:
    due = literal(START + timedelta(days=1), UtcDateTime())
    kind = literal(ReminderKind.LATER, enum_type(ReminderKind))
    rows = select(col(Expert.person_id), kind, literal(0), due, literal(0)).where(col(Expert.person_id) <= number)
    session.execute(insert(Reminder).from_select(["person_id", "kind", "about_id", "due_at", "round"], rows))


def _timed(database: Database, sweep: object) -> float:
    assert callable(sweep)
    began = time.perf_counter()
    with database.transaction() as session:
        sweep(Work(session, START, Random(7), Policy()))
    return time.perf_counter() - began
