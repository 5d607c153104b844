"""What the edges' tests may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Logs are kept from the screen; a test that wants them captures them itself."""
    with capture_logs():
        yield
