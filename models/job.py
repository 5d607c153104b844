"""Slow work that a turn asks for and does not wait for."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from models.types import AccountId, JobId, PersonId, UtcDateTime, enum_type, never_again, type_of_id, type_of_json


class JobState(StrEnum):
    DUE = "due"
    DONE = "done"
    FAILED = "failed"


class Job(SQLModel, table=True):
    """A mail to send, a file to fetch: done outside the transaction, at least once, its end an event of its own.

    `payload` is deleted when it has ended: it may hold an address or a code. `about_id` stays: the row that the
    job is about, by which its end is understood.

    Where several processes work, whoever takes the job holds it until `leased_until`, by the database's clock. Each
    time it is taken it gets the next number in `lease`: only the holder of the newest says that it is to be repeated.
    """

    __table_args__ = (Index("job_due", "state", "due_at"), never_again)

    id: JobId | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    kind: str
    person_id: PersonId = Field(foreign_key="person.id", sa_type=type_of_id)
    account_id: AccountId = Field(foreign_key="account.id", sa_type=type_of_id)
    about_id: int = Field(default=0, sa_type=type_of_id)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=type_of_json)
    state: JobState = Field(default=JobState.DUE, sa_type=enum_type(JobState))
    due_at: datetime = Field(sa_type=UtcDateTime)
    attempts: int = 0
    error: str = ""
    lease: int = 0
    leased_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    trace: str = Field(default="", max_length=32, sa_column_kwargs={"server_default": ""})

    def retry(self, error: str, now: datetime, most: int = 5) -> bool:
        """After a failure: again later, twice as long each time from 10 s on; False where it was the last attempt."""
        self.attempts += 1
        self.error = error
        self.leased_until = None
        if self.attempts >= most:
            return False
        self.due_at = now + timedelta(seconds=10 * 2 ** (self.attempts - 1))
        return True

    def end(self, state: JobState) -> None:
        """Done or failed; what it carried is forgotten."""
        self.state, self.payload = state, {}
