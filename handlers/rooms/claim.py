"""Someone presses a button of a card in a room: whoever it is, the answer is in their own chat."""

from __future__ import annotations

from sqlmodel import select

from bot.chat.message import Button, Message, say, text
from handlers.answers import answering
from handlers.cards import places, sending
from handlers.cards.offer_card import card_elsewhere
from handlers.offers import offers, why
from handlers.onboarding.onboarding import ONBOARDING
from handlers.onboarding.start import ways
from handlers.routes import on_shared_tap
from handlers.talking import talk
from handlers.turn import Turn, View
from models.broadcast import Broadcast
from models.client import Client
from models.delivery import Delivery
from models.errors import Refused
from models.offer import Offer, OfferState
from models.posting import Posting
from models.queries import audience
from models.queries.openings import Opening
from models.rivalry import rivals
from models.room import Room
from models.task import Task
from models.types import PostingId


@on_shared_tap("room.claim")
def claim(turn: Turn, pressed: Delivery, posting_id: PostingId) -> list[Message]:
    """Who may, takes a place and sees the first question; everyone else sees what is in the way."""
    task = _task(turn, pressed, posting_id)
    offer = _offer(turn, task)
    in_the_way = [] if offer else _in_the_way(turn, task)
    return in_the_way or _claimed(turn, task, offer)


@on_shared_tap("room.details")
def details(turn: Turn, pressed: Delivery, posting_id: PostingId) -> list[Message]:
    """What is asked is shown to whoever may claim, and to nobody else."""
    task = _task(turn, pressed, posting_id)
    offer = _offer(turn, task)
    if offer is not None:
        return offers.details(turn, offer.key)
    in_the_way = _in_the_way(turn, task)
    if in_the_way:
        return in_the_way
    made = _made(turn, task)
    (shown,) = offers.details(turn, made.key)
    turn.tell(turn.person.key, shown, key=f"offer:{made.key}")
    return []


def _task(turn: Turn, pressed: Delivery, posting_id: PostingId) -> Task:
    """The task of the card that was pressed, locked. Refused "gone" where the card is in another room."""
    posting = turn.get(Posting, posting_id)
    if turn.get(Room, posting.room_id).person_id != pressed.person_id:
        raise Refused("gone")
    return turn.lock(Task, posting.task_id)


def _offer(turn: Turn, task: Task) -> Offer | None:
    own = select(Offer).where(Offer.task_id == task.key, Offer.expert_id == turn.person.key)
    return turn.session.exec(own.with_for_update()).first()


def _in_the_way(turn: Turn, task: Task) -> list[Message]:
    """What keeps someone without an offer from one, and the way on; nothing where they match."""
    if task.created_by == turn.person.key:
        return [say("room-own", task=task.title, rows=[[Button(text("task-show"), "task.show", (task.key,))]])]
    if not task.is_open(turn.now):
        return [say("room-task-closed", task=task.title, rows=[ways("work" if turn.expert else "start")])]
    if turn.expert is None:
        first, *others = talk.begin(turn, ONBOARDING)
        return [first.after(text("room-welcome", task=task.title)), *others]
    wanted = audience.criteria(task, turn.get(Client, task.client_id), rivals(turn.session))
    them = audience.candidate(turn.session, turn.expert)
    failed = audience.failed(wanted, them, turn.now)
    if failed:
        said = why.told(turn, them, [Opening(wanted, task.pay, failed)])
        parts, rows = (said.parts[1:], said.rows) if said else ((), ())
        return [Message((text("room-not-for-you", task=task.title), *parts), rows)]
    return [] if task.places_left else [say("offer-full", task=task.title)]


def _claimed(turn: Turn, task: Task, offer: Offer | None) -> list[Message]:
    """The place, with the card and the first question; or why it could not be had, with the card to claim by later."""
    if offer is not None and offer.state is OfferState.CLAIMED:
        go_on = Button(text("button-answer"), "offer.answer", (offer.key,), style="primary")
        return [say("room-yours-already", task=task.title, rows=[[go_on]])]
    came_by_itself = offer is None
    offer = offer or _made(turn, task)
    refusal = _refusal(turn, task, offer)
    if not came_by_itself:
        return refusal or [*card_elsewhere(turn, offer, task), *answering.go_on(turn, offer)]
    card = View("offer-card", offer.key)
    turn.tell(turn.person.key, card, key=f"offer:{offer.key}")
    for place, message in enumerate(refusal or answering.go_on(turn, offer)):
        turn.tell(turn.person.key, message, key=f"offer:{offer.key}:from-room:{place}")
    return []


def _refusal(turn: Turn, task: Task, offer: Offer) -> list[Message]:
    try:
        places.take(turn, offer, task)
    except Refused as refused:
        return [say(refused.key, **refused.variables)]
    return []


def _made(turn: Turn, task: Task) -> Offer:
    """An offer for who came for it; it counts to the task's broadcast."""
    sent = turn.session.exec(select(Broadcast).where(Broadcast.task_id == task.key).with_for_update()).one()
    return sending.offer_one(turn, sent, task.key, turn.person.key)
