"""A place that is held: longer, given back, or run out."""

from __future__ import annotations

from handlers.offers import holds
from models.offer import Offer
from models.task import Task
from tests import make
from tests.chat import Chat


def test_more_time_is_given_once(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    offer = make.offer(chat, make.task(chat, minutes=16), sara)

    sara.taps("Claim")
    assert sara.has_seen("It's yours until 09:26")
    sara.taps("More time")

    assert sara.has_seen("It's yours until 09:39")
    assert make.row(chat, Offer, offer).more_time_given
    sara.taps("More time", again=True)
    assert sara.sees("You have had more time once already; it's yours until 09:39.")


def test_handing_back_asks_once_and_frees_the_place(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    task = make.task(chat, places=1, questions=[make.CHOICE, make.WORDS])
    make.offer(chat, task, sara)

    sara.taps("Claim").writes("Yes").taps("Hand back")
    assert sara.sees("Your place goes to someone else. The answer that you gave is deleted.")
    sara.taps("Yes, hand it back")
    sara.taps("Yes, hand it back", again=True)

    assert sara.sees("You handed this back.")
    assert make.row(chat, Task, task).places_left == 1
    sara.writes("hello")
    assert sara.sees("I'm not waiting for an answer just now")


def test_a_hold_that_runs_out_frees_the_place_and_loses_nothing(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    task = make.task(chat, places=2, minutes=16, questions=[make.CHOICE, make.WORDS])
    make.offer(chat, task, sara)
    sara.taps("Claim").taps("Yes")

    chat.later(minutes=26)
    chat.sweep(holds.expire_holds)
    chat.sweep(holds.expire_holds)

    assert sara.sees("Your time for Liver scans ended at 09:26. The answer that you gave is kept.")
    assert sara.sees("2 places are free")
    assert sara.has_seen("Your time ran out. You may claim it again while places last.")
    assert make.row(chat, Task, task).places_left == 2
    sara.taps("Claim it again")
    assert sara.sees("Question 2 of 2 · yours until 09:52")
    sara.never_sees("Your time ran out")
    sara.taps("Claim it again", again=True)
    assert make.row(chat, Task, task).places_left == 1
