"""Reminders come when they help, wait while people sleep, and can be put off or stopped."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from handlers.offers import holds
from handlers.reminders import reminders
from handlers.review import silence
from handlers.turn import Work
from models.person import Progress
from models.reminder import MutedReminder, Reminder, ReminderKind
from tests import make
from tests.chat import Chat
from tests.joining import reaches


def test_before_a_hold_ends_there_is_a_word_and_three_ways_on(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    make.offer(chat, make.task(chat, minutes=16), sara)
    sara.taps("Claim")

    chat.later(minutes=17)
    chat.sweep(reminders.sweep)
    assert sara.sees("Question 1 of 1")
    chat.later(minutes=1)
    chat.sweep(reminders.sweep)
    chat.sweep(reminders.sweep)

    assert sara.sees("Liver scans is yours until 09:26: 8 minutes left.")
    assert sara.last.labels == ["Go on: Liver scans", "More time", "Hand back", "Again in 3 minutes", "Stop these"]
    sara.taps("More time")
    assert sara.has_seen("It's yours until 09:39")
    chat.later(minutes=13)
    chat.sweep(reminders.sweep)
    assert sara.sees("Liver scans is yours until 09:39: 8 minutes left.")


def test_a_hold_reminder_comes_even_at_night_and_an_offer_waits_for_the_morning(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", quiet=(time(9, 30), time(14)))
    make.offer(chat, make.task(chat, title="Livers", open_for=timedelta(days=1)), sara)
    sara.taps("Later").taps("In 1 hour")
    make.offer(chat, make.task(chat, title="Kidneys", minutes=60), sara)
    sara.taps("Claim")

    chat.later(minutes=68)
    chat.sweep(reminders.sweep)
    assert sara.sees("Kidneys is yours until 10:18")
    chat.later(hours=3)
    chat.sweep(reminders.sweep)
    sara.never_sees("You asked me to remind you of Livers")
    chat.later(hours=1)
    chat.sweep(reminders.sweep)
    assert sara.sees("You asked me to remind you of Livers")


def test_reminders_that_fall_together_are_one_message(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    for title in ("Livers", "Kidneys"):
        make.offer(chat, make.task(chat, title=title), sara)
        sara.taps("Later").taps("In 1 hour")
    before = len(sara.messages)

    chat.later(hours=1)
    chat.sweep(reminders.sweep)

    assert len(sara.messages) == before + 1
    assert sara.sees("2 reminders")
    assert sara.sees("remind you of Livers") and sara.sees("remind you of Kidneys")
    assert sara.last.labels == [
        "See: Livers",
        "See: Kidneys",
        "Again in 15 minutes",
        "Again in 1 hour",
        "Stop these",
    ]


def test_two_reminders_in_arabic(chat: Chat) -> None:
    sara = make.expert(chat, "سارة", language="ar")
    for title in ("Livers", "Kidneys"):
        make.offer(chat, make.task(chat, title=title), sara)
        sara.taps("لاحقًا").taps("بعد ساعة")

    chat.later(hours=1)
    chat.sweep(reminders.sweep)

    assert sara.sees("تذكيران")
    assert sara.sees("طلبت أن أذكّرك بالمهمة Livers ($40). بقيت 3 أماكن، وهي متاحة حتى 17:00.")
    assert "ذكّرني بعد 15 دقيقة" in sara.last.labels


def test_snooze_comes_back(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    make.offer(chat, make.task(chat), sara)
    sara.taps("Later").taps("In 1 hour")
    chat.later(hours=1)
    chat.sweep(reminders.sweep)

    sara.taps("Again in 15 minutes")
    assert sara.sees("I'll remind you at 10:15.") and sara.last.labels == ["See: Liver scans"]
    chat.later(minutes=15)
    chat.sweep(reminders.sweep)

    assert sara.sees("You asked me to remind you of Liver scans")


def test_what_was_stopped_does_not_come_until_it_is_wanted_again(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    make.offer(chat, make.task(chat), sara)
    sara.taps("Later").taps("In 1 hour")
    chat.later(hours=1)
    chat.sweep(reminders.sweep)

    sara.taps("Stop these")
    assert sara.sees("I won't send you these any more:\n• When I asked to be reminded of an offer")
    sara.taps("Stop these", again=True)
    assert [row.kind for row in make.rows(chat, MutedReminder)] == [ReminderKind.LATER]
    sara.writes("/reminders")
    assert sara.sees("✗ When I asked to be reminded of an offer (off)")
    sara.taps("On: When I asked")
    assert sara.sees("✓ When I asked to be reminded of an offer")
    assert make.rows(chat, MutedReminder) == []


def test_what_has_lost_its_point_is_dropped(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    make.offer(chat, make.task(chat), sara)
    sara.taps("Later").taps("In 1 hour").taps("Not for me").taps("No time")
    seen = len(sara.messages)

    chat.later(hours=1)
    chat.sweep(reminders.sweep)

    assert len(sara.messages) == seen
    assert all(one.due_at is None for one in make.rows(chat, Reminder))


def test_a_full_task_is_not_remembered(chat: Chat) -> None:
    sara, omar = make.expert(chat, "Sara"), make.expert(chat, "Omar")
    task = make.task(chat, places=1, minutes=200)
    make.offer(chat, task, sara)
    make.offer(chat, task, omar)
    sara.taps("Later").taps("In 1 hour")
    omar.taps("Claim")

    chat.later(hours=1)
    chat.sweep(reminders.sweep)

    sara.never_sees("You asked me")


def test_who_puts_off_joining_can_still_go_on_at_once(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "field")
    chat.later(days=1)
    chat.sweep(reminders.sweep)

    sara.taps("Again in 24 hours")

    assert sara.sees("I'll remind you at") and sara.last.labels == ["Go on"]
    sara.taps("Go on")
    assert sara.sees("What is your field?")


def test_joining_left_unfinished_is_remembered_after_1_7_and_14_days(chat: Chat) -> None:
    sara = chat.person("Sara")
    sara.writes("/help")
    person_id = make.person_id(chat, sara)
    start = chat.now

    def begin(work: Work) -> None:
        progress = Progress(person_id=person_id, conversation="onboarding", started_at=start, touched_at=start)
        work.session.add(progress)
        work.remind(person_id, ReminderKind.ONBOARDING, at=work.now + timedelta(days=1))

    chat.sweep(begin)
    days = []
    for day in range(1, 31):
        chat.now = start + timedelta(days=day)
        seen = len(sara.messages)
        chat.sweep(reminders.sweep)
        if len(sara.messages) > seen:
            days.append(day)

    assert days == [1, 7, 14]
    assert sara.sees("You had begun to join") and sara.sees("9 steps are left.")
    assert sara.last.labels == ["Go on", "Again in 24 hours", "Stop these"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_an_idle_tick_costs_one_indexed_look(chat: Chat) -> None:
    """By SQLite's own plans: PostgreSQL chooses its by how much there is."""
    seen: list[tuple[str, Any]] = []

    def note(*call: Any) -> None:
        seen.append((call[2], call[3]))

    event.listen(chat.database.engine, "before_cursor_execute", note)
    with chat.database.transaction() as session:
        work = Work(session, chat.now, chat.rng, chat.policy)
        reminders.sweep(work)
        holds.expire_holds(work)
        silence.sweep(work)
        event.remove(chat.database.engine, "before_cursor_execute", note)
        asked = [call for call in seen if call[0].startswith("SELECT")]
        plans = [
            str(session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values).fetchall())
            for words, values in asked
        ]

    assert len(plans) == 3
    assert "USING INDEX reminder_due" in plans[0]
    assert "offer_held" in plans[1]
    assert "offer_waiting" in plans[2]
    assert not any("TEMP B-TREE" in plan for plan in plans)


def test_after_a_quiet_night_an_offer_is_mentioned_once(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", quiet=(time(10), time(16, 30)))
    make.offer(chat, make.task(chat), sara)
    sara.taps("Later").taps("In 1 hour")

    for hours in (1, 6.5):
        chat.later(hours=hours)
        chat.sweep(reminders.sweep)

    assert sara.sees("Liver scans ($40) closes at 17:00, in 30 minutes.")
    sara.never_sees("You asked me")
