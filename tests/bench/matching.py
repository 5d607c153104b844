"""How long it takes to count a task's audience among many experts, and what each further condition costs."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import Session

from bot.database import Database
from models.client import Client
from models.credential import CheckMethod, Credential, CredentialKind, CredentialState, Level
from models.expert import Expert, Seniority
from models.field import all_fields
from models.person import Account, Person
from models.queries import audience
from models.queries.audience import Criteria
from models.tables import metadata
from models.task import Task
from tests.bench.table import Figure, show
from tests.chat import START

EXPERTS = 200_000
CHUNK = 20_000
ROUNDS = 5
ZONES = ("Asia/Riyadh", "Europe/London", "America/New_York", "Asia/Kolkata", "UTC")


def run() -> list[Figure]:
    """Measures and prints; the ratio is to the count by field alone."""
    with (
        tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder,
        closing(Database(f"sqlite:///{Path(folder) / 'experts.db'}")) as database,
    ):
        metadata.create_all(database.engine)
        _people(database)
        with database.transaction() as session:
            figures = _measured(session, _wanted(session))
            session.rollback()
    show(f"Audience among {EXPERTS:,} experts, one field in {len(all_fields())}", figures)
    return figures


def _measured(session: Session, wanted: Criteria) -> list[Figure]:
    names = {condition.name for condition in audience.CONDITIONS} - {"field"}
    by_field = replace(wanted, aside=frozenset(names))
    alone = _fastest(lambda: audience.count(session, by_field, START))
    whole = _fastest(lambda: audience.count(session, wanted, START))
    makeup = _fastest(lambda: audience.makeup(session, replace(wanted, languages=frozenset()), START))
    found = audience.count(session, by_field, START).total
    return [
        Figure(f"by field alone ({found} match)", f"{alone * 1000:.1f} ms"),
        Figure("with every condition", f"{whole * 1000:.1f} ms", "≤ 100 ms", whole / alone),
        Figure("what kind of people they are", f"{makeup * 1000:.1f} ms", "", makeup / alone),
    ]


def _fastest(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def _wanted(session: Session) -> Criteria:
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
        field_code="cardiology",
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
    return audience.criteria(task, client)


def _people(database: Database) -> None:
    rng = Random(7)
    codes = [field.code for field in all_fields()]
    for start in range(1, EXPERTS + 1, CHUNK):
        ids = range(start, start + CHUNK)
        with database.transaction() as session:
            for table, make in ((Person, _person), (Account, _account), (Expert, _expert), (Credential, _credential)):
                session.execute(insert(table), [make(id_, rng, codes) for id_ in ids])
    with database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))


def _person(id_: int, rng: Random, _: list[str]) -> dict[str, Any]:
    return {"id": id_, "name": "x", "language": "en", "timezone": rng.choice(ZONES), "created_at": START,
            "consent_version": ""}  # fmt: skip


def _account(id_: int, _: Random, __: list[str]) -> dict[str, Any]:
    return {"person_id": id_, "platform": "telegram", "external_id": str(id_), "chat_id": str(id_), "username": "",
            "last_seen_at": START - timedelta(days=1)}  # fmt: skip


def _expert(id_: int, rng: Random, codes: list[str]) -> dict[str, Any]:
    return {
        "person_id": id_,
        "field_code": rng.choice(codes),
        "seniority": Seniority.SENIOR,
        "min_rate_minor": rng.choice([2000, 8000, 12500]),
        "currency": "USD",
        "joined_at": START,
        "hours_a_week": rng.choice([None, 5, 10]),
        "languages": rng.choice([{"en"}, {"ar"}, {"ar", "en"}]),
        "country": rng.choice(["SA", "DE", "US", ""]),
        "kinds": rng.choice([set(), set(), {"choice"}]),
        "employer": "",
        "employer_keys": rng.choice([set(), {"betabio"}, {"kfsh"}]),
        "week_minutes": rng.randrange(300),
        "week_ends_at": START + timedelta(days=5),
        "accepted": rng.randrange(50),
        "rejected": rng.randrange(8),
    }


def _credential(id_: int, rng: Random, codes: list[str]) -> dict[str, Any]:
    return {
        "person_id": id_,
        "field_code": rng.choice(codes),
        "kind": CredentialKind.AFFILIATION,
        "method": CheckMethod.EMAIL_CODE,
        "claim": rng.choice(["ksu.edu.sa", "beta.example", "mit.edu"]),
        "state": CredentialState.VERIFIED,
        "level": rng.choice([Level.CONTROLLED, Level.CONFIRMED]),
        "source": "",
        "claimed_at": START,
        "expires_at": START + timedelta(days=300),
    }
