"""Every table there is: importing this fills `metadata`."""

from __future__ import annotations

from sqlmodel import SQLModel

from models import (
    answer,
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
    reminder,
    review,
    room,
    seen,
    task,
)

metadata = SQLModel.metadata
MODULES = (
    answer,
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
    reminder,
    review,
    room,
    seen,
    task,
)
