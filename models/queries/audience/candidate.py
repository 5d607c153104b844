"""One expert as the conditions see them: read once, for any number of tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from models.credential import Credential
from models.expert import Expert
from models.offer import TAKEN_UP, Offer
from models.person import Account
from models.task import Task
from models.types import ClientId, TaskId, type_of_id


@dataclass(frozen=True, slots=True)
class Candidate:
    """Everything about an expert that a condition asks for.

    `offered` are the tasks that they have been offered, `answered` the projects that they have answered or are
    answering a task of, each with its client, `worked` the clients of whom they have claimed a task, each with when
    they did last.
    """

    expert: Expert
    credentials: Sequence[Credential]
    reachable: bool
    offered: frozenset[TaskId]
    answered: frozenset[tuple[ClientId, str]]
    worked: Mapping[ClientId, datetime]


def candidate(session: Session, expert: Expert) -> Candidate:
    """An expert as they are now: three queries, whatever they have done."""
    of = {"person_id": expert.person_id}
    offers = session.execute(_HAD, of).all()
    return Candidate(
        expert=expert,
        credentials=session.scalars(_HELD, of).all(),
        reachable=session.execute(_REACHED, of).first() is not None,
        offered=frozenset(task_id for task_id, *_ in offers),
        answered=frozenset((client, project) for _, state, _, client, project in offers if state in TAKEN_UP),
        worked=_last((client, claimed) for _, _, claimed, client, _ in offers if claimed is not None),
    )


def _last(claims: Iterable[tuple[ClientId, datetime]]) -> dict[ClientId, datetime]:
    """Each client's latest."""
    found: dict[ClientId, datetime] = {}
    for client, at in claims:
        found[client] = max(at, found.get(client, at))
    return found


_WHOSE = bindparam("person_id", type_=type_of_id)
_HELD = select(Credential).where(col(Credential.person_id) == _WHOSE)
_REACHED = (
    select(col(Account.id)).where(col(Account.person_id) == _WHOSE, col(Account.unreachable_since).is_(None)).limit(1)
)
_HAD = (
    select(col(Offer.task_id), col(Offer.state), col(Offer.claimed_at), col(Task.client_id), col(Task.project))
    .join(Task, col(Task.id) == col(Offer.task_id))
    .where(col(Offer.expert_id) == _WHOSE)
)
