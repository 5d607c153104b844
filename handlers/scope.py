"""What a recruiter may see: the tasks of their own clients, and nothing that tells of others."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, true
from sqlmodel import col

from handlers.turn import Turn, Work
from models.client import HOUSE, client_named
from models.errors import Refused
from models.membership import Role
from models.task import Task
from models.types import ClientId, TaskId


@dataclass(frozen=True, slots=True)
class Scope:
    """The clients whose rows may be read; None means all of them."""

    clients: frozenset[ClientId] | None

    def holds(self, client_id: ClientId) -> bool:
        return self.clients is None or client_id in self.clients

    @property
    def tasks(self) -> ColumnElement[bool]:
        """The condition on tasks, for every query that reads them or what hangs on them."""
        return true() if self.clients is None else col(Task.client_id).in_(self.clients)


def scope(turn: Turn) -> Scope:
    """What this recruiter may see. Refused "staff-only" for anyone else."""
    turn.need(Role.RECRUITER)
    if any(membership.role is Role.ADMIN for membership in turn.memberships):
        return Scope(None)
    return Scope(frozenset(employers(turn)))


def employers(turn: Turn) -> list[ClientId]:
    """The clients that this person recruits for, in the order in which they came to it; the house for none."""
    held = [m.client_id or house(turn) for m in turn.memberships if m.role.covers(Role.RECRUITER)]
    return list(dict.fromkeys(held))


def own_task(turn: Turn, task_id: TaskId) -> Task:
    """A task of the recruiter's client, locked. Another client's is "gone": nobody learns that it exists."""
    allowed = scope(turn)
    task = turn.lock(Task, task_id)
    if not allowed.holds(task.client_id):
        raise Refused("gone")
    return task


def own_draft(turn: Turn, task_id: TaskId) -> Task:
    """A draft of the recruiter's client, locked. Refused "task-not-draft" once it has been sent."""
    task = own_task(turn, task_id)
    task.must_be_draft()
    return task


def house(work: Work) -> ClientId:
    """The house's own client, made when it is first needed."""
    return client_named(work.session, HOUSE, work.now)
