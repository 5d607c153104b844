"""What a task asks of an expert."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from models.client import Client
from models.employer import domains, keys
from models.money import Money
from models.rivalry import Rivals
from models.task import Task
from models.types import ClientId, PersonId, TaskId


@dataclass(frozen=True, slots=True)
class Criteria:
    """What an expert must meet; `hourly` is what an hour of the task pays.

    `rivals` are the clients that compete with the task's own, each with how long work for it is remembered;
    `aside` names conditions to leave aside, to see what each of them costs.
    """

    task_id: TaskId
    client_id: ClientId
    author: PersonId
    field_code: str
    min_level: int
    hourly: Money
    minutes: int
    kinds: frozenset[str]
    languages: frozenset[str] = frozenset()
    min_fluency: int = 0
    countries: frozenset[str] = frozenset()
    barred_countries: frozenset[str] = frozenset()
    min_quality: int = 0
    not_after: frozenset[str] = frozenset()
    barred_keys: frozenset[str] = frozenset()
    barred_domains: frozenset[str] = frozenset()
    rivals: frozenset[tuple[ClientId, timedelta]] = frozenset()
    aside: frozenset[str] = frozenset()


def criteria(task: Task, client: Client, rivals: Rivals) -> Criteria:
    """What a task of this client asks; who has been offered it already matches no more.

    Args:
        rivals: who competes with whom, from `models.rivalry.rivals`.
    """
    return Criteria(
        task_id=task.key,
        client_id=task.client_id,
        author=task.created_by,
        field_code=task.field_code,
        min_level=task.min_level,
        hourly=task.pay_per_hour,
        minutes=task.minutes,
        kinds=task.kinds,
        languages=task.languages,
        min_fluency=task.min_fluency,
        countries=task.countries,
        barred_countries=task.barred_countries,
        min_quality=task.min_quality,
        not_after=task.not_after,
        barred_keys=keys(client.barred_employers),
        barred_domains=domains(client.barred_employers),
        rivals=frozenset(rivals.get(task.client_id, {}).items()),
    )
