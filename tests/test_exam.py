"""A qualification test: announced with its price, timed item by item, scored, paid once, and good for every task."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from bot.chat.event import Tap
from handlers.broadcasts import broadcast
from handlers.exam import result as exam_result
from models.attempt import Attempt, AttemptState, Response
from models.credential import CheckMethod, Credential, Level
from models.item import Item
from models.ledger import LedgerEntry, balance, expert_account
from models.membership import Role
from models.money import Money
from tests import make
from tests.chat import Chat, Chatter
from tests.examining import answers, bank, begins
from tests.recruiting import broadcasts, describes, member, recruiter
from tests.test_linking import code_of

EIGHT_RIGHT = ("Right",) * 8
PROVEN = "Controls a work"


def due(chat: Chat, expert: Chatter) -> list[Money]:
    account = expert_account(make.person_id(chat, expert))
    return make.within(chat, lambda session: balance(session, account))


def proofs(chat: Chat) -> list[Credential]:
    return [one for one in make.rows(chat, Credential) if one.method is CheckMethod.TEST]


@pytest.fixture
def sara(chat: Chat) -> Chatter:
    bank(chat)
    return make.expert(chat, "Sara", level=Level.CLAIMED)


def test_price_time_and_rules_stand_before_anything_begins(chat: Chat, sara: Chatter) -> None:
    sara.writes("/profile").taps("Take a test")

    assert sara.sees("Test: Hepatology, level 1")
    assert sara.sees("8 questions, about 8 minutes")
    assert sara.sees("Paid: $4 when you are done, passed or not")
    assert make.rows(chat, Attempt) == []


def test_passing_pays_what_was_announced_and_proves_the_field(chat: Chat, sara: Chatter) -> None:
    answers(begins(sara), *EIGHT_RIGHT)

    assert sara.sees("Passed: Hepatology")
    assert sara.sees("8 of 8 right")
    assert sara.sees("Score: 100%. By so few questions it is known to within 68 to 100%.")
    assert sara.sees("$4 for your time is in your /earnings")
    assert due(chat, sara) == [Money(400, "USD")]
    (proof,) = proofs(chat)
    assert (proof.field_code, proof.level, proof.stands(chat.now)) == ("hepatology", Level.CONTROLLED, True)
    sara.writes("/profile")
    assert sara.sees("Qualification test, Hepatology")
    sara.writes("/earnings")
    assert sara.sees("✓ Test, Hepatology: $4, accepted, to be paid out")


def test_one_question_a_message_in_the_experts_language_typed_or_tapped(chat: Chat) -> None:
    bank(chat)
    layla = make.expert(chat, "Layla", language="ar", level=Level.CLAIMED)
    layla.writes("/profile").taps("خُض اختبارًا").taps("ابدأ")
    assert layla.sees("السؤال 1 من 8")
    assert layla.sees("البند")
    number = next(label for label in layla.last.labels if "صواب" in label)
    layla.writes(number)
    assert layla.sees("السؤال 2 من 8")
    layla.writes("٢")
    assert layla.sees("السؤال 3 من 8")
    assert make.rows(chat, Response)[0].right is True


def test_failing_is_paid_too_and_says_when_to_try_again(chat: Chat, sara: Chatter) -> None:
    answers(begins(sara), *("Wrong",) * 4, *("Right",) * 4)

    assert sara.sees("Not passed: Hepatology")
    assert sara.sees("4 of 8 right; 70% is needed")
    assert sara.sees("You can try again, with other questions where there are some, from Tue 8 Dec")
    assert due(chat, sara) == [Money(400, "USD")]
    assert proofs(chat) == []
    sara.writes("/profile")
    assert "Take a test" not in sara.last.labels


def test_a_retake_has_other_items_first_and_only_so_many_are_paid(chat: Chat, sara: Chatter) -> None:
    for _ in range(2):
        answers(begins(sara), *("Wrong",) * 8)
        chat.later(days=15)
    first, second = make.rows(chat, Attempt)
    new = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10} - {item for item, _ in first.drawn}
    assert new <= {item for item, _ in second.drawn}
    sara.writes("/profile").taps("Take a test")
    assert sara.sees("This attempt is not paid")
    answers(sara.taps("Begin"), *EIGHT_RIGHT)
    assert sara.sees("As announced, this attempt is not paid")
    assert due(chat, sara) == [Money(800, "USD")]


def test_leaving_does_not_stop_the_clock_and_what_ran_out_is_said(chat: Chat, sara: Chatter) -> None:
    begins(sara)
    chat.later(seconds=64)
    sara.taps("Right")
    assert sara.sees("Time is up for question 1 of 8: it counts as wrong")
    chat.later(hours=1)
    sara.taps("Next question")
    assert sara.sees("Question 2 of 8")
    answers(sara, *("Right",) * 7)
    assert sara.sees("7 of 8 right")
    assert sara.sees("1 question ran out of time")


def test_coming_back_in_time_shows_what_is_left_of_it(chat: Chat, sara: Chatter) -> None:
    begins(sara)
    chat.later(seconds=40)
    sara.writes("/help")
    sara.writes("/profile").taps("Go on with the test")
    assert sara.sees("Question 1 of 8 · 20 seconds")
    assert len(make.rows(chat, Attempt)) == 1


def test_the_clock_says_when_time_is_up_while_nobody_looks(chat: Chat, sara: Chatter) -> None:
    begins(sara)
    chat.later(seconds=70)
    chat.sweep(exam_result.sweep)
    chat.sweep(exam_result.sweep)
    assert sara.sees("Time is up for question 1 of 8")
    sara.taps("Next question")
    assert sara.sees("Question 2 of 8 · 60 seconds")
    sara.taps("Next question", again=True)
    assert sara.sees("Question 2 of 8")
    assert len(make.rows(chat, Response)) == 2


def test_the_last_question_runs_out_too(chat: Chat, sara: Chatter) -> None:
    answers(begins(sara), *("Right",) * 7)
    chat.later(seconds=70)
    chat.sweep(exam_result.sweep)
    sara.taps("See the result")
    assert sara.sees("7 of 8 right")
    assert due(chat, sara) == [Money(400, "USD")]


def test_a_day_later_it_ends_by_itself_and_walking_away_is_not_paid(chat: Chat, sara: Chatter) -> None:
    answers(begins(sara), "Right", "Right")
    chat.later(days=1, minutes=1)
    chat.sweep(exam_result.sweep)
    chat.sweep(exam_result.sweep)
    assert sara.sees("Not passed")
    assert sara.sees("fewer than half of the questions were answered in time")
    assert due(chat, sara) == []
    assert [one.state for one in make.rows(chat, Attempt)] == [AttemptState.FAILED]
    sara.taps("Right")
    assert sara.sees("Not passed")
    assert len(make.rows(chat, LedgerEntry)) == 0


def test_double_taps_and_old_buttons_change_nothing(chat: Chat, sara: Chatter) -> None:
    sara.writes("/profile").taps("Take a test")
    sara.taps("Begin")
    sara.taps("Begin", again=True)
    assert len(make.rows(chat, Attempt)) == 1
    sara.taps("Right")
    sara.taps("Right", again=True)
    assert [one.closed_at is not None for one in make.rows(chat, Response)] == [True, False]
    answers(sara, *("Right",) * 7)
    sara.taps("Right", again=True)
    assert due(chat, sara) == [Money(400, "USD")]
    assert len(proofs(chat)) == 1


def test_there_is_no_way_back_to_an_answer(chat: Chat, sara: Chatter) -> None:
    answers(begins(sara), "Wrong")
    assert not any("Back" in label for label in sara.last.labels)
    sara.writes("/back")
    assert sara.sees("Question 2 of 8")
    assert len([one for one in make.rows(chat, Response) if one.right is False]) == 1


def test_cancelling_leaves_the_test_running_and_it_is_taken_up_again(chat: Chat, sara: Chatter) -> None:
    begins(sara)
    chat.later(seconds=15)
    sara.writes("/cancel")
    assert sara.sees("What you have answered counts. The time for this question runs on: 45 seconds are left")
    assert sara.sees("The next questions wait for you until Wed 25 Nov, 09:00")
    sara.taps("No, go on")
    answers(sara, "Right")
    sara.taps("Cancel").taps("Yes, leave it")
    assert sara.sees("You have left the test; its time runs on.")
    chat.later(seconds=40)
    sara.taps("Go on with the test")
    assert sara.sees("Question 2 of 8 · 20 seconds")
    assert len(make.rows(chat, Attempt)) == 1


def test_an_item_that_is_retired_meanwhile_does_not_count(chat: Chat, sara: Chatter) -> None:
    begins(sara)
    (attempt,) = make.rows(chat, Attempt)
    with chat.database.transaction() as session:
        for place in (0, 3):
            item = session.get(Item, attempt.drawn[place][0])
            assert item is not None
            item.retire(chat.now)
    sara.taps("Right")
    assert sara.sees("Question 2 of 8")
    answers(sara, *("Right",) * 6)
    assert sara.sees("6 of 6 right")
    assert sara.sees("Passed")


def test_items_and_options_are_shuffled_and_the_least_shown_come_first(chat: Chat) -> None:
    bank(chat, items=16)
    chat.rng.seed(Random(3).random())
    for name in ("Sara", "Omar", "Lina", "Adam"):
        begins(make.expert(chat, name, level=Level.CLAIMED))
    attempts = make.rows(chat, Attempt)
    shown = Counter(item for one in attempts for item, _ in one.drawn)
    assert len(shown) == 16 and set(shown.values()) == {2}, "tests under way count with what they have not shown yet"
    assert len({tuple(item for item, _ in one.drawn) for one in attempts}) == 4
    assert len({tuple(order) for one in attempts for _, order in one.drawn}) > 1


def test_a_passed_test_opens_tasks_and_counts_for_every_later_one(chat: Chat, sara: Chatter) -> None:
    rana = recruiter(chat)
    broadcasts(describes(rana, title="Now", level=PROVEN))
    chat.sweep(broadcast.sweep, broadcast.move)
    sara.never_sees("Now")

    answers(begins(sara), *EIGHT_RIGHT)
    assert sara.has_seen("It opens 1 task: the card is on its way")
    assert sara.has_seen("Now")

    broadcasts(describes(rana, title="Later", level=PROVEN))
    chat.sweep(broadcast.sweep, broadcast.move)
    assert sara.has_seen("Later")


def test_who_has_passed_is_not_asked_again_until_it_lapses(chat: Chat, sara: Chatter) -> None:
    sara.writes("/profile").taps("Take a test")
    begin_button = next(what for row in sara.last.rows for label, what in row if label == "Begin")
    answers(sara.taps("Begin"), *EIGHT_RIGHT)
    sara.does(Tap(begin_button))
    assert sara.sees("You have passed this test")
    chat.later(days=731)
    answers(begins(sara), *EIGHT_RIGHT)
    (proof,) = proofs(chat)
    assert proof.stands(chat.now)


def test_what_changed_since_it_was_announced_is_announced_anew(chat: Chat, sara: Chatter) -> None:
    sara.writes("/profile").taps("Take a test")
    rules = replace(chat.policy.testing, pay_per_hour=Money(1500, "USD"))
    object.__setattr__(chat.policy, "testing", rules)
    sara.taps("Begin")
    assert sara.sees("This has changed meanwhile")
    assert sara.sees("Paid: $2 ")
    assert make.rows(chat, Attempt) == []


def test_tests_are_offered_for_the_own_field_what_it_is_part_of_and_reasoning(chat: Chat) -> None:
    bank(chat, field="hepatology", items=4)
    bank(chat, field="gastroenterology")
    bank(chat, field="cardiology")
    bank(chat, field="medicine", items=3)
    bank(chat, field="general-reasoning")
    sara = make.expert(chat, "Sara")
    sara.writes("/profile").taps("Take a test")
    assert sara.last.labels == ["Hepatology, level 1", "Gastroenterology, level 1", "General reasoning, level 1"]
    sara.taps("Gastroenterology")
    assert sara.sees("Test: Gastroenterology, level 1")


def test_an_event_that_is_delivered_again_answers_nothing_twice(chat: Chat, sara: Chatter) -> None:
    """What is killed before its commit comes again, and so may what was committed."""
    begins(sara)
    tap = sara.tap("Wrong")
    chat.receive(chat.inbox.handle([tap]))
    chat.receive(chat.inbox.handle([tap]))
    assert [one.right for one in make.rows(chat, Response)] == [False, None]


def test_two_devices_are_one_test_with_one_clock(chat: Chat, sara: Chatter) -> None:
    there = chat.person("Sara", platform="slack")
    there.writes(f"/link {code_of(sara)}")
    begins(sara)
    chat.later(seconds=20)
    there.writes("/profile").taps("Go on with the test")
    assert there.sees("Question 1 of 8 · 40 seconds")
    there.taps("Right")
    assert there.sees("Question 2 of 8")
    sara.taps("Wrong")
    assert sara.sees("That question is behind us")
    assert [one.right for one in make.rows(chat, Response)] == [True, None]


def test_a_task_that_needs_proof_names_the_test_in_why(chat: Chat, sara: Chatter) -> None:
    rana = recruiter(chat)
    broadcasts(describes(rana, level=PROVEN))
    sara.writes("/why")
    assert sara.sees("A short test, which is paid for")
    sara.taps("Take a test")
    assert sara.sees("Test: Hepatology")


def test_nobody_answers_somebody_elses_test(chat: Chat, sara: Chatter) -> None:
    begins(sara)
    button = next(what for row in sara.last.rows for label, what in row if "Right" in label)
    omar = make.expert(chat, "Omar")
    omar.does(Tap(button))
    assert [one.closed_at for one in make.rows(chat, Response)] == [None]


def test_forgetting_deletes_attempts_and_answers(chat: Chat, sara: Chatter) -> None:
    answers(begins(sara), *EIGHT_RIGHT)
    sara.writes("/forget").taps("Yes, delete")
    assert make.rows(chat, Attempt) == []
    assert make.rows(chat, Response) == []


def test_whoever_comes_after_someone_who_was_forgotten_is_paid_too(chat: Chat, sara: Chatter) -> None:
    """A test is booked under its number, and the ledger keeps that when the test is deleted."""
    omar = make.expert(chat, "Omar", level=Level.CLAIMED)
    answers(begins(sara), *EIGHT_RIGHT)
    sara.writes("/forget").taps("Yes, delete")

    answers(begins(omar), *EIGHT_RIGHT)

    assert due(chat, omar) == [Money(400, "USD")]


def test_an_item_that_good_experts_fail_goes_to_a_reviewer(chat: Chat) -> None:
    bank(chat, items=8)
    rim = member(chat, "Rim", Role.REVIEWER)
    for number in range(8):
        expert = begins(make.expert(chat, f"Expert {number}", level=Level.CLAIMED))
        for _ in range(8):
            expert.taps("Wrong" if "Item 3?" in expert.last.text else "Right")
        assert expert.sees("7 of 8 right")
    assert rim.sees("Good experts fail a test question")
    rim.taps("Have a look")
    assert rim.sees("hepatology-1-3 · Hepatology")
    assert rim.sees("Of 8 who passed, 0 got this right (8 answered it in all)")
    rim.taps("Retire it")
    assert rim.has_seen("hepatology-1-3 is asked no more")
    rim.taps("Retire it", again=True)
    assert rim.sees("has been decided already")
    rim.writes("/items")
    assert rim.sees("Hepatology, level 1: 7 questions")


def test_a_recruiter_sees_no_items(chat: Chat) -> None:
    bank(chat)
    rana = recruiter(chat).writes("/items")
    rana.never_sees("Hepatology")
