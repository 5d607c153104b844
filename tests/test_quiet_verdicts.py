"""What became of an answer is told in the morning to whoever sleeps, like a payout."""

from __future__ import annotations

from datetime import time

import pytest

from handlers import silence
from models.delivery import Delivery
from tests import make
from tests.appealing import rejects
from tests.chat import Chat, Chatter
from tests.recruiting import broadcasts, describes, recruiter
from tests.test_review import answers, earned

NIGHT = (time(9, 10), time(14))
ACCEPTED, REJECTED = "accepted: $40 is yours", "It is wrong"


def sleeper(chat: Chat, *, minutes: int) -> tuple[Chatter, Chatter]:
    """Sara's answer waits, and she was here so many minutes ago; it is quiet for her from 9:10 to 14:00."""
    rana, sara = recruiter(chat), make.expert(chat, "Sara", quiet=NIGHT)
    broadcasts(describes(rana))
    answers(chat, sara, "Yes")
    chat.later(minutes=minutes)
    return rana, sara


def heard(sara: Chatter, words: str) -> bool:
    return any(words in shown.text for shown in sara.messages)


@pytest.mark.parametrize("verdict", ["Accept", "Reject"])
def test_a_verdict_waits_for_the_morning(chat: Chat, verdict: str) -> None:
    rana, sara = sleeper(chat, minutes=20)
    before = len(sara.messages)

    rana.writes("/review")
    if verdict == "Accept":
        rana.taps("Accept")
    else:
        rejects(rana)

    assert earned(chat, sara) == (4000 if verdict == "Accept" else 0)
    assert len(sara.messages) == before, "the card is put right, and nothing else comes"
    chat.later(hours=5)
    chat.arrive()
    assert len(sara.messages) == before + 1
    assert make.rows(chat, Delivery)[-1].dedupe_key


def test_who_was_here_just_now_hears_at_once(chat: Chat) -> None:
    rana, sara = sleeper(chat, minutes=10)
    before = len(sara.messages)

    rana.writes("/review").taps("Accept")

    assert len(sara.messages) == before + 1


def test_what_silence_pays_waits_too(chat: Chat) -> None:
    _, sara = sleeper(chat, minutes=20)
    before = len(sara.messages)

    chat.later(days=21)
    chat.sweep(silence.sweep)

    assert earned(chat, sara) == 4000 and len(sara.messages) == before
    chat.later(hours=5)
    chat.arrive()
    assert sara.sees("$40")
