"""Whatever is tapped, in whatever order, on whatever old message: nothing fails, and everything adds up."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from sqlmodel import func, select

from bot.chat.event import Tap
from handlers.offers import holds
from handlers.reminders import reminders
from models.answer import Answer
from models.ledger import LedgerEntry
from models.offer import MOST_HELD, Offer, OfferState
from models.seen import ParkedEvent
from models.task import Task
from tests import make
from tests.chat import Chat, Chatter

TAKES_A_PLACE = (OfferState.CLAIMED, OfferState.SUBMITTED, OfferState.ACCEPTED)
WORDS = ("Yes", "2.5", "5 mmol/L", "Nodular surface", "👍", "/work", "/earnings", "/reminders", "/back", "/cancel")


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_taps_words_and_sweeps_adds_up(chat: Chat, seed: int) -> None:
    rng = Random(seed)
    experts = [make.expert(chat, "Sara"), make.expert(chat, "عمر", language="ar", timezone="Asia/Riyadh")]
    for number in range(5):
        questions = rng.sample([make.CHOICE, make.NUMBER, make.WORDS], k=rng.randint(1, 3))
        task = make.task(
            chat,
            title=f"Task {number}",
            questions=questions,
            places=rng.randint(1, 2),
            minutes=rng.choice([4, 16]),
            open_for=timedelta(hours=rng.choice([1, 8])),
        )
        for expert in experts:
            make.offer(chat, task, expert)

    for _ in range(120):
        act(chat, rng, rng.choice(experts))
        adds_up(chat)


def act(chat: Chat, rng: Random, expert: Chatter) -> None:
    """One thing that may happen: a tap on any button that is still to be seen, new ones rather than old."""
    draw = rng.random()
    if draw < 0.65:
        buttons = [what for shown in expert.messages[-rng.choice([1, 2, 9]) :] for row in shown.rows for _, what in row]
        if buttons:
            token = rng.choice(buttons)
            for _ in range(rng.choice([1, 1, 2])):
                expert.does(Tap(token))
    elif draw < 0.9:
        expert.writes(rng.choice(WORDS))
    else:
        chat.later(minutes=rng.choice([1, 8, 20]))
        chat.sweep(holds.expire_holds)
        chat.sweep(reminders.sweep)


def adds_up(chat: Chat) -> None:
    assert [parked.error for parked in make.rows(chat, ParkedEvent)] == []
    offers = make.rows(chat, Offer)
    for task in make.rows(chat, Task):
        taken = [offer for offer in offers if offer.task_id == task.id and offer.state in TAKES_A_PLACE]
        assert 0 <= task.places_left == task.places - len(taken)
    for person in {offer.expert_id for offer in offers}:
        assert sum(o.expert_id == person and o.state is OfferState.CLAIMED for o in offers) <= MOST_HELD
    answered = {offer.id for offer in offers if offer.submitted_at is not None}
    assert {answer.offer_id for answer in make.rows(chat, Answer)} == answered
    assert not make.within(chat, lambda session: session.exec(select(func.sum(LedgerEntry.amount_minor))).one())
