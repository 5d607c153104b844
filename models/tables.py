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


def is_ours(_: Any, name: str | None, kind: str, *__: Any) -> bool:
    """Whether a table that Alembic finds is one of these, and not the job queue's own (its `include_object`)."""
    return kind != "table" or not (name or "").startswith("procrastinate_")
