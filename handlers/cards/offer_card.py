"""The card: one task as one expert sees it, in whatever state it has come to."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, select

from bot.chat.message import Arg, Button, Labels, Message, Rows, Text, text
from bot.chat.texts import Reader
from handlers.help import way
from handlers.routes import view
from handlers.turn import Turn, Work
from models.client import PSEUDONYMS, Client
from models.delivery import Delivery
from models.field import by_code
from models.loaded import loaded
from models.offer import CLAIMABLE, Offer, OfferState
from models.task import Task
from models.types import DeliveryId, OfferId


class Standing(StrEnum):
    """What an offer comes to for its expert, its task taken into account. Each has the text `card-<value>`."""

    OPEN = "open"
    DECLINED = "declined"
    RETURNED = "returned"
    EXPIRED = "expired"
    HELD = "held"
    FULL = "full"
    CLOSED = "closed"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


CAN_BE_CLAIMED = (Standing.OPEN, Standing.RETURNED, Standing.EXPIRED)


def standing(offer: Offer, task: Task, now: datetime) -> Standing:
    """What the offer comes to now."""
    match offer.state:
        case OfferState.SUBMITTED | OfferState.ACCEPTED | OfferState.REJECTED | OfferState.CLOSED:
            return Standing(offer.state.value)
        case OfferState.CLAIMED:
            return Standing.HELD
    if not task.is_open(now):
        return Standing.CLOSED
    if task.places_left < 1:
        return Standing.FULL
    if offer.declined_because:
        return Standing.DECLINED
    return Standing.OPEN if offer.state is OfferState.OFFERED else Standing(offer.state.value)


def offer_card(task: Task, client: Client, now: datetime, offer: Offer | None = None) -> Message:
    """The card of an offer with the buttons that fit its state; without an offer, what anyone would see first."""
    if offer is None:
        return Message((_heading(task), _terms(task, client, now)))
    stands = standing(offer, task, now)
    parts: tuple[Text, ...]
    match stands:
        case Standing.OPEN:
            parts = (_heading(task), _terms(task, client, now))
        case Standing.RETURNED | Standing.EXPIRED:
            parts = (_heading(task), text(f"card-{stands}"), _terms(task, client, now))
        case _:
            parts = (_heading(task), _news(stands, offer, task, now))
    return Message(parts, buttons(stands, offer))


def buttons(stands: Standing, offer: Offer) -> Rows:
    """Only what may be done in that state."""
    offer_id = offer.key
    if stands in CAN_BE_CLAIMED:
        return (
            (Button(text("button-claim"), "offer.claim", (offer_id,), style="primary"),),
            (Button(text("button-details"), "offer.details", (offer_id,)),),
            (
                Button(text("button-later"), "offer.later", (offer_id,)),
                Button(text("button-not-for-me"), "offer.decline", (offer_id,)),
            ),
        )
    if stands is Standing.HELD:
        answer = Button(text("button-answer"), "offer.answer", (offer_id,), style="primary")
        more = (Button(text("button-more-time"), "offer.more-time", (offer_id,)),)
        back = Button(text("button-hand-back"), "offer.hand-back", (offer_id,))
        return ((answer,), (*(more if not offer.more_time_given else ()), back))
    if stands is Standing.DECLINED:
        return ((Button(text("button-show-again"), "offer.show-again", (offer_id,)),),)
    if stands in (Standing.ACCEPTED, Standing.REJECTED, Standing.SUBMITTED):
        return ((way("earnings"),),)
    return ((way("work"),),)


def known_as(client: Client) -> Arg:
    """What experts may know it by: its pseudonym as somebody wrote it, or one of ours in the reader's language."""
    if not client.pseudonym:
        return text("client-numbered", number=str(client.id))
    return text(client.pseudonym) if client.pseudonym in PSEUDONYMS else client.pseudonym


def field_of(task: Task) -> Labels:
    """The field that a task needs, by its names."""
    field = by_code(task.field_code)
    return Labels({"en": field.label_en, "ar": field.label_ar})


@view("offer-card", of=Offer)
def made_when_sent(session: Session, subject: OfferId, reader: Reader) -> Message | None:
    """The card of an offer that goes out now; nothing where there is nothing to claim any more."""
    offer = loaded(session, Offer, subject)
    task = loaded(session, Task, offer.task_id) if offer else None
    client = loaded(session, Client, task.client_id) if task else None
    if offer is None or task is None or client is None:
        return None
    gone = (Standing.FULL, Standing.CLOSED, Standing.DECLINED)
    if offer.state in CLAIMABLE and standing(offer, task, reader.now) in gone:
        return None
    return offer_card(task, client, reader.now, offer)


def card(turn: Turn, offer: Offer, task: Task) -> Message:
    """The card as a handler says it."""
    return offer_card(task, turn.get(Client, task.client_id), turn.now, offer)


def shown_at(work: Work, offer: Offer) -> DeliveryId | None:
    """The delivery that shows the card: the one tapped last, else the one that it first came in."""
    if offer.card_id is not None:
        return offer.card_id
    first = work.session.exec(select(Delivery).where(Delivery.dedupe_key == f"offer:{offer.key}")).first()
    return first.id if first else None


def card_elsewhere(turn: Turn, offer: Offer, task: Task) -> list[Message]:
    """The card edited where it stands, unless that is the message whose button was just tapped."""
    place = shown_at(turn, offer)
    shown = turn.session.get(Delivery, place) if place else None
    if shown is None or shown.account_id != turn.account.id:
        return []
    if turn.tapped is not None and turn.tapped.external_id == shown.external_id:
        return []
    return [card(turn, offer, task).in_place_of(shown.id)]


def _heading(task: Task) -> Text:
    return text("card-title", title=task.title)


def _terms(task: Task, client: Client, now: datetime) -> Text:
    return text(
        "card-terms",
        field=field_of(task),
        client=known_as(client),
        pay=task.pay,
        hourly=task.pay_per_hour,
        minutes=task.minutes,
        questions=len(task.questions),
        places=task.places_left,
        deadline=task.deadline,
        left=task.deadline - now,
        level=text(f"card-level-{int(task.min_level)}"),
    )


def _news(stands: Standing, offer: Offer, task: Task, now: datetime) -> Text:
    variables: dict[str, Arg] = {}
    if stands is Standing.HELD and offer.held_until:
        variables = {"until": offer.held_until, "left": offer.held_until - now, "places": task.places_left}
    elif stands is Standing.SUBMITTED and offer.decided_by:
        variables = {"pay": task.pay, "by": offer.decided_by}
    elif stands is Standing.ACCEPTED:
        variables = {"pay": task.pay}
    return text(f"card-{stands}", **variables)
