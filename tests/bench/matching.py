"""How long it takes to count a task's audience among a million experts, on both databases."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlmodel import Session

from models.client import Client
from models.person import Person
from models.queries import audience
from models.queries.audience import Criteria
from models.rivalry import rivals
from models.task import Task
from tests.bench import population
from tests.bench.table import Figure, show
from tests.chat import START

ROUNDS = 5


def run() -> list[Figure]:
    """Measures and prints; the ratio is to the count by field alone."""
    figures: list[Figure] = []
    for name, database in population.databases(population.MILLION):
        with database.transaction() as session:
            figures += (found := _measured(session))
            session.rollback()
        show(f"Audience among {population.MILLION:,} experts, {name}", found)
    return figures


def _measured(session: Session) -> list[Figure]:
    narrow = _wanted(session, population.NARROW)
    broad = replace(narrow, field_code="medicine")
    names = {condition.name for condition in audience.CONDITIONS} - {"field"}
    by_field = replace(narrow, aside=frozenset(names))
    alone = _fastest(lambda: audience.count(session, by_field, START))
    return [
        Figure(f"by field alone{_found(session, by_field)}", f"{alone * 1000:.1f} ms", "≤ 100 ms at 1 %"),
        *(
            Figure(
                f"{name}{_found(session, wanted)}", f"{(took := _fastest(work)) * 1000:.1f} ms", target, took / alone
            )
            for name, wanted, target, work in (
                ("every condition", narrow, "≤ 100 ms", lambda: audience.count(session, narrow, START)),
                ("every condition, a broad field", broad, "", lambda: audience.count(session, broad, START)),
                ("what kind of people they are", broad, "", lambda: audience.makeup(session, broad, START)),
            )
        ),
    ]


def _found(session: Session, wanted: Criteria) -> str:
    return f" ({audience.count(session, wanted, START).total:,} match)"


def _fastest(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def _wanted(session: Session, field: str) -> Criteria:
    """A task with every condition set."""
    client = Client(name="Acme", barred_employers="Beta Bio, beta.example", created_at=START)
    author = Person(name="Rana", created_at=START)
    session.add_all([client, author])
    session.flush()
    assert client.id is not None
    task = Task(
        client_id=client.id,
        created_by=author.key,
        title="Hearts",
        questions=[{"kind": "choice", "text": "?", "rule": {"options": ["a", "b"]}}],
        field_code=field,
        min_level=2,
        pay_minor=4000,
        currency="USD",
        minutes=20,
        places=3,
        places_left=3,
        deadline=START + timedelta(days=1),
        created_at=START,
        languages=frozenset({"en"}),
        countries=frozenset({"SA", "DE"}),
        min_quality=80,
        not_after=frozenset({"hearts"}),
    )
    session.add(task)
    session.flush()
    return audience.criteria(task, client, rivals(session))
