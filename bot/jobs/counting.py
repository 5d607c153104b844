"""Counts of all experts, made beside the turns: the kind of job `count-experts`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.database import Database
from bot.jobs.errands import Errand, Runner
from models.queries import experts
from models.queries.exporting import one_moment


class Counting:
    """Counts for one recruiter at a time: `{"field"}`, a code or "" for all fields, to what `models.queries.experts`
    says of it. It only reads, so that no turn waits for it."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now
        self._free = asyncio.Semaphore(1)

    @property
    def by_kind(self) -> Mapping[str, Runner]:
        return {"count-experts": self.count}

    async def count(self, errand: Errand) -> dict[str, Any]:
        async with self._free:
            return await asyncio.to_thread(self._counted, str(errand.payload["field"]))

    def _counted(self, code: str) -> dict[str, Any]:
        with self._database.reading() as session:
            one_moment(session)
            now = self._now()
            return experts.of_field(session, code, now) if code else experts.of_all(session, now)
