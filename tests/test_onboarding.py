"""From the first word to the first tasks, in both languages, with everything that people do on the way."""

from __future__ import annotations

from datetime import time, timedelta

from sqlmodel import select

from bot.chat.event import Tap, Words
from bot.chat.wire import load_text
from handlers.broadcasts import broadcast
from models.expert import Seniority
from models.person import Progress
from models.reminder import Reminder
from tests.chat import START, Chat
from tests.joining import expert_of, joins, person_of, reaches
from tests.recruiting import broadcasts, describes, recruiter


def test_the_quickest_way_in(chat: Chat) -> None:
    sara = chat.person("Sara", "en-GB")

    joins(sara)

    assert sara.sees("Welcome, Sara.")
    assert sara.sees("You haven't shown a proof yet")
    row = expert_of(chat, "Sara")
    assert row is not None
    assert (row.field_code, row.seniority, row.min_rate_minor) == ("hepatology", Seniority.SENIOR, 12500)
    assert (row.quiet_from, row.quiet_to) == (time(22), time(7))
    assert len(sara.messages) == 2, "taps change the message in place; only what was typed begins a new one"


def test_the_language_takes_effect_at_once(chat: Chat) -> None:
    omar = chat.person("Omar", "en")

    omar.writes("/start").taps("العربية")

    assert omar.sees("كم الساعة عندك الآن؟")
    assert any("الرياض" in label for label in omar.last.labels)
    assert len(chat.jobs("menu")) == 1


def test_consent_is_recorded_with_its_version(chat: Chat) -> None:
    sara = chat.person("Sara")

    reaches(sara, "consent")
    assert sara.sees("Version 2026-11")
    sara.taps("I agree")

    person = person_of(chat, "Sara")
    assert (person.consent_version, person.consented_at) == ("2026-11", START)


def test_saying_no_ends_it_and_keeps_nothing(chat: Chat) -> None:
    sara = chat.person("Sara")

    reaches(sara, "consent")
    sara.taps("No")

    assert sara.sees("I have deleted your answers")
    with chat.database.transaction() as session:
        assert session.exec(select(Progress)).all() == []
        assert [reminder.due_at for reminder in session.exec(select(Reminder))] == [None]
    assert person_of(chat, "Sara").consent_version == ""
    sara.taps("Start")
    assert sara.sees("Which language shall we use?")


def test_it_can_be_left_and_taken_up_again(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "name")
    chat.later(days=3)

    sara.writes("/start")

    assert sara.sees("Welcome back.")
    assert sara.sees("Step 4 of 9")
    sara.taps("Sara")
    assert sara.sees("Step 5 of 9")


def test_a_reminder_is_due_a_day_after_the_last_answer(chat: Chat) -> None:
    sara = chat.person("Sara")

    reaches(sara, "timezone")
    chat.later(hours=5)
    sara.taps("London")

    with chat.database.transaction() as session:
        assert session.exec(select(Reminder)).one().due_at == START + timedelta(days=1, hours=5)
    chat.later(hours=1)
    sara.taps("I agree").taps("Sara").writes("hepatology")
    for label in ("Senior", "Enough", "$125", "22:00", "That's right"):
        sara.taps(label)
    with chat.database.transaction() as session:
        assert session.exec(select(Reminder)).one().due_at is None


def test_back_at_the_first_question_stays_there(chat: Chat) -> None:
    sara = chat.person("Sara")

    sara.writes("/start").writes("/back")

    assert sara.sees("Which language shall we use?")
    assert "← Back" not in sara.last.labels


def test_back_asks_again_and_keeps_what_came_before(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "rate")

    sara.writes("/back")
    assert sara.sees("How would you like to show")
    sara.writes("/back")
    assert sara.sees("Where do you stand")
    sara.taps("Graduate").taps("Enough").taps("$60").taps("No quiet hours")

    assert sara.sees("Standing: Graduate")
    assert sara.sees("Name: Sara")


def test_the_summary_edits_one_answer(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "summary")

    sara.taps("Edit: Least an hour")
    sara.writes("99.50")

    assert sara.sees("Least an hour: $99.50")
    sara.taps("Edit: Field")
    sara.writes("cardiology")
    assert sara.sees("How would you like to show that Cardiology")
    sara.taps("Enough").taps("That's right")
    row = expert_of(chat, "Sara")
    assert row is not None and (row.field_code, row.min_rate_minor) == ("cardiology", 9950)


def test_double_taps_change_nothing(chat: Chat) -> None:
    sara = chat.person("Sara")
    sara.writes("/start").taps("English")
    sara.taps("London")
    seen = sara.last.text

    sara.taps("London", again=True)

    assert sara.last.text == seen


def test_an_old_button_is_answered_kindly(chat: Chat) -> None:
    sara = chat.person("Sara")
    sara.writes("/start").writes("/start")
    first, second = sara.messages
    sara.taps("English").taps("London")

    old = dict(pair for row in first.rows for pair in row)
    assert second is not first
    sara.does(Tap(old["العربية"]))

    assert sara.sees("That question is behind us")
    assert sara.sees("What I keep")
    assert person_of(chat, "Sara").language == "en"


def test_cancel_asks_once_and_throws_away(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "level")

    sara.taps("Cancel")
    sara.taps("No, go on")
    assert sara.sees("Where do you stand")
    sara.taps("Cancel").taps("Yes, throw it away")

    assert sara.sees("Thrown away")
    sara.writes("/start")
    assert sara.sees("Step 1 of 9")


def test_cancel_asks_nothing_where_nothing_would_be_lost(chat: Chat) -> None:
    sara = chat.person("Sara")
    sara.writes("/start").taps("Cancel")

    assert sara.sees("nothing has changed")


def test_the_second_of_two_quick_taps_is_not_answered(chat: Chat) -> None:
    sara = chat.person("Sara")
    sara.writes("/start").taps("Cancel")
    said = len(sara.messages)

    sara.taps("Cancel", again=True)

    assert sara.sees("nothing has changed")
    assert len(sara.messages) == said


def test_a_repeated_event_is_handled_once(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "field")
    before = len(sara.messages)

    sara.does(Words("hepatology"), event_id="same")
    sara.does(Words("hepatology"), event_id="same")

    assert len(sara.messages) == before + 1


def test_a_task_that_is_open_comes_with_the_welcome(chat: Chat) -> None:
    broadcasts(describes(recruiter(chat), pay="$50"))
    chat.sweep(broadcast.sweep, broadcast.move)
    sara = chat.person("Sara")

    joins(sara)

    assert sara.has_seen("One fits you already: here it comes.")
    assert sara.sees("Liver scans")


def test_a_task_that_asks_for_more_comes_with_the_proof(chat: Chat) -> None:
    broadcasts(describes(recruiter(chat), level="Controls a work", pay="$50"))
    chat.sweep(broadcast.sweep, broadcast.move)
    sara = chat.person("Sara")
    joins(sara)
    assert sara.sees("Nothing fits you just now")

    sara.taps("My profile").taps("Add a proof").taps("Code to my address").writes("sara@ksu.edu.sa")
    sara.writes(str(load_text(chat.jobs("mail")[0]["body"]).variables["code"]))

    assert sara.sees("Liver scans")
