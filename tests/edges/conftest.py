"""What the edges' tests may ask for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.database import Database
from bot.playground.mail import Mailbox
from bot.storage import schema
from tests.edges.office import Office
from tests.edges.works import Works
from tests.memory import Memory


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Logs are kept from the screen; a test that wants them captures them itself."""
    with capture_logs():
        yield


@pytest.fixture
def office(tmp_path: Path, memory: Memory) -> Iterator[Office]:
    (tmp_path / "inbox.db").write_bytes(memory.image)
    office = Office(tmp_path)
    yield office
    office.database.close()


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    mailbox = Mailbox()
    await mailbox.start()
    yield mailbox
    await mailbox.stop()


@pytest.fixture
async def works(database_url: str, mailbox: Mailbox) -> AsyncIterator[Works]:
    """On each kind of database, which has its own engine."""
    database = Database(database_url)
    schema.upgrade(database)
    works = Works(database, mailbox.url)
    yield works
    await works.close()


@pytest.fixture
def database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """On each kind of database, empty; the commands work on it too."""
    monkeypatch.setenv("CALLBOARD_DATABASE__URL", database_url)
    made = Database(database_url)
    schema.upgrade(made)
    yield made
    made.close()
