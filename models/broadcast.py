"""A task sent to everyone who matches, and how far that has come."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, false, text
from sqlmodel import Field, SQLModel

from models.errors import Refused
from models.task import Task, TaskState
from models.types import BroadcastId, PersonId, TaskId, UtcDateTime, enum_type, never_again, type_of_id


class BroadcastState(StrEnum):
    """SCHEDULED waits for its time while its task is a draft. LATE has missed it by too much and waits for its
    recruiter's word. SENDING lasts as long as the task is open: who joins and matches later is still sent the card."""

    SCHEDULED = "scheduled"
    LATE = "late"
    SENDING = "sending"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"


AHEAD = (BroadcastState.SCHEDULED, BroadcastState.LATE)
"""Not started yet."""
LEAST_REST = timedelta(seconds=2)


class Broadcast(SQLModel, table=True):
    """One sending of one task; a task has at most one.

    `cursor` is the expert up to whom all have been considered, None once that is everyone: first to offer them the
    task, and once it is over to put right what they were offered. `funnel_shown` is what
    the live picture of it last said, to edit it only on change; `funnel_round` counts its edits. `ended_at` is set
    when nothing about it can change any more: until then the clock looks after it. `trace` is that of its start: all
    its cards carry it. `scheduled_for` is when it is to start, None for one that was sent at once; until it starts,
    `started_at` is when it was scheduled, and `started_by` who did.
    """

    __table_args__ = (
        Index(
            "broadcast_live",
            "id",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        never_again,
    )

    id: BroadcastId | None = Field(default=None, primary_key=True, sa_type=type_of_id)
    task_id: TaskId = Field(foreign_key="task.id", unique=True, sa_type=type_of_id)
    started_by: PersonId = Field(foreign_key="person.id", sa_type=type_of_id)
    state: BroadcastState = Field(default=BroadcastState.SENDING, sa_type=enum_type(BroadcastState))
    recipients: int = 0
    cursor: PersonId | None = Field(default=PersonId(0), sa_type=type_of_id)
    funnel_shown: str = ""
    funnel_round: int = 0
    funnel_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    started_at: datetime = Field(sa_type=UtcDateTime)
    trace: str = Field(default="", max_length=32, sa_column_kwargs={"server_default": ""})
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    scheduled_for: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tidied: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Whether the offers that nobody touched have been deleted, long after it was over."""

    @classmethod
    def start(cls, task: Task, by: PersonId, now: datetime) -> Broadcast:
        """Opens a drafted task and its one broadcast. Arguments and refusals as `set_out`."""
        made = cls(task_id=task.key, started_by=by, started_at=now)
        made.set_out(task, by, now)
        return made

    def set_out(self, task: Task, by: PersonId, now: datetime) -> None:
        """Opens its task; from now on cards may go out.

        Args:
            task: locked for this transaction.

        Raises:
            Refused: "task-not-draft" for one that was opened before, "task-deadline-past".
        """
        task.must_be_draft()
        if task.deadline <= now:
            raise Refused("task-deadline-past", task=task.title, deadline=task.deadline)
        task.state = TaskState.OPEN
        self.state, self.started_by, self.started_at = BroadcastState.SENDING, by, now

    @classmethod
    def schedule(cls, task: Task, at: datetime, by: PersonId, now: datetime) -> Broadcast:
        """The broadcast of a drafted task, to start later. Arguments and refusals as `put_off`."""
        made = cls(task_id=task.key, started_by=by, started_at=now)
        made.put_off(task, at, by, now)
        return made

    def put_off(self, task: Task, at: datetime, by: PersonId, now: datetime) -> None:
        """It is to start then; its task stays a draft until it does.

        Args:
            task: locked for this transaction.

        Raises:
            Refused: "task-not-draft", and what `Task.must_allow_start` refuses.
        """
        task.must_be_draft()
        task.must_allow_start(at, now)
        self.state, self.scheduled_for = BroadcastState.SCHEDULED, at
        self.started_by, self.started_at = by, now

    @property
    def key(self) -> BroadcastId:
        """The id of a broadcast that is in the database."""
        assert self.id is not None, "a broadcast without a row"
        return self.id

    def wait_for_word(self) -> None:
        """Its time was missed: it starts only when its recruiter says so."""
        self.state = BroadcastState.LATE

    def pause(self) -> None:
        """No more cards go out until it is resumed; twice changes nothing. Refused "broadcast-ended"."""
        self._must_run()
        self.state = BroadcastState.PAUSED

    def resume(self) -> None:
        """Goes on; twice changes nothing. Refused "broadcast-ended"."""
        self._must_run()
        self.state = BroadcastState.SENDING

    def cancel(self) -> None:
        """No more cards go out, ever; twice changes nothing. Refused "broadcast-ended" for one that is over."""
        if self.state is not BroadcastState.CANCELLED:
            self._must_run()
            self.state, self.cursor = BroadcastState.CANCELLED, PersonId(0)

    def finish(self) -> None:
        """The task has closed; a cancelled one stays that."""
        if self.state is BroadcastState.DONE:
            return
        self.cursor = PersonId(0)
        if self.state is not BroadcastState.CANCELLED:
            self.state = BroadcastState.DONE

    @property
    def starts_at(self) -> datetime:
        """When one that was scheduled is to start, or was."""
        assert self.scheduled_for is not None, "a broadcast that was sent at once"
        return self.scheduled_for

    @property
    def is_live(self) -> bool:
        """Whether cards of it may still go out."""
        return self.state in (BroadcastState.SENDING, BroadcastState.PAUSED)

    @property
    def may_send(self) -> bool:
        """Whether there may be experts who have not been considered yet, and it is their turn."""
        return self.state is BroadcastState.SENDING and self.cursor is not None

    def shows(self, picture: str, now: datetime) -> bool:
        """Notes what the live picture says now; returns whether that is news."""
        self.funnel_at = now
        if picture == self.funnel_shown:
            return False
        self.funnel_shown = picture
        return True

    def is_due(self, now: datetime) -> bool:
        """Whether the live picture may be looked at again: every two seconds, every ten for a million."""
        rest = max(LEAST_REST, timedelta(milliseconds=self.recipients / 100))
        return self.funnel_at is None or now - self.funnel_at >= rest

    def _must_run(self) -> None:
        if not self.is_live:
            raise Refused("broadcast-ended")
