"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.chat import Chat


@pytest.fixture
def chat() -> Iterator[Chat]:
    """The service on a fresh database in memory."""
    service = Chat()
    yield service
    service.database.close()
