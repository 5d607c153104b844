"""Whose place ran out is not asked on by itself when another conversation ends."""

from __future__ import annotations

from handlers.offers import holds
from models.answer import Answer
from models.person import Progress
from tests import make
from tests.chat import Chat
from tests.test_answering import claimed

GONE = "Your time for Liver scans has run out, and your place in it is gone."


def test_what_is_said_instead_is_that_the_place_is_gone(chat: Chat) -> None:
    sara, offer = claimed(chat)
    sara.taps("Yes")
    ends_hold(chat)

    sara.writes("/timezone").writes("Cairo")

    assert sara.sees(GONE) and sara.sees("The answer that you gave is kept. /work shows whether you can claim it again")
    assert sara.last.labels == ["Open tasks"]
    sara.writes("hello")
    assert sara.sees("I'm not waiting for an answer just now")
    sara.taps("Open tasks")
    assert sara.sees("Liver scans")
    assert make.rows(chat, Answer) == [] and offer


def test_it_is_said_once_and_claiming_again_goes_on_where_it_was(chat: Chat) -> None:
    sara, _ = claimed(chat)
    sara.taps("Yes")
    ends_hold(chat)

    for zone in ("Cairo", "Berlin"):
        sara.writes("/timezone").writes(zone)
    assert sum(GONE in shown.text for shown in sara.messages) == 1
    sara.taps("Claim it again")

    assert sara.sees("Question 2 of 3 · yours until")
    sara.writes("2.5")
    assert sara.sees("Question 3 of 3 · yours until")


def test_what_is_typed_under_the_question_still_counts(chat: Chat) -> None:
    sara, _ = claimed(chat)
    sara.taps("Yes")
    ends_hold(chat)

    sara.writes("2.5")

    assert sara.sees("Question 3 of 3 · your place is gone, your answers are kept")


def test_another_task_that_is_held_is_asked_on(chat: Chat) -> None:
    sara, _ = claimed(chat)
    chat.later(minutes=20)
    make.offer(chat, make.task(chat, title="Kidneys", minutes=60), sara)
    sara.taps("Claim")
    sara.taps("Yes")
    ends_hold(chat, minutes=6)

    sara.writes("/timezone").writes("Cairo")

    assert sara.sees("Kidneys") or sara.sees("Question 1 of 1")
    assert len(make.rows(chat, Progress)) == 2


def test_a_place_that_is_held_is_asked_on_as_before(chat: Chat) -> None:
    sara, _ = claimed(chat)

    sara.taps("Yes").writes("/timezone").writes("Cairo")

    assert sara.sees("Question 2 of 3 · yours until")
    sara.never_sees(GONE)


def test_in_arabic(chat: Chat) -> None:
    sara, _ = claimed(chat, "سارة", "ar")
    sara.taps("Yes")
    ends_hold(chat)

    sara.writes("/timezone").writes("القاهرة")

    assert sara.sees("انتهى وقتك في Liver scans ولم يعد لك مكان محجوز فيها. الإجابة التي قدّمتها محفوظة.")


def ends_hold(chat: Chat, minutes: int = 26) -> None:
    chat.later(minutes=minutes)
    chat.sweep(holds.expire_holds)
