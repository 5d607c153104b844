"""An offer's card, and what an expert can do with it."""

from __future__ import annotations

from models.offer import Offer, OfferState
from models.task import Task
from tests import make
from tests.chat import Chat


def test_the_card_says_what_whose_how_much_and_until_when(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", timezone="Africa/Cairo")
    make.offer(chat, make.task(chat, places=3), sara)

    assert sara.sees("Liver scans")
    assert sara.sees("Hepatology · for A European laboratory")
    assert sara.sees("$40 an answer ($120 an hour) · about 20 minutes · 1 question")
    assert sara.sees("3 places left · open until 19:00 (for another 8 hours)")
    assert sara.last.labels == ["Claim", "Details", "Later", "Not for me"]


def test_a_double_tap_holds_one_place(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    task = make.task(chat, places=2)
    offer = make.offer(chat, task, sara)

    sara.taps("Claim")
    sara.taps("Claim", again=True)

    assert sara.has_seen("It's yours until 09:31 (in 31 minutes). One more place is left.")
    assert sara.sees("Question 1 of 1")
    assert make.row(chat, Task, task).places_left == 1
    assert make.row(chat, Offer, offer).state is OfferState.CLAIMED
