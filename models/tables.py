"""Every table there is: importing this fills `metadata`."""

from __future__ import annotations

from typing import Any

from sqlmodel import SQLModel

from models import (
    alive,
    answer,
    appeal,
    attempt,
    audit,
    broadcast,
    client,
    credential,
    delivery,
    email_code,
    expert,
    field_learned,
    file,
    installation,
    item,
    job,
    known_domain,
    ledger,
    link,
    membership,
    offer,
    person,
    posting,
    prospect,
    reminder,
    review,
    rivalry,
    room,
    seen,
    sender,
    switch,
    task,
    wave,
)

metadata = SQLModel.metadata
MODULES = (
    alive,
    answer,
    appeal,
    attempt,
    audit,
    broadcast,
    client,
    credential,
    delivery,
    email_code,
    expert,
    field_learned,
    file,
    item,
    installation,
    job,
    known_domain,
    ledger,
    link,
    membership,
    offer,
    person,
    posting,
    prospect,
    reminder,
    review,
    rivalry,
    room,
    seen,
    sender,
    switch,
    task,
    wave,
)


UNCHECKED = {("offer", "task_id"), ("offer", "expert_id"), ("offer", "broadcast_id"), ("delivery", "person_id")}
"""References that PostgreSQL does not check: what they lead to is never deleted, and checking was half the time of a
broadcast (docs/decisions/offers-lead-where-nothing-is-deleted.md)."""


def is_ours(one: Any, name: str | None, kind: str, found: bool, _: Any) -> bool:
    """Whether something that Alembic compares is one of these, and not the job queue's own (its `include_object`)."""
    if kind == "foreign_key_constraint" and not found:
        return UNCHECKED.isdisjoint((one.table.name, column) for column in one.column_keys)
    return kind != "table" or not (name or "").startswith("procrastinate_")
