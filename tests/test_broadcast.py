"""A task goes to everyone who matches, and its recruiter watches."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from sqlmodel import Session, col, update

from handlers.broadcasts import broadcast
from handlers.cards.sending import offer_to
from handlers.turn import Work
from models.broadcast import Broadcast, BroadcastState
from models.credential import Level
from models.delivery import Delivery, DeliveryState, Priority
from models.expert import Expert
from models.offer import Offer, OfferState
from models.person import Person
from models.queries import cards, offering
from models.task import Task, TaskState
from tests import make, newcomers
from tests.chat import Chat, Chatter
from tests.recruiting import broadcasts, describes, recruiter

NIGHT = (time(22, 0), time(7, 0))


def test_the_card_reaches_who_matches_and_the_picture_follows(chat: Chat) -> None:
    rana, sara = recruiter(chat), make.expert(chat, "Sara")
    broadcasts(describes(rana))

    assert sara.sees("Liver scans")
    assert rana.has_seen("is on its way")
    sara.taps("Claim")
    tick(chat)
    assert rana.has_seen("Sent: 1\nTapped: 1\nClaimed: 1\nAnswered: 0\nAccepted: 0 of 3\nPaid: $0")
    assert len([m for m in rana.messages if "Queued" in m.text]) == 1, "one message, edited in place"


def test_the_picture_is_edited_only_when_it_changed(chat: Chat) -> None:
    rana = recruiter(chat)
    make.expert(chat, "Sara")
    broadcasts(describes(rana))
    tick(chat)
    before = len(make.rows(chat, Delivery))

    for _ in range(5):
        tick(chat)

    assert len(make.rows(chat, Delivery)) == before


def test_a_double_tap_makes_one_broadcast(chat: Chat) -> None:
    rana, sara = recruiter(chat), make.expert(chat, "Sara")
    broadcasts(describes(rana))

    rana.taps("Broadcast", again=True)

    assert rana.sees("goes to nobody twice")
    assert len(make.rows(chat, Broadcast)) == 1
    assert len(sara.messages) == 1


def test_who_sleeps_is_not_woken_unless_they_are_here(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", timezone="Asia/Tokyo", quiet=(time(17, 0), time(7, 0)))
    omar = make.expert(chat, "Omar", timezone="Asia/Tokyo", quiet=(time(17, 0), time(7, 0)))
    chat.later(hours=1)
    omar.writes("/help")
    rana = recruiter(chat)

    describes(rana, deadline="In 24 hours")

    assert rana.sees("Fewer than 3 experts match.")
    broadcasts(rana)
    assert rana.has_seen("Whoever is asleep gets the card on waking.")
    assert "22:00" not in rana.last.text
    assert omar.sees("Liver scans")
    assert sara.messages == []
    chat.later(hours=12)
    chat.arrive()
    assert sara.sees("Liver scans")


def test_nobody_matches_and_what_would_change_that(chat: Chat) -> None:
    make.expert(chat, "Sara", level=Level.CLAIMED)
    make.expert(chat, "Omar", min_rate_minor=50000, level=Level.CONFIRMED)
    make.expert(chat, "Lina", field="gastroenterology", level=Level.CONFIRMED)
    rana = recruiter(chat)

    describes(rana, level="Confirmed by")

    assert rana.sees("Nobody matches at the moment. What would change that:")
    assert rana.sees("Without the proof you ask for: fewer than 3 experts")
    assert rana.sees("With a higher pay: fewer than 3 experts")
    assert rana.sees("With the broader field: fewer than 3 experts")
    broadcasts(rana)
    assert rana.has_seen("is open, but nobody matches yet")
    assert rana.has_seen("What would reach more, in another task:")
    assert rana.has_seen("Nobody matches yet. Whoever joins and matches gets it.")


def test_whoever_joins_later_gets_it_too(chat: Chat) -> None:
    rana = recruiter(chat)
    broadcasts(describes(rana))
    sara = make.expert(chat, "Sara")
    other = make.expert(chat, "Omar", field="cardiology")

    assert offered(chat, sara) == 1
    assert offered(chat, sara) == 0, "not twice"
    assert offered(chat, other) == 0

    assert sara.sees("Liver scans")
    tick(chat)
    assert rana.has_seen("Sent: 1")


def test_pause_holds_cards_back_and_resume_lets_them_go(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", quiet=(time(8, 0), time(10, 0)))
    chat.later(minutes=30)
    rana = recruiter(chat)
    broadcasts(describes(rana))

    rana.taps("Pause")
    assert rana.sees("Paused by you. One card waits until you resume.")
    rana.taps("Pause", again=True)
    chat.later(hours=1)
    tick(chat)
    assert sara.messages == []
    rana.taps("Resume")
    chat.arrive()

    assert sara.sees("Liver scans")


def test_cancelling_asks_once_and_says_what_it_means(chat: Chat) -> None:
    awake = make.expert(chat, "Omar")
    sleeper = make.expert(chat, "Sara", quiet=(time(8, 0), time(12, 0)))
    chat.later(minutes=30)
    rana = recruiter(chat)
    broadcasts(describes(rana))

    rana.taps("Stop sending")
    assert rana.sees("One card that has not gone out never will.")
    assert rana.sees("One expert has the card and may still claim it")
    rana.taps("Yes, stop for good")

    assert rana.sees("goes to nobody else")
    chat.later(hours=3)
    tick(chat)
    assert sleeper.messages == []
    assert rana.has_seen("Stopped by you. One expert has the card")
    awake.taps("Claim")
    assert make.rows(chat, Offer)[0].state in (OfferState.CLAIMED, OfferState.CLOSED)
    rana.taps("Yes, stop for good", again=True)
    assert rana.has_seen("goes to nobody else")


def test_at_its_deadline_it_closes_and_tells_how_it_went(chat: Chat) -> None:
    rana, sara = recruiter(chat), make.expert(chat, "Sara")
    sleeper = make.expert(chat, "Omar", quiet=(time(8, 0), time(23, 0)))
    chat.later(minutes=30)
    broadcasts(describes(rana))

    chat.later(hours=4)
    for _ in range(3):
        tick(chat)

    assert rana.has_seen("has reached its deadline and is closed")
    assert rana.has_seen("It was not answered. Paid: $0.")
    assert "Review answers" not in rana.last.labels
    assert sara.sees("This task has closed")
    assert sleeper.messages == []
    assert make.rows(chat, Task)[0].state is TaskState.CLOSED
    ended = make.rows(chat, Broadcast)[0]
    assert (ended.state, ended.ended_at is not None) == (BroadcastState.DONE, True)


def test_answers_that_wait_when_it_closes_are_a_tap_away(chat: Chat) -> None:
    rana, sara = recruiter(chat), make.expert(chat, "Sara")
    broadcasts(describes(rana))
    tick(chat)
    sara.taps("Claim").taps("Yes").taps("Submit")

    chat.later(hours=4)
    tick(chat)

    closed = next(one for one in rana.messages if "has reached its deadline" in one.text)
    assert closed.labels == ["Review answers", "Show the task"]
    rana.taps("Review answers")
    assert rana.sees("Is the liver cirrhotic?")


def test_who_can_not_be_reached_is_counted(chat: Chat) -> None:
    rana, sara = recruiter(chat), make.expert(chat, "Sara")
    broadcasts(describes(rana))

    def lost(session: Session) -> None:
        card = col(Delivery.id) == sara.last.delivery_id
        with cards.counting(session, card):
            session.execute(update(Delivery).where(card).values(state=DeliveryState.UNREACHABLE))

    make.within(chat, lost)
    tick(chat)

    assert rana.has_seen("One can't be reached any more.")


def test_a_large_audience_is_offered_chunk_by_chunk(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offering, "CHUNK", 500)
    crowd(chat, 1100)
    rana = recruiter(chat)
    describes(rana)
    assert rana.sees("1,100 experts match")

    broadcasts(rana)

    assert len(make.rows(chat, Offer)) == 500, "a chunk at a time: the clock sends on"
    tick(chat)
    assert len(make.rows(chat, Offer)) == 1000
    tick(chat)
    tick(chat)
    assert len(make.rows(chat, Offer)) == 1100
    assert make.rows(chat, Broadcast)[0].recipients == 1100


def test_its_cards_carry_the_trace_of_its_start_whenever_they_go(chat: Chat) -> None:
    rana = recruiter(chat)
    make.expert(chat, "Sara")
    broadcasts(describes(rana))
    offered(chat, make.expert(chat, "Omar"))

    (started,) = make.rows(chat, Broadcast)
    cards = [row for row in make.rows(chat, Delivery) if row.priority == Priority.BROADCAST]
    assert len(started.trace) == 32
    assert [card.trace for card in cards] == [started.trace] * 2


def tick(chat: Chat) -> None:
    """The clock, three seconds on."""
    chat.later(seconds=3)
    chat.sweep(broadcast.sweep, broadcast.move)


def offered(chat: Chat, expert: Chatter) -> int:
    """Offers an expert what is open for them, as joining does; returns how many."""
    person_id = make.person_id(chat, expert)
    counted: list[int] = []

    def work(turn: Work) -> None:
        counted.append(offer_to(turn, turn.get(Expert, person_id)))

    chat.sweep(work)
    return counted[0]


def crowd(chat: Chat, number: int) -> None:
    """Experts without a chat: their cards stay in the table."""

    def join(session: Session) -> None:
        people = [Person(name=f"Expert {n}", created_at=chat.now) for n in range(number)]
        session.add_all(people)
        session.flush()
        yesterday = chat.now - timedelta(days=1)
        for n, person in enumerate(people):
            session.add(newcomers.account_of(person.key, yesterday, f"silent-{n}", platform="silent", chat_id=str(n)))
            session.add(newcomers.expert(person.key, chat.now, quiet_from=time(8, 0), quiet_to=time(22, 0)))

    make.within(chat, join)
