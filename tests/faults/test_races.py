"""Two people want the last place."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from bot.chat import token
from bot.chat.event import Event, Sender, Tap, Words
from models.offer import Offer, OfferState
from models.person import Person, Progress
from models.task import Task
from tests import make
from tests.chat import Chat, Chatter


@pytest.fixture
def chat(database_url: str) -> Iterator[Chat]:
    """On PostgreSQL, and on a real file: two connections see each other only through it."""
    opened = Chat(database_url)
    yield opened
    opened.database.close()


def claim(chat: Chat, who: Chatter) -> Event:
    """A tap on the card's first button, Claim, that has not been handled yet."""
    card = next(shown for shown in who.messages if "Claim" in str(shown.rows))
    (_, carried), *_ = [button for row in card.rows for button in row if button[0] == "Claim"]
    assert token.delivery_of(carried) is not None
    return Event(
        f"race:{who.external_id}", Sender("telegram", who.external_id, who.external_id, who.name), Tap(carried)
    )


def last_place(chat: Chat) -> tuple[Chatter, Chatter]:
    """Two experts with cards for a task that has one place."""
    sara, omar = make.expert(chat, "Sara"), make.expert(chat, "Omar")
    task_id = make.task(chat, places=1)
    for expert in (sara, omar):
        make.offer(chat, task_id, expert)
    return sara, omar


def one_has_it(chat: Chat, winner: Chatter, loser: Chatter) -> None:
    offers = {offer.expert_id: offer.state for offer in make.rows(chat, Offer)}
    assert offers[make.person_id(chat, winner)] is OfferState.CLAIMED
    assert offers[make.person_id(chat, loser)] is OfferState.OFFERED
    assert make.row(chat, Task, 1).places_left == 0
    assert winner.has_seen("It's yours until")
    assert loser.has_seen("last place")


def test_in_one_batch(chat: Chat) -> None:
    sara, omar = last_place(chat)

    chat.receive(chat.inbox.handle([claim(chat, sara), claim(chat, omar)]))

    one_has_it(chat, sara, omar)


def test_in_two_batches_one_after_the_other(chat: Chat) -> None:
    sara, omar = last_place(chat)
    first, second = claim(chat, sara), claim(chat, omar)

    chat.inbox.handle([second])
    chat.inbox.handle([first])
    chat.arrive()

    one_has_it(chat, omar, sara)


def test_in_two_batches_at_the_same_time(chat: Chat) -> None:
    """Each in a thread and on a connection of its own, as two processes would."""
    sara, omar = last_place(chat)
    events = [claim(chat, sara), claim(chat, omar)]
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda event: chat.inbox.handle([event]), events))
    chat.arrive()

    held = next(offer.expert_id for offer in make.rows(chat, Offer) if offer.state is OfferState.CLAIMED)
    one_has_it(chat, *((sara, omar) if held == make.person_id(chat, sara) else (omar, sara)))


def test_eight_at_the_same_time_for_one_place(chat: Chat) -> None:
    experts = [make.expert(chat, f"Expert {number}") for number in range(8)]
    task_id = make.task(chat, places=1)
    for expert in experts:
        make.offer(chat, task_id, expert)
    events = [claim(chat, expert) for expert in experts]

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda event: chat.inbox.handle([event]), events))

    assert [offer.state for offer in make.rows(chat, Offer)].count(OfferState.CLAIMED) == 1
    assert make.row(chat, Task, task_id).places_left == 0


def test_twenty_race_for_three_places(chat: Chat) -> None:
    experts = [make.expert(chat, f"Expert {number}") for number in range(20)]
    task_id = make.task(chat, places=3)
    for expert in experts:
        make.offer(chat, task_id, expert)

    chat.receive(chat.inbox.handle([claim(chat, expert) for expert in experts]))

    held = [offer for offer in make.rows(chat, Offer) if offer.state is OfferState.CLAIMED]
    assert len(held) == 3
    assert make.row(chat, Task, task_id).places_left == 0


@pytest.mark.postgres
def test_what_another_process_was_told_by_the_same_person_is_read_after_waiting_for_it(postgres_url: str) -> None:
    chat = Chat(postgres_url)
    sara = chat.person("Sara").writes("/start")
    london = sara.event(Words("London"))

    with ThreadPoolExecutor(1) as another:
        with chat.database.transaction() as session:
            session.exec(select(Person).with_for_update()).one()
            handled = another.submit(chat.inbox.handle, [london])
            time.sleep(0.3)
            assert not handled.done()
            set_to = {"args": ["en"], "result": "en"}
            session.exec(select(Progress)).one().answers = {"language": "en", "language.set": set_to}
        chat.receive(handled.result())

    assert sara.sees("What I keep, and why")
    chat.database.close()
