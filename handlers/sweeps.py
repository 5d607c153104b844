"""What the clock does each second: whatever has become due by a column's say."""

from __future__ import annotations

from collections.abc import Callable

from handlers import (
    broadcast,
    evidence_sweep,
    exam_result,
    expiry,
    forgetting,
    holds,
    lost_workspaces,
    reminders,
    rooms,
    silence,
)
from handlers.turn import Work

SWEEPS: tuple[Callable[[Work], None], ...] = (
    holds.expire_holds,
    reminders.sweep,
    broadcast.sweep,
    silence.sweep,
    exam_result.sweep,
    forgetting.sweep,
    evidence_sweep.sweep,
    expiry.sweep,
    lost_workspaces.sweep,
    rooms.sweep,
)
