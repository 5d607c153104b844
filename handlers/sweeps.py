"""What the clock does: whatever has become due by a column's say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias, cast

from sqlalchemy import BindParameter, ColumnElement, Select, literal_column, or_, true
from sqlalchemy import select as sql_select
from sqlalchemy.sql.visitors import ExternallyTraversible, replacement_traverse
from sqlmodel import Session

from handlers.accounts import forgetting
from handlers.broadcasts import broadcast
from handlers.broadcasts import due as due_broadcasts
from handlers.broadcasts import late as late_broadcasts
from handlers.credentials import expiry
from handlers.due import moments
from handlers.evidence import sweep as evidence_sweep
from handlers.exam import result as exam_result
from handlers.offers import holds
from handlers.policy import Policy
from handlers.reminders import reminders
from handlers.review import silence
from handlers.rooms import lost_workspaces, rooms
from handlers.turn import Work

Finds: TypeAlias = Select[*tuple[Any, ...]]


@dataclass(frozen=True, eq=False, slots=True)
class Sweep:
    """`run` does what is due, a bounded piece of it, and returns True where there may be more.

    `finds` are the statements by which it finds that, or may find it too often: where none of them has a row, running
    it changes nothing. One without any always has something to do. Each reads a table that stays small, or is in the
    order of an index, so that asking for its first row costs the same among any number of rows.
    """

    run: Callable[[Work], bool | None]
    finds: tuple[Finds, ...] = ()


SWEEPS: tuple[Sweep, ...] = (
    Sweep(holds.expire_holds, (holds.OVER,)),
    Sweep(reminders.sweep, (reminders.DUE,)),
    Sweep(due_broadcasts.sweep, (due_broadcasts.DUE,)),
    Sweep(broadcast.sweep, (broadcast.CHANGES,)),
    Sweep(broadcast.move, (broadcast.UNFINISHED,)),
    Sweep(exam_result.sweep, (exam_result.OVER, exam_result.LATE)),
    Sweep(forgetting.sweep, (forgetting.LEAVING,)),
    Sweep(lost_workspaces.sweep, (lost_workspaces.UNTOLD,)),
    Sweep(rooms.sweep, (rooms.LOST,)),
)
"""Looked after each second."""

SLOW_SWEEPS: tuple[Sweep, ...] = (
    Sweep(silence.sweep, (silence.OVERDUE,)),
    Sweep(silence.sweep_appeals, (silence.UNHEARD,)),
    Sweep(evidence_sweep.sweep, (evidence_sweep.OLD_CLAIMS, evidence_sweep.UNTYPED, evidence_sweep.OLD_EVENTS)),
    Sweep(expiry.sweep, (expiry.LAPSED, expiry.SOON)),
    Sweep(late_broadcasts.while_paused, (late_broadcasts.LONG_PAUSED,)),
    Sweep(late_broadcasts.note_alive),
)
"""Each minute: what waits for days."""

FIRST_SWEEPS: tuple[Sweep, ...] = (Sweep(late_broadcasts.after_absence),)
"""Once, before anything is sent."""


def due(session: Session, sweeps: tuple[Sweep, ...], now: datetime, policy: Policy) -> Sequence[Sweep]:
    """Those that may have something to do, in their order: one statement, which only reads and locks nothing."""
    found = session.execute(_question(sweeps), moments(now, policy)).one()
    return [sweep for sweep, may in zip(sweeps, found, strict=True) if may]


@cache
def _question(sweeps: tuple[Sweep, ...]) -> Finds:
    asked = sql_select(*(or_(*map(_has_row, sweep.finds)) if sweep.finds else true() for sweep in sweeps))
    return cast(Finds, replacement_traverse(asked, {}, _spelled_out))


def _has_row(statement: Finds) -> ColumnElement[bool]:
    """Not by EXISTS, for which PostgreSQL would drop the order, and with it the index where it expects many rows."""
    first: Finds = statement.with_only_columns(literal_column("1"), maintain_column_froms=True).limit(1)
    return first.scalar_subquery().is_not(None)


def _spelled_out(element: ExternallyTraversible, **_: Any) -> ColumnElement[Any] | None:
    """Whatever is not a moment: to an index of some of the rows, SQLite and PostgreSQL would have to plan anew each
    time to see that a parameter is what it wants."""
    if not isinstance(element, BindParameter) or element.required:
        return None
    return literal_column(str(element.compile(compile_kwargs={"literal_binds": True})), element.type)
