"""Recruiters, reviewers and experts tap and write whatever they like: nothing fails, and everything adds up."""

from __future__ import annotations

from random import Random

import pytest

from bot.chat.event import Tap
from handlers.sweeps import SLOW_SWEEPS, SWEEPS
from models.broadcast import Broadcast
from models.delivery import Delivery
from models.ledger import LedgerEntry
from models.membership import Role
from models.offer import Offer, OfferState
from models.review import Review
from models.seen import ParkedEvent
from models.task import Task
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import broadcasts, describes, member, recruiter

TAKES_A_PLACE = (OfferState.CLAIMED, OfferState.SUBMITTED, OfferState.ACCEPTED)
COMMANDS = (
    *("/newtask", "/tasks", "/broadcast", "/audience", "/experts", "/stats", "/review"),
    *("/documents", "/invite", "/back", "/cancel", "/work"),
)
WORDS = ("Liver scans", "hepatology", "Yes\nNo", "20", "$40", "3", "in 2 hours", "mg/dL", "👍", "٤٠", "x" * 5000)


@pytest.mark.parametrize("seed", range(6))
def test_any_order_adds_up(chat: Chat, seed: int) -> None:
    rng = Random(seed)
    rana, huda = recruiter(chat), recruiter(chat, "Huda", language="ar")
    member(chat, "Rana", Role.REVIEWER)
    experts = [make.expert(chat, "Sara"), make.expert(chat, "Omar"), make.expert(chat, "Lina", language="ar")]
    for number in range(2):
        broadcasts(describes(rana, title=f"Task {number}", places=str(rng.randint(1, 2))))
    everyone = [rana, huda, *experts]

    for _ in range(250):
        act(chat, rng, rng.choice(everyone))

    adds_up(chat)


def act(chat: Chat, rng: Random, who: Chatter) -> None:
    """One thing that may happen: a tap on some button, new ones rather than old; words; or time passing."""
    draw = rng.random()
    buttons = [what for shown in who.messages[-rng.choice([1, 3, 12]) :] for row in shown.rows for _, what in row]
    if draw < 0.7 and buttons:
        token = rng.choice(buttons)
        for _ in range(rng.choice([1, 1, 2])):
            who.does(Tap(token))
    elif draw < 0.9:
        who.writes(rng.choice((*COMMANDS, *WORDS, *WORDS)))
    else:
        chat.later(minutes=rng.choice([0.1, 1, 8, 60]))
        for sweep in (*SWEEPS, *SLOW_SWEEPS):
            chat.sweep(sweep)


def adds_up(chat: Chat) -> None:
    """Nothing was put aside, no place was given twice, nobody was paid twice or for nothing."""
    assert make.rows(chat, ParkedEvent) == []
    offers, tasks = make.rows(chat, Offer), make.rows(chat, Task)
    for task in tasks:
        taken = [offer for offer in offers if offer.task_id == task.id and offer.state in TAKES_A_PLACE]
        assert task.places_left - task.beyond == task.places - len(taken)
    entries = make.rows(chat, LedgerEntry)
    assert sum(entry.amount_minor for entry in entries) == 0
    pay = {task.id: task.pay_minor for task in tasks}
    for offer in offers:
        booked = sum(one.amount_minor for one in entries if one.offer_id == offer.id and one.amount_minor > 0)
        assert booked <= pay[offer.task_id]
        assert (booked == pay[offer.task_id]) or offer.state is not OfferState.ACCEPTED
    assert len({broadcast.task_id for broadcast in make.rows(chat, Broadcast)}) == len(make.rows(chat, Broadcast))
    decided = {review.offer_id for review in make.rows(chat, Review)}
    assert decided <= {offer.id for offer in offers if offer.state in (OfferState.ACCEPTED, OfferState.REJECTED)}
    assert all(row.attempts == 0 for row in make.rows(chat, Delivery))
