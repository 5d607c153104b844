"""What the clock does: whatever has become due by a column's say."""

from __future__ import annotations

from collections.abc import Callable

from handlers import (
    broadcast,
    due_broadcasts,
    evidence_sweep,
    exam_result,
    expiry,
    forgetting,
    holds,
    late_broadcasts,
    lost_workspaces,
    reminders,
    rooms,
    silence,
)
from handlers.turn import Work

Sweep = Callable[[Work], bool | None]
"""Does what is due, a bounded piece of it; returns True where there may be more."""

SWEEPS: tuple[Sweep, ...] = (
    holds.expire_holds,
    reminders.sweep,
    due_broadcasts.sweep,
    broadcast.sweep,
    broadcast.move,
    exam_result.sweep,
    forgetting.sweep,
    lost_workspaces.sweep,
    rooms.sweep,
)
"""Each second."""

SLOW_SWEEPS: tuple[Sweep, ...] = (
    silence.sweep,
    evidence_sweep.sweep,
    expiry.sweep,
    late_broadcasts.while_paused,
    late_broadcasts.note_alive,
)
"""Each minute: what waits for days."""

FIRST_SWEEPS: tuple[Sweep, ...] = (late_broadcasts.after_absence,)
"""Once, before anything is sent."""
