"""Expressions of answers, read beside the service: the kind of job `read-math`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.children.maths import read_math
from bot.jobs.errands import Errand, Failed, Runner
from models.errors import Refused

MOST_AT_ONCE = 2
"""Each is a process that loads the whole algebra."""


class MathJobs:
    """Reads one expression a job: `{"name", "words"}` to the same with its `value`.

    Fails with what `read_math` refuses, under the same name.
    """

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(MOST_AT_ONCE)

    @property
    def by_kind(self) -> Mapping[str, Runner]:
        return {"read-math": self.read}

    async def read(self, errand: Errand) -> dict[str, Any]:
        asked = dict(errand.payload)
        async with self._free:
            try:
                value, _ = await asyncio.to_thread(read_math, {}, asked["words"])
            except Refused as refused:
                raise Failed(refused.key, **asked) from None
        return {**asked, "value": value}
