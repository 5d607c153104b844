"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from sqlmodel import col, select

from bot.database import Database
from models.expert import Expert
from models.person import Person
from models.queries import cards, prospects, tally
from tests import idle, postgres
from tests.chat import Chat
from tests.lanes import (
    pytest_collection_modifyitems,
    pytest_runtest_setup,
    pytest_xdist_auto_num_workers,
    pytest_xdist_make_scheduler,
)
from tests.memory import Memory

__all__ = [
    "pytest_collection_modifyitems",
    "pytest_runtest_setup",
    "pytest_xdist_auto_num_workers",
    "pytest_xdist_make_scheduler",
]


@pytest.fixture(autouse=True)
def _every_line_is_logged() -> None:
    """A test before may have run a command, which sets the log's level for its process.

    As in the service, a failure shows its lines alone: the values in them take seconds to print.
    """
    structlog.reset_defaults()
    *others, _ = structlog.get_config()["processors"]
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*others, plain])


@pytest.fixture(autouse=True)
def _no_tick_leaves_out_what_is_due() -> Iterator[None]:
    """What the clock does not run would have done nothing."""
    with idle.each_tick():
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """One for the whole run."""
    server = postgres.start()
    server.prepare()
    yield server
    server.close()


@pytest.fixture(scope="session")
def memory() -> Memory:
    return Memory()


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> str:
    """An empty database on PostgreSQL, with the schema."""
    return postgres_server.emptied()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database; whatever asks for it runs on each."""
    return str(request.param)


@pytest.fixture
def database_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """An empty database of that kind that several processes can open: a file that is not there yet, or PostgreSQL."""
    if backend == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'callboard.db'}"


@pytest.fixture
def chat(backend: str, request: pytest.FixtureRequest) -> Iterator[Chat]:
    """The service on a fresh database: in memory, and on PostgreSQL."""
    if backend == "postgres":
        server: postgres.Server = request.getfixturevalue("postgres_server")
        server.emptied()
        engine = server.engine
    else:
        engine = request.getfixturevalue("memory").emptied()
    service = Chat(Database(engine.execution_options()))  # listeners of its own; what was compiled is shared
    yield service
    _expect_true_tallies(service)
    _expect_true_copies(service)
    service.database.close()


def _expect_true_tallies(chat: Chat) -> None:
    """Whatever happened to offers, what is stored of an expert's week and past is what the offers say.

    An expert of whom nothing was ever counted says nothing yet.
    """
    with chat.database.transaction() as session:
        for expert in session.exec(select(Expert).where(col(Expert.week_ends_at).is_not(None))):
            ends = expert.week_ends_at
            assert ends is not None
            zone = session.exec(select(Person.timezone).where(Person.id == expert.person_id)).one()
            within_it = ends - timedelta(seconds=1)
            stored = (expert.week_minutes, ends, expert.accepted, expert.rejected)
            assert tally.count(session, expert.person_id, zone, within_it) == stored


def _expect_true_copies(chat: Chat) -> None:
    """Whatever happened to experts and cards, what is derived of them is what it would be if it were derived now."""
    with chat.database.transaction() as session:
        _, _, wrong = prospects.keep_next(session, prospects.BEGINNING, 10_000)
        assert wrong == 0
        _, _, wrong = cards.recount_next(session, 0, 1000)
        assert wrong == 0
