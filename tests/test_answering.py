"""Answering a task in the chat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.offers import holds
from handlers.turn import Work
from models.answer import Answer
from models.offer import Offer, OfferState
from models.queries import tally
from models.reminder import Reminder
from models.task import Task
from models.types import OfferId, TaskId
from tests import make
from tests.chat import Chat, Chatter

QUESTIONS = [make.CHOICE, make.NUMBER, make.WORDS]


def claimed(chat: Chat, name: str = "Sara", language: str = "en") -> tuple[Chatter, OfferId]:
    """Someone at the first of three questions, with 26 minutes to go."""
    expert = make.expert(chat, name, language=language)
    task = make.task(chat, questions=QUESTIONS, minutes=16)
    offer = make.offer(chat, task, expert)
    expert.taps("Claim" if language == "en" else "احجزها")
    return expert, offer


def answers_all(expert: Chatter) -> None:
    expert.taps("Yes").writes("2.5").writes("Nodular surface")


def test_from_the_first_question_to_the_answer(chat: Chat) -> None:
    sara, offer = claimed(chat)

    assert sara.sees("Question 1 of 3 · yours until 09:26 · Liver scans\n\nIs the liver cirrhotic?")
    sara.taps("Yes")
    assert sara.sees("Question 2 of 3")
    assert sara.sees("Write the number in mg/dL.")
    sara.writes("2.5 mg/dl")
    sara.writes("Nodular surface, enlarged caudate lobe")
    assert sara.sees("Question 1: Is the liver cirrhotic?\n→ Yes")
    assert sara.sees("Question 2: What is the bilirubin?\n→ 2.5 mg/dL")
    chat.later(minutes=5)
    sara.taps("Submit")

    assert sara.has_seen("Liver scans: your answer is in, thank you. You'll hear within 21 days at most")
    assert sara.has_seen("on acceptance you are paid $40")
    assert sara.has_seen("You've answered. You'll hear by Tue 15 Dec, 09:05 at the latest")
    row = make.row(chat, Offer, offer)
    assert (row.state, row.time_held) == (OfferState.SUBMITTED, timedelta(minutes=5))
    assert make.row(chat, Answer, offer).given == ["Yes", "2.5", "Nodular surface, enlarged caudate lobe"]
    assert [one.due_at for one in make.rows(chat, Reminder)] == [None]


def test_submitting_twice_stores_one_answer(chat: Chat) -> None:
    sara, _ = claimed(chat)
    answers_all(sara)

    sara.taps("Submit")
    sara.taps("Submit", again=True)

    assert sara.never_sees("That conversation has ended")
    assert len(make.rows(chat, Answer)) == 1


def test_an_answer_can_be_edited_before_it_is_submitted(chat: Chat) -> None:
    sara, offer = claimed(chat)
    answers_all(sara)

    sara.taps("Edit: Question 2")
    assert sara.sees("Question 2 of 3")
    sara.writes("3.1")
    assert sara.sees("→ 3.1 mg/dL")
    assert sara.sees("→ Nodular surface")
    sara.taps("Submit")

    assert make.row(chat, Answer, offer).given == ["Yes", "3.1", "Nodular surface"]


def test_an_answer_in_arabic_digits_and_words(chat: Chat) -> None:
    omar, offer = claimed(chat, "عمر", "ar")

    assert omar.sees("السؤال 1 من 3 · لك حتى 09:26")
    omar.writes("٢").writes("٢٫٥ ملغ/دل").writes("سطح الكبد عقدي")
    assert omar.sees("السؤال 2: What is the bilirubin?\n← 2.5 mg/dL")
    omar.taps("أرسل")

    assert omar.has_seen("وصلت إجابتك، شكرًا لك. سيصلك القرار خلال 21 يومًا على الأكثر")
    assert make.row(chat, Answer, offer).given == ["No", "2.5", "سطح الكبد عقدي"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("👍", "I can't read “👍” as a number"),
        ("about five", "I can't read “about five” as a number"),
        ("5 mmol/L", "The answer is wanted in mg/dL, and that is in mmol/L."),
        ("1,234", "“1,234” can be read in two ways. Do you mean 1234 or 1.234?"),
    ],
)
def test_a_number_that_is_none_says_what_would_be_right(chat: Chat, given: str, words: str) -> None:
    sara, _ = claimed(chat)
    sara.taps("Yes")

    sara.writes(given)

    assert sara.sees(words)
    assert sara.sees("Question 2 of 3")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("👍👍👍👍👍", "Please answer in words, not only with signs."),
        ("x" * 5000, "That is 5,000 characters; 200 is the most."),
        ("no", "Please write at least 5 characters; that was 2."),
    ],
)
def test_a_text_that_does_not_fit_says_what_would_be_right(chat: Chat, given: str, words: str) -> None:
    sara, _ = claimed(chat)
    sara.taps("Yes").writes("2.5")

    sara.writes(given)

    assert sara.sees(words)
    assert sara.sees("Question 3 of 3")


def test_a_photo_is_not_an_answer(chat: Chat) -> None:
    sara, _ = claimed(chat)

    sara.uploads("scan.jpg", kind="photo")
    assert sara.sees("Please tap one of the buttons below, or write what it says.")
    sara.writes("perhaps")
    assert sara.sees("Please tap one of the buttons below, or write what it says.")
    sara.taps("Yes").uploads("scan.jpg", kind="photo")
    assert sara.sees("Please write the answer as a text message.")


def test_options_too_long_for_buttons_are_listed(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    options = ["Surveillance every six months with ultrasound", "Liver transplant listing at the next meeting"]
    task = make.task(chat, questions=[{"kind": "choice", "text": "What next?", "rule": {"options": options}}])
    offer = make.offer(chat, task, sara)

    sara.taps("Claim")
    assert sara.sees(f"1. {options[0]}\n2. {options[1]}")
    sara.writes(options[1].upper())
    assert sara.sees(f"→ {options[1]}")
    sara.taps("Edit").writes("1").taps("Submit")

    assert make.row(chat, Answer, offer).given == [options[0]]


def test_who_lost_the_place_answers_on_claims_again_and_submits(chat: Chat) -> None:
    sara, offer = claimed(chat)
    sara.taps("Yes")
    chat.later(minutes=26)
    chat.sweep(holds.expire_holds)

    sara.writes("2.5")
    assert sara.sees("Question 3 of 3 · your place is gone, your answers are kept")
    sara.writes("Nodular surface")
    assert sara.sees("every answer is kept. 3 places are free: claim one, and submit.")
    sara.taps("Claim it again")
    assert sara.has_seen("Your answers · yours until 09:52")
    assert sara.has_seen("It's yours until 09:52 (in 26 minutes).")
    sara.taps("Submit")

    assert make.row(chat, Answer, offer).given == ["Yes", "2.5", "Nodular surface"]
    assert make.row(chat, Offer, offer).state is OfferState.SUBMITTED


def test_who_lost_the_last_place_keeps_the_answers_until_one_is_free(chat: Chat) -> None:
    sara, omar = make.expert(chat, "Sara"), make.expert(chat, "Omar")
    task = make.task(chat, questions=QUESTIONS, minutes=16, places=1)
    offer = make.offer(chat, task, sara)
    make.offer(chat, task, omar)
    sara.taps("Claim")
    answers_all(sara)
    chat.later(minutes=26)
    chat.sweep(holds.expire_holds)
    omar.taps("Claim")

    sara.taps("Submit")
    assert sara.sees("All places are taken at the moment.")
    sara.taps("Claim it again")
    assert sara.sees("The last place in Liver scans has just gone.")
    omar.taps("Hand back").taps("Yes")
    sara.taps("Claim it again")
    sara.taps("Submit")

    assert make.row(chat, Answer, offer).given == ["Yes", "2.5", "Nodular surface"]


def test_a_hold_that_ended_this_minute_still_counts(chat: Chat) -> None:
    sara, offer = claimed(chat)
    answers_all(sara)
    chat.later(minutes=27)

    sara.taps("Submit")
    chat.sweep(holds.expire_holds)

    assert make.row(chat, Offer, offer).state is OfferState.SUBMITTED


def test_a_task_that_closed_meanwhile_ends_the_conversation(chat: Chat) -> None:
    sara, offer = claimed(chat)
    sara.taps("Yes")
    close(chat, make.row(chat, Offer, offer).task_id, offer)

    sara.writes("2.5")

    assert sara.sees("Liver scans has closed meanwhile, so your answers are no longer needed.")
    sara.writes("hello")
    assert sara.sees("I'm not waiting for an answer just now")


def test_cancelling_says_what_is_lost_and_that_the_place_is_kept(chat: Chat) -> None:
    sara, offer = claimed(chat)

    sara.taps("Yes").writes("2.5").writes("/cancel")
    assert sara.sees("The 2 answers that you gave are deleted. This can't be undone.")
    assert sara.sees("Your place stays yours until 09:26, and /work leads back to it.")
    sara.taps("No, go on")
    assert sara.sees("Question 3 of 3")
    sara.taps("Cancel").taps("Yes, delete what I answered")
    assert sara.sees("Liver scans: what you answered is deleted. Your place stays yours until 09:26")
    assert make.row(chat, Offer, offer).state is OfferState.CLAIMED
    sara.writes("/work").taps("Go on: Liver scans")

    assert sara.sees("Question 1 of 3")
    assert make.row(chat, Offer, offer).state is OfferState.CLAIMED


def test_the_place_can_be_released_where_the_answers_are_thrown_away(chat: Chat) -> None:
    sara, offer = claimed(chat)

    sara.taps("Yes").taps("Cancel").taps("Hand back").taps("Yes, hand it back")

    row = make.row(chat, Offer, offer)
    assert (row.state, make.row(chat, Task, row.task_id).places_left) == (OfferState.RETURNED, 3)
    sara.writes("/cancel")
    assert sara.sees("There is nothing open")


def test_cancelling_before_the_first_answer_says_that_the_place_is_kept_too(chat: Chat) -> None:
    sara, offer = claimed(chat)

    sara.writes("/cancel")
    assert sara.sees("you had answered nothing yet, so nothing is lost. Your place stays yours until 09:26")
    sara.taps("Hand back").taps("Yes, hand it back")

    assert make.row(chat, Offer, offer).state is OfferState.RETURNED


def test_cancelling_after_the_place_is_gone_promises_none(chat: Chat) -> None:
    sara, _ = claimed(chat)
    sara.taps("Yes")
    chat.later(minutes=26)
    chat.sweep(holds.expire_holds)

    sara.writes("/cancel")

    assert sara.sees("The answer that you gave is deleted.")
    assert sara.sees("You don't hold a place in it any more; /work shows whether you can claim one again.")
    assert "Hand back" not in sara.last.labels
    sara.taps("Yes, delete what I answered")
    assert sara.sees("what you answered is deleted. You don't hold a place in it any more")


def test_cancelling_in_arabic_says_until_when_the_place_is_kept(chat: Chat) -> None:
    sara, _ = claimed(chat, language="ar")

    sara.writes("نعم").writes("/cancel")

    assert sara.sees("يبقى مكانك محجوزًا لك حتى")


def close(chat: Chat, task_id: TaskId, offer_id: OfferId) -> None:
    """The client closes the task."""

    def work(work: Work) -> None:
        task, offer = work.lock(Task, task_id), work.lock(Offer, offer_id)
        task.close(work.now)
        offer.close(task, work.now)
        tally.keep(work.session, offer.expert_id, work.now)

    chat.sweep(work)
