"""Why a task was or would not be offered to an expert, for the operator: each condition that fails, with its values."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.chat.wire import Json
from bot.clock import Clock
from bot.config import Settings
from bot.database import Database
from bot.errors import CannotStart
from bot.storage import schema
from models.client import Client
from models.expert import Expert
from models.fluency import Fluency
from models.queries import audience
from models.queries.audience import Candidate, Criteria
from models.rivalry import rivals
from models.standing import fluent_in, verified_level
from models.task import Task

Values = Callable[[Criteria, Candidate, datetime], tuple[Json, Json]]
VALUES: dict[str, Values] = {
    "field": lambda wanted, them, _: (wanted.field_code, them.expert.field_code),
    "level": lambda wanted, them, now: (
        wanted.min_level,
        int(verified_level(them.credentials, wanted.field_code, now)),
    ),
    "quality": lambda wanted, them, _: (wanted.min_quality, them.expert.quality),
    "currency": lambda wanted, them, _: (wanted.hourly.currency, them.expert.currency),
    "pay": lambda wanted, them, _: (them.expert.min_rate_minor, wanted.hourly.minor),
    "hours": lambda wanted, them, now: (
        wanted.minutes,
        (them.expert.hours_a_week or 0) * 60 - them.expert.committed(now),
    ),
    "kinds": lambda wanted, them, _: (sorted(wanted.kinds), sorted(them.expert.kinds)),
    "language": lambda wanted, them, _: (sorted(wanted.languages), sorted(them.expert.languages)),
    "fluency": lambda wanted, them, now: (
        {"languages": sorted(wanted.languages), "least": Fluency(wanted.min_fluency).name},
        sorted(fluent_in(them.credentials, wanted.min_fluency, now)),
    ),
    "country": lambda wanted, them, _: (
        {"one_of": sorted(wanted.countries), "none_of": sorted(wanted.barred_countries)},
        them.expert.country,
    ),
    "project": lambda wanted, _, __: (sorted(wanted.not_after), None),
}
"""What is wanted and what there is; for `pay` the least that the expert takes for an hour and what one brings, for
`hours` the minutes needed and those left. Where someone works is nobody's business: `employer` and
`rival` have no values."""


def explain(settings: Settings, expert_id: int, task_id: int) -> dict[str, Any]:
    """`{"expert", "task", "open", "matches", "failed": [{"condition", "wanted", "has"}, …]}`.

    `open` is whether the task may be claimed now, whoever matches.

    Raises:
        CannotStart: no such expert or task, or a database that is not up to date.
    """
    database = Database(settings.database.url)
    with closing(database):
        if schema.current(database) != schema.newest():
            raise CannotStart("database: its schema is not up to date; `callboard migrate` brings it there")
        with database.transaction() as session:
            return _explain(session, expert_id, task_id, Clock().now())


def _explain(session: Session, expert_id: int, task_id: int, now: datetime) -> dict[str, Any]:
    expert, task = session.get(Expert, expert_id), session.get(Task, task_id)
    if expert is None:
        raise CannotStart(f"no expert has the id {expert_id}")
    client = session.get(Client, task.client_id) if task else None
    if task is None or client is None:
        raise CannotStart(f"no task has the id {task_id}")
    wanted, them = audience.criteria(task, client, rivals(session)), audience.candidate(session, expert)
    failed = audience.failed(wanted, them, now)
    return {
        "expert": expert_id,
        "task": task_id,
        "open": task.is_open(now) and task.places_left > 0,
        "matches": not failed,
        "failed": [_failed(name, wanted, them, now) for name in failed],
    }


def _failed(name: str, wanted: Criteria, them: Candidate, now: datetime) -> dict[str, Any]:
    if name not in VALUES:
        return {"condition": name}
    asked, has = VALUES[name](wanted, them, now)
    return {"condition": name, "wanted": asked, "has": has}
