"""The terms beyond pay: taken for granted on joining, changed in the profile, kept to when work is taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from models.expert import Expert
from tests import make
from tests.chat import Chat, Chatter
from tests.joining import reaches
from tests.recruiting import broadcasts, describes, recruiter
from tests.unit.test_audience import asked


def expert_of(chat: Chat, person: Chatter) -> Expert:
    return make.row(chat, Expert, make.person_id(chat, person))


def test_joining_takes_them_for_granted_without_a_tap(chat: Chat) -> None:
    sara = chat.person("Sara", "en-GB")

    reaches(sara, "summary")
    assert sara.sees("Country: United Kingdom")
    assert sara.sees("Working languages: English")
    assert sara.sees("Hours a week: No limit")
    sara.taps("That's right")

    row = expert_of(chat, sara)
    assert (row.country, row.languages, row.hours_a_week, row.kinds) == ("GB", frozenset({"en"}), None, frozenset())


def test_what_was_taken_for_granted_can_be_changed_and_changed_again(chat: Chat) -> None:
    sara = chat.person("Sara", "en-GB")
    reaches(sara, "summary")

    sara.taps("Edit: Country").writes("Ireland")
    assert sara.sees("Country: Ireland")
    sara.taps("Edit: Country")
    assert sara.sees("Which country do you live in?")
    sara.writes("germny")
    sara.taps("Edit: Working languages").writes("German, English and العربية")
    sara.taps("Edit: Hours a week").writes("١٠")
    assert sara.sees("Country: Germany")
    assert sara.sees("Working languages: Arabic, English, German")
    assert sara.sees("Hours a week: 10 hours a week")
    sara.taps("That's right")

    row = expert_of(chat, sara)
    assert (row.country, row.languages, row.hours_a_week) == ("DE", frozenset({"ar", "de", "en"}), 10)


def test_a_double_tap_on_edit_asks_once(chat: Chat) -> None:
    sara = chat.person("Sara", "en-GB")
    reaches(sara, "summary")

    sara.taps("Edit: Country").taps("", again=True)

    assert sara.sees("Which country do you live in?")


def test_another_time_zone_is_another_country(chat: Chat) -> None:
    sara = chat.person("Sara", "en-GB")
    reaches(sara, "summary")

    sara.taps("Edit: Time zone").writes("Cairo")

    assert sara.sees("Country: Egypt")


def test_a_time_zone_without_a_country_is_a_reason_to_ask(chat: Chat) -> None:
    sara = chat.person("Sara", "en-GB")
    reaches(sara, "summary")

    sara.taps("Edit: Time zone").writes("UTC+3")
    assert sara.sees("Which country do you live in?")
    sara.writes("Kenya")

    assert sara.sees("Country: Kenya")


def test_each_can_be_changed_in_the_profile(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/profile")
    for line in ("Country: Not said yet", "Hours a week: No limit", "Kinds of question: All kinds"):
        assert sara.sees(line)

    sara.taps("Edit: Country").writes("السعودية")
    assert sara.sees("Changed: Country.") and sara.sees("Country: Saudi Arabia")
    sara.taps("Edit: Working").taps("Arabic, English")
    sara.taps("Edit: Hours").taps("5 hours a week")
    assert sara.sees("Hours a week: 5 hours a week")
    sara.taps("Edit: Hours").writes("no limit")
    assert sara.sees("Hours a week: No limit")
    sara.taps("Edit: Kinds").writes("a number, one of several options")
    assert sara.sees("Kinds of question: A number, One of several options")
    sara.taps("Edit: Employer").writes("  Acme Labs, Inc.; KFSH ")
    assert sara.sees("Employer: Acme Labs, Inc.; KFSH")

    row = expert_of(chat, sara)
    assert (row.country, row.languages, row.hours_a_week) == ("SA", frozenset({"ar", "en"}), None)
    assert row.kinds == {"number", "choice"}
    assert row.employer_keys == {"acmelabs", "kfsh"}
    sara.taps("Edit: Employer").taps("Nobody to name").taps("Edit: Kinds").taps("All kinds")
    row = expert_of(chat, sara)
    assert (row.employer, row.employer_keys, row.kinds) == ("", frozenset(), frozenset())


@pytest.mark.parametrize(
    ("part", "words", "answer"),
    [
        ("Country", "Atlantis", "I don't know a country called “Atlantis”"),
        ("Country", "x" * 5000, "I don't know a country called"),
        ("Working", "Klingon", "I don't know a language called “Klingon”"),
        ("Working", "🎉", "I don't know a language called"),
        ("Working", "", "I don't know a language called"),
        ("Hours", "81", "80"),
        ("Hours", "2.5", "whole"),
        ("Kinds", "poems", "I don't know a kind called “poems”"),
        ("Employer", "🎉🎉", "I need a name with letters"),
        ("Employer", "n" * 5000, "200 is the most"),
    ],
)
def test_what_is_no_answer_changes_nothing(chat: Chat, part: str, words: str, answer: str) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/profile")
    before = sara.last.text

    sara.taps(f"Edit: {part}").writes(words)
    assert sara.sees(answer)
    sara.uploads().taps("Cancel").writes("/profile")

    assert sara.last.text == before


def test_a_claim_keeps_to_the_hours_of_the_week(chat: Chat) -> None:
    """It is Tuesday; the week ends on Sunday at midnight in Riyadh, three hours ahead."""
    sara = make.expert(chat, "Sara", timezone="Asia/Riyadh")
    sara.writes("/profile").taps("Edit: Hours").writes("1")
    first, second = (make.task(chat, title=title, minutes=40, pay_minor=8000) for title in ("First", "Second"))
    make.offer(chat, first, sara)
    sara.taps("Claim")
    assert expert_of(chat, sara).week_minutes == 40
    assert not asked(chat, second, sara), "it is not even offered now"

    make.offer(chat, second, sara)
    sara.taps("Claim")

    assert sara.sees("You set 1 hour a week, with 20 minutes left. It fits again from Mon 30 Nov, 00:00")
    assert expert_of(chat, sara).week_ends_at == datetime(2026, 11, 29, 21, 0, tzinfo=UTC)


def test_what_is_handed_back_or_runs_out_frees_its_time(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    task = make.task(chat, minutes=40, pay_minor=8000)
    make.offer(chat, task, sara)

    sara.taps("Claim").taps("Hand back").taps("Yes")

    assert expert_of(chat, sara).week_minutes == 0


def test_more_than_a_whole_week_is_said_to_be_so(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/profile").taps("Edit: Hours").writes("1")
    make.offer(chat, make.task(chat, minutes=90, pay_minor=9000), sara)

    sara.taps("Claim")

    assert sara.sees("This takes 90 minutes, and you set 1 hour a week")


def test_a_new_week_has_all_its_hours(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/profile").taps("Edit: Hours").writes("1")
    make.offer(chat, make.task(chat, minutes=60, pay_minor=9000), sara)
    sara.taps("Claim")

    chat.later(days=6)

    assert asked(chat, make.task(chat, minutes=60, pay_minor=9000), sara)


def test_another_time_zone_begins_the_week_anew_there(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")

    sara.writes("/timezone Tokyo")

    ends = expert_of(chat, sara).week_ends_at
    assert ends == datetime(2026, 11, 29, 15, 0, tzinfo=UTC)
    assert ends is not None and ends - chat.now < timedelta(days=7)


def test_terms_that_open_tasks_bring_their_cards(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/profile").taps("Edit: Hours").writes("1")
    rana = recruiter(chat)
    broadcasts(describes(rana, minutes="90", pay="$90"))
    assert sara.never_sees("Liver scans")

    sara.writes("/profile").taps("Edit: Hours").taps("No limit")

    assert sara.has_seen("Liver scans")
