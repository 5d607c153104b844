"""The open tasks that an expert was not offered, each with what keeps it from them, and the ways to change that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from models.client import Client
from models.credential import Level
from models.fluency import Fluency
from models.money import Money
from models.queries import audience
from models.queries.audience import Candidate, Criteria
from models.rivalry import rivals
from models.standing import fluent_in
from models.task import Task, TaskState

MINUTES = {"pause": 0, "pay": 1, "hours": 1, "kinds": 1, "language": 1, "country": 1, "level": 3, "fluency": 3}
"""About how long it takes to meet a condition in the chat; what a reviewer decides takes longer than it takes the
expert. What is not here can't be met by anything that an expert does now: nobody changes their field for a task."""


@dataclass(frozen=True, slots=True)
class Opening:
    """An open task that was not offered: what it asks, what it pays, and the names of the conditions that fail."""

    wanted: Criteria
    pay: Money
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """What would open some tasks: all of these conditions met. Worth is what one answer to each of them pays.

    `level` and `languages` are what is to be proven and spoken, `unproven` the languages that are to be proven to at
    least `fluency`, `hourly` the least that an hour of them pays, `hours` the longest of them.
    """

    conditions: tuple[str, ...]
    tasks: int
    worth: Money
    level: Level
    languages: frozenset[str]
    unproven: frozenset[str]
    fluency: Fluency
    hourly: Money
    minutes_each: int

    @property
    def minutes(self) -> int:
        """About how long it takes to go."""
        return sum(MINUTES[name] for name in self.conditions)


def openings(session: Session, them: Candidate, now: datetime) -> list[Opening]:
    """Every task that may be claimed now and was not offered, by its deadline. Two queries.

    A task whose client keeps it from those who don't match is left out where they don't; so are the expert's own.
    """
    found = session.execute(
        select(Task, Client)
        .join(Client, col(Client.id) == col(Task.client_id))
        .where(col(Task.state) == TaskState.OPEN, col(Task.deadline) > now, col(Task.places_left) > 0)
        .order_by(col(Task.deadline), col(Task.id))
    )
    competing = rivals(session)
    every: list[Opening] = []
    for task, client in found:
        if task.key in them.offered or task.created_by == them.expert.person_id:
            continue
        wanted = audience.criteria(task, client, competing)
        failed = audience.failed(wanted, them, now)
        if not (failed and task.unlisted):
            every.append(Opening(wanted, task.pay, failed))
    return every


def ways(them: Candidate, closed: Iterable[Opening], now: datetime) -> list[Way]:
    """The ways to what fails only conditions that the expert can meet, the shortest first, then the richest."""
    grouped: defaultdict[tuple[object, ...], list[Opening]] = defaultdict(list)
    for one in closed:
        if one.failed and all(can_be_met(name, them) for name in one.failed):
            grouped[_same_way(one, them, now)].append(one)
    return sorted((_way(some, them, now) for some in grouped.values()), key=lambda way: (way.minutes, -way.worth.minor))


def can_be_met(name: str, them: Candidate) -> bool:
    """Whether an expert can do something about a condition; nobody moves for a task."""
    return name in MINUTES and not (name == "country" and them.expert.country)


def _same_way(one: Opening, them: Candidate, now: datetime) -> tuple[object, ...]:
    """What two tasks have in common that open by the same steps, and are paid in the same money."""
    level = one.wanted.min_level if "level" in one.failed else 0
    missing = one.wanted.languages - them.expert.languages if "language" in one.failed else frozenset()
    fluency = one.wanted.min_fluency if "fluency" in one.failed else 0
    return one.failed, level, missing, fluency, _unproven(one, them, now), one.pay.currency


def _unproven(one: Opening, them: Candidate, now: datetime) -> frozenset[str]:
    """The languages that are still to be proven for it."""
    if "fluency" not in one.failed:
        return frozenset()
    return one.wanted.languages - fluent_in(them.credentials, one.wanted.min_fluency, now)


def _way(some: Sequence[Opening], them: Candidate, now: datetime) -> Way:
    first = some[0]
    return Way(
        conditions=first.failed,
        tasks=len(some),
        worth=total(some),
        level=Level(first.wanted.min_level),
        languages=first.wanted.languages - them.expert.languages,
        unproven=_unproven(first, them, now),
        fluency=Fluency(first.wanted.min_fluency),
        hourly=min(one.wanted.hourly for one in some),
        minutes_each=max(one.wanted.minutes for one in some),
    )


def total(some: Sequence[Opening]) -> Money:
    """What one answer to each pays, all in the same currency."""
    return Money(sum(one.pay.minor for one in some), some[0].pay.currency)
