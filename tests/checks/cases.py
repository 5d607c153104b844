"""Made-up cases: `CALLBOARD_CASES=10000` tries ten thousand of each kind, by default it is a hundred."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

CASES = int(os.environ.get("CALLBOARD_CASES", "100"))


def cases(*made: SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Tries a test with CASES different cases, and fails where that many can't be made up."""

    def counted(test: Callable[..., None]) -> Callable[[], None]:
        tried = 0

        @wraps(test)
        def one(**case: Any) -> None:
            nonlocal tried
            tried += 1
            test(**case)

        many = settings(
            max_examples=CASES,
            deadline=None,
            database=None,
            phases=(Phase.explicit, Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )(given(*made)(one))

        def all_of_them() -> None:
            nonlocal tried
            tried = 0
            many()
            assert tried >= CASES, f"only {tried} cases can be made up"

        all_of_them.__name__, all_of_them.__doc__ = test.__name__, test.__doc__
        return all_of_them

    return counted
