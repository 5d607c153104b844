"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import col, select

from models.expert import Expert
from models.person import Person
from models.queries import tally
from tests.chat import Chat


@pytest.fixture
def chat() -> Iterator[Chat]:
    """The service on a fresh database in memory."""
    service = Chat()
    yield service
    _expect_true_tallies(service)
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
