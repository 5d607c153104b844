"""What became of an answer is told in the morning to whoever sleeps, like a payout."""

from __future__ import annotations

from datetime import time

import pytest

from handlers.credentials import expiry
from handlers.review import silence
from models.credential import Level
from models.delivery import Delivery
from models.membership import Role
from tests import make
from tests.appealing import rejects
from tests.chat import Chat, Chatter
from tests.recruiting import broadcasts, describes, member, recruiter
from tests.test_credential_review import document
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


@pytest.mark.parametrize("verdict", ["Confirm · 24", "Reject"])
def test_so_does_a_proofs_verdict(chat: Chat, verdict: str) -> None:
    lina, sara = member(chat, "Lina", Role.REVIEWER), make.expert(chat, "Sara", level=Level.CLAIMED, quiet=NIGHT)
    sara.writes("/help")
    document(chat, sara)
    chat.later(minutes=20)
    before = len(sara.messages)

    lina.writes("/documents").taps(verdict)
    if verdict == "Reject":
        lina.taps("It can't be read").taps("No, that's enough")

    assert len(sara.messages) == before
    chat.later(hours=5)
    chat.arrive()
    assert sara.sees("is proven until" if verdict != "Reject" else "It can't be read")


def test_so_does_the_notice_that_a_proof_has_lapsed(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", quiet=NIGHT)
    chat.later(days=365, minutes=20)

    chat.sweep(expiry.sweep)

    assert sara.messages == []
    chat.later(hours=5)
    chat.arrive()
    assert sara.sees("Hepatology")


def test_what_a_register_says_at_night_waits_and_asks_nothing(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", level=Level.CLAIMED, quiet=NIGHT)
    sara.writes("/profile").taps("Add a proof").taps("A page of mine").writes("https://example.org/sara")
    sara.taps("It's there")
    chat.later(minutes=20)
    before = len(sara.messages)

    chat.finish("fetch-page")

    assert len(sara.messages) == before
    chat.later(hours=5)
    chat.arrive()
    assert sara.sees("Found it.")
    assert len(sara.messages) == before + 1
