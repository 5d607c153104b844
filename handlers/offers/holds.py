"""A place that is held: for how long, longer, given back, or run out."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from bot.chat.message import Button, Message, say, text
from handlers.answers import answering
from handlers.answers import so_far as answers_so_far
from handlers.cards.offer_card import card, card_elsewhere, offer_card, shown_at
from handlers.cards.places import locked, locked_pairs, remind_before_end
from handlers.due import NOW
from handlers.help import way
from handlers.routes import on_tap
from handlers.turn import Turn, Work
from models.client import Client
from models.delivery import Priority
from models.offer import Offer, OfferState
from models.queries import tally
from models.reminder import ReminderKind
from models.task import Task
from models.types import OfferId

MOST_AT_ONCE = 50
"""Holds ended in one transaction; the rest waits for the next tick."""


@on_tap("offer.answer")
def answer(turn: Turn, offer_id: OfferId) -> list[Message]:
    """Goes on with the questions of a task that is held."""
    offer, task = locked(turn, offer_id)
    if offer.state is not OfferState.CLAIMED:
        return [card(turn, offer, task).in_place_of(turn.tapped_id)]
    return answering.go_on(turn, offer)


@on_tap("offer.more-time")
def more_time(turn: Turn, offer_id: OfferId) -> list[Message]:
    """Half the time limit on top, once."""
    offer, task = locked(turn, offer_id)
    offer.more_time(task)
    remind_before_end(turn, offer, task)
    offer.card_id = offer.card_id or turn.tapped_id
    elsewhere = card_elsewhere(turn, offer, task)
    return [card(turn, offer, task).in_place_of(turn.tapped_id), *elsewhere]


@on_tap("offer.hand-back")
def hand_back(turn: Turn, offer_id: OfferId) -> list[Message]:
    """Asks once: what was answered goes with it."""
    offer, task = locked(turn, offer_id)
    if offer.state is not OfferState.CLAIMED:
        return [card(turn, offer, task).in_place_of(turn.tapped_id)]
    rows = [
        [Button(text("hand-back-no"), "offer.card", (offer.key,), style="primary")],
        [Button(text("hand-back-yes"), "offer.hand-back-sure", (offer.key,), style="danger")],
    ]
    answered = answers_so_far.answered(turn, offer)
    return [say("hand-back-sure", task=task.title, n=answered, rows=rows).in_place_of(turn.tapped_id)]


@on_tap("offer.hand-back-sure")
def hand_back_sure(turn: Turn, offer_id: OfferId) -> list[Message]:
    """The place is free for someone else."""
    offer, task = locked(turn, offer_id)
    offer.hand_back(task, turn.now)
    tally.keep(turn.session, offer.expert_id, turn.now)
    turn.forget_reminder(offer.expert_id, ReminderKind.HOLD_ENDS, about=offer.key)
    answering.drop(turn, offer)
    elsewhere = card_elsewhere(turn, offer, task)
    return [card(turn, offer, task).in_place_of(turn.tapped_id), *elsewhere]


def expire_holds(work: Work) -> None:
    """Ends the holds whose time is over; their experts are told, and what they answered is kept.

    Tasks are locked before offers, as everywhere.
    """
    found = work.session.exec(OVER, params=work.moments).all()
    pairs = locked_pairs(work, found)
    for offer, task in pairs:
        ended = offer.held_until
        if ended is not None and offer.expire(task, work.now):
            _tell_expired(work, offer, task, ended)
    tally.keep_all(work.session, (offer.expert_id for offer, _ in pairs), work.now)


def _tell_expired(work: Work, offer: Offer, task: Task, ended: datetime) -> None:
    """The card is edited, and a message says that nothing is lost."""
    work.forget_reminder(offer.expert_id, ReminderKind.HOLD_ENDS, about=offer.key)
    key = f"offer:{offer.key}:expired:{int(ended.timestamp())}"
    place = shown_at(work, offer)
    if place is not None:
        shown = offer_card(task, work.get(Client, task.client_id), work.now, offer)
        work.tell(offer.expert_id, shown.in_place_of(place), key=f"{key}:card")
    again = Button(text("button-claim-again"), "offer.claim", (offer.key,), style="primary")
    kept = answers_so_far.kept(work, offer)
    if task.is_open(work.now):
        said = say("hold-ended", task=task.title, at=ended, n=kept, places=task.places_left, rows=[[again]])
    else:
        said = say("hold-ended-closed", task=task.title, at=ended, rows=[[way("work")]])
    work.tell(offer.expert_id, said, key=key, priority=Priority.REMINDER)


OVER = (
    select(Offer.id, Offer.task_id)
    .where(Offer.state == OfferState.CLAIMED, col(Offer.held_until) <= NOW)
    .order_by(col(Offer.held_until), col(Offer.id))
    .limit(MOST_AT_ONCE)
)
