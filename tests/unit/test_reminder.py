"""When a reminder comes again, and when it does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from models.reminder import Reminder, ReminderKind
from models.types import PersonId

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def due(kind: ReminderKind) -> Reminder:
    return Reminder(person_id=PersonId(1), kind=kind, due_at=NOW)


def test_most_come_once() -> None:
    for kind in (ReminderKind.HOLD_ENDS, ReminderKind.LATER, ReminderKind.OFFER_CLOSES):
        reminder = due(kind)
        reminder.sent(NOW)
        assert (reminder.due_at, reminder.round) == (None, 1)


def test_unfinished_onboarding_comes_three_times() -> None:
    reminder, now, gaps = due(ReminderKind.ONBOARDING), NOW, []

    while reminder.due_at is not None:
        reminder.sent(now)
        if reminder.due_at is not None:
            gaps.append(reminder.due_at - now)
            now = reminder.due_at

    assert gaps == [timedelta(days=6), timedelta(days=7)]


def test_what_was_snoozed_comes_again_as_another_round() -> None:
    reminder = due(ReminderKind.LATER)
    reminder.sent(NOW)

    reminder.snooze(timedelta(minutes=15), NOW)

    assert (reminder.due_at, reminder.round) == (NOW + timedelta(minutes=15), 1)


def test_only_a_hold_can_not_wait() -> None:
    assert [kind for kind in ReminderKind if not due(kind).can_wait] == [ReminderKind.HOLD_ENDS]
