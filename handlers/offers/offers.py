"""An offer in the expert's hands: claim it, read about it, put it off, or say why it is not for them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.chat.message import Button, Lines, Message, say, text
from handlers.answers import answering
from handlers.cards import places
from handlers.cards.offer_card import CAN_BE_CLAIMED, buttons, card, card_elsewhere, standing
from handlers.credentials.claim_words import in_languages
from handlers.questions.answer_kinds import expects, shortened
from handlers.reminders import reminders
from handlers.routes import on_tap
from handlers.turn import Turn
from models.errors import Refused
from models.offer import REVIEW_WITHIN, DeclineReason, Offer, OfferState
from models.reminder import ReminderKind
from models.task import Task
from models.types import OfferId

EVENING = time(19)
LATER_HOURS = (1, 3)
LEAST_BEFORE_DEADLINE = timedelta(minutes=10)


@on_tap("offer.claim")
def claim(turn: Turn, offer_id: OfferId) -> list[Message]:
    """The expert takes a place and sees the first question."""
    offer, task = places.locked(turn, offer_id)
    if offer.state is OfferState.CLAIMED:
        return [card(turn, offer, task).in_place_of(turn.tapped_id)]
    try:
        places.take(turn, offer, task)
    except Refused as refused:
        return [card(turn, offer, task).in_place_of(turn.tapped_id), say(refused.key, **refused.variables)]
    elsewhere = card_elsewhere(turn, offer, task)
    offer.card_id = turn.tapped_id or offer.card_id
    return [card(turn, offer, task).in_place_of(turn.tapped_id), *elsewhere, *answering.go_on(turn, offer)]


@on_tap("offer.show")
def show(turn: Turn, offer_id: OfferId) -> list[Message]:
    """The card as a new message."""
    offer, task = _own(turn, offer_id)
    return [card(turn, offer, task)]


@on_tap("offer.card")
def back_to_card(turn: Turn, offer_id: OfferId) -> list[Message]:
    """The card again, in place of whatever was opened from it."""
    offer, task = _own(turn, offer_id)
    return [card(turn, offer, task).in_place_of(turn.tapped_id)]


@on_tap("offer.details")
def details(turn: Turn, offer_id: OfferId) -> list[Message]:
    """What is asked, what is expected, how it is reviewed and paid."""
    offer, task = _own(turn, offer_id)
    room = 2400 // len(task.questions)
    asked = Lines(
        tuple(
            text("details-question", n=number, asked=shortened(spec["text"], room), expects=expects(spec))
            for number, spec in enumerate(task.questions, 1)
        )
    )
    terms = text("details-terms", limit=task.time_limit, pay=task.pay, days=REVIEW_WITHIN.days)
    tongue = (in_languages(task),) if task.languages else ()
    said = Message((text("card-title", title=task.title), *tongue, text("details-asked", lines=asked), terms))
    back = Button(text("button-to-card"), "offer.card", (offer.key,))
    first = buttons(standing(offer, task, turn.now), offer)[:1]
    return [Message(said.parts, (*first, (back,))).in_place_of(turn.tapped_id)]


@on_tap("offer.later")
def later(turn: Turn, offer_id: OfferId) -> list[Message]:
    """Offers the times at which a reminder would still be of use."""
    offer, task = _own(turn, offer_id)
    if standing(offer, task, turn.now) not in CAN_BE_CLAIMED:
        return [card(turn, offer, task).in_place_of(turn.tapped_id)]
    choices = {code: at for code, at in _times(turn).items() if at < task.deadline - LEAST_BEFORE_DEADLINE}
    if not choices:
        return [card(turn, offer, task).after(text("later-too-late")).in_place_of(turn.tapped_id)]
    rows = [[Button(text(f"later-{code}", at=at), "offer.later-at", (offer.key, code))] for code, at in choices.items()]
    rows.append([Button(text("button-to-card"), "offer.card", (offer.key,))])
    return [say("later-when", task=task.title, deadline=task.deadline, rows=rows).in_place_of(turn.tapped_id)]


@on_tap("offer.later-at")
def later_at(turn: Turn, offer_id: OfferId, code: str) -> list[Message]:
    """Sets the reminder, and one shortly before the offer closes."""
    offer, task = _own(turn, offer_id)
    at = _times(turn).get(code)
    if at is None or at >= task.deadline or standing(offer, task, turn.now) not in CAN_BE_CLAIMED:
        return later(turn, offer_id)
    offer.tap(turn.now)
    offer.card_id = turn.tapped_id or offer.card_id
    reminders.wanted(turn, ReminderKind.LATER)
    turn.remind(offer.expert_id, ReminderKind.LATER, at=at, about=offer.key)
    closing = task.deadline - min(timedelta(hours=1), (task.deadline - at) / 4)
    if closing - at >= timedelta(minutes=30):
        turn.remind(offer.expert_id, ReminderKind.OFFER_CLOSES, at=closing, about=offer.key)
    return [card(turn, offer, task).after(text("later-set", at=at)).in_place_of(turn.tapped_id)]


@on_tap("offer.decline")
def decline(turn: Turn, offer_id: OfferId) -> list[Message]:
    """Asks why it is not for them."""
    offer, task = _own(turn, offer_id)
    if standing(offer, task, turn.now) not in CAN_BE_CLAIMED:
        return [card(turn, offer, task).in_place_of(turn.tapped_id)]
    rows = [
        [Button(text(f"decline-{reason.value}"), "offer.decline-because", (offer.key, reason.value))]
        for reason in DeclineReason
    ]
    rows.append([Button(text("button-to-card"), "offer.card", (offer.key,))])
    return [say("decline-why", task=task.title, rows=rows).in_place_of(turn.tapped_id)]


@on_tap("offer.decline-because")
def decline_because(turn: Turn, offer_id: OfferId, reason: str) -> list[Message]:
    """Keeps the reason; the card says that it can be had back."""
    offer, task = places.locked(turn, offer_id)
    offer.decline(DeclineReason(reason), turn.now)
    offer.card_id = turn.tapped_id or offer.card_id
    _forget_put_off(turn, offer)
    return [card(turn, offer, task).in_place_of(turn.tapped_id)]


@on_tap("offer.show-again")
def show_again(turn: Turn, offer_id: OfferId) -> list[Message]:
    """Takes "not for me" back."""
    offer, task = places.locked(turn, offer_id)
    offer.show_again()
    return [card(turn, offer, task).in_place_of(turn.tapped_id)]


def _own(turn: Turn, offer_id: OfferId) -> tuple[Offer, Task]:
    """The person's own offer and its task, to look at; the first look is noted for the funnel."""
    offer = turn.get(Offer, offer_id)
    if offer.expert_id != turn.person.key:
        raise Refused("not-yours")
    offer.tap(turn.now)
    return offer, turn.get(Task, offer.task_id)


def _forget_put_off(turn: Turn, offer: Offer) -> None:
    for kind in (ReminderKind.LATER, ReminderKind.OFFER_CLOSES):
        turn.forget_reminder(offer.expert_id, kind, about=offer.key)


def _times(turn: Turn) -> dict[str, datetime]:
    """When a reminder may come, by the button's code; this evening only while it is still ahead."""
    times = {f"in-{hours}": turn.now + timedelta(hours=hours) for hours in LATER_HOURS}
    zone = ZoneInfo(turn.person.timezone)
    evening = datetime.combine(turn.now.astimezone(zone).date(), EVENING, tzinfo=zone).astimezone(turn.now.tzinfo)
    if evening - turn.now > timedelta(hours=LATER_HOURS[-1]):
        times["evening"] = evening
    return times
