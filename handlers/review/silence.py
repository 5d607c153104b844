"""An answer that nobody decided on in time is accepted and paid; so is one that an appeal waited for in vain."""

from __future__ import annotations

from sqlmodel import col, select

from bot.chat.message import text
from handlers.cards.offer_card import offer_card, shown_at
from handlers.cards.places import locked_pairs
from handlers.due import ago
from handlers.money.payouts import tell_earned
from handlers.review import appeal_review
from handlers.turn import Work
from models.appeal import Appeal
from models.client import Client
from models.delivery import Priority
from models.ledger import pay_for
from models.offer import REVIEW_WITHIN, Offer, OfferState
from models.queries import tally
from models.task import Task

MOST_AT_ONCE = 50
"""Answers accepted in one transaction; the rest waits for the next tick."""


def sweep(work: Work) -> None:
    """Accepts what has waited for longer than was promised."""
    found = work.session.exec(OVERDUE, params=work.moments).all()
    pairs = locked_pairs(work, found)
    for offer, task in pairs:
        if offer.state is OfferState.SUBMITTED:
            _accept(work, offer, task)
    tally.keep_all(work.session, (offer.expert_id for offer, _ in pairs), work.now)


def sweep_appeals(work: Work) -> None:
    """The same for appeals: the answers count after all."""
    pairs = locked_pairs(work, work.session.exec(UNHEARD, params=work.moments).all())
    for offer, task in pairs:
        appeal = appeal_review.locked_appeal(work, offer.key)
        if appeal is not None and appeal.lapse(offer, task, work.now):
            _accept_after_all(work, appeal, offer, task)
    tally.keep_all(work.session, (offer.expert_id for offer, _ in pairs), work.now)


def _accept_after_all(work: Work, appeal: Appeal, offer: Offer, task: Task) -> None:
    work.note("appeal-accepted-by-silence", f"offer:{offer.key}")
    paid = text("appeal-silence", task=task.title, pay=task.pay, days=REVIEW_WITHIN.days)
    key = f"offer:{offer.key}:appeal-silence"
    tell_earned(work, offer.expert_id, paid, key=key, priority=Priority.REMINDER)
    appeal_review.settle(work, appeal, offer, task)


def _accept(work: Work, offer: Offer, task: Task) -> None:
    offer.accept(work.now)
    pay_for(work.session, offer, task, work.now)
    work.note("answer-accepted-by-silence", f"offer:{offer.key}")
    paid = text("silence-paid", task=task.title, pay=task.pay, days=REVIEW_WITHIN.days)
    key = f"offer:{offer.key}:silence"
    tell_earned(work, offer.expert_id, paid, key=key, priority=Priority.REMINDER)
    place = shown_at(work, offer)
    if place is not None:
        shown = offer_card(task, work.get(Client, task.client_id), work.now, offer)
        work.tell(offer.expert_id, shown.in_place_of(place), key=f"{key}:card", priority=Priority.REMINDER)


OVERDUE = (
    select(Offer.id, Offer.task_id)
    .where(Offer.state == OfferState.SUBMITTED, col(Offer.submitted_at) <= ago("undecided", REVIEW_WITHIN))
    .order_by(col(Offer.submitted_at), col(Offer.id))
    .limit(MOST_AT_ONCE)
)
UNHEARD = (
    select(Appeal.offer_id, Offer.task_id)
    .join(Offer, col(Offer.id) == col(Appeal.offer_id))
    .where(col(Appeal.decided_at).is_(None), col(Appeal.made_at) <= ago("unheard", REVIEW_WITHIN))
    .order_by(col(Appeal.made_at), col(Appeal.offer_id))
    .limit(MOST_AT_ONCE)
)
