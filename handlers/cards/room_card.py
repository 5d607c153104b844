"""A task's card in a room: what anyone there sees of it, kept true until the task has closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, select

from bot.chat.message import Button, Message, text
from bot.chat.texts import Reader
from handlers.cards.offer_card import Standing, field_of, known_as
from handlers.routes import view
from handlers.turn import View, Work
from models.client import Client
from models.delivery import Delivery, DeliveryState, Priority
from models.person import Account
from models.posting import Posting
from models.queries.progress import WAITING
from models.room import Room
from models.task import Task
from models.types import PersonId, PostingId


def put_up(work: Work, posting: Posting, room: Room, task: Task) -> bool:
    """Sends the card, unless it stands there or is on its way; returns whether it was sent."""
    card = _delivery(work, posting.card_key) if posting.begun else None
    if card is not None and card.state in (*WAITING, DeliveryState.SENT):
        return False
    posting.begin(_picture(task, work.now), work.now)
    work.tell(room.person_id, View("room-card", posting.key), key=posting.card_key)
    return True


def put_up_all(work: Work, task: Task) -> None:
    """The task has opened: its cards go out to the rooms that were chosen for it. One that has become unlisted since
    goes to none."""
    if task.unlisted:
        take_back(work, task)
    for posting, room in _postings(work, task):
        put_up(work, posting, room, task)


def take_back(work: Work, task: Task) -> None:
    """A draft goes to no room."""
    work.session.execute(delete(Posting).where(col(Posting.task_id) == task.key))


def refresh(work: Work, task: Task) -> bool:
    """Edits the cards that no longer say what is true; returns whether all do, or can't be mended."""
    true = True
    for posting, room in _postings(work, task):
        true = _is_true(work, posting, room.person_id, task) and true
    return true


@view("room-card")
def made_when_sent(session: Session, subject: PostingId, reader: Reader) -> Message | None:
    """The card as it goes out now."""
    posting = session.get(Posting, subject)
    task = session.get(Task, posting.task_id) if posting else None
    client = session.get(Client, task.client_id) if task else None
    return shown(posting, task, client, reader.now) if posting and task and client else None


def shown(posting: Posting, task: Task, client: Client, now: datetime) -> Message:
    """No hour is anybody's own there: the deadline is in UTC, and says so."""
    heading, stands = text("card-title", title=task.title), _standing(task, now)
    if stands is Standing.CLOSED:
        return Message((heading, text("card-closed")))
    claim = Button(text("button-claim"), "room.claim", (posting.key,), style="primary")
    details = Button(text("button-details"), "room.details", (posting.key,))
    if stands is Standing.FULL:
        return Message((heading, text("room-card-full")), ((details,),))
    terms = text(
        "room-card-terms",
        field=field_of(task),
        client=known_as(client),
        pay=task.pay,
        hourly=task.pay_per_hour,
        minutes=task.minutes,
        places=task.places_left,
        deadline=task.deadline,
        level=text(f"card-level-{int(task.min_level)}"),
    )
    return Message((heading, terms, text("room-card-how")), ((claim, details),))


def _standing(task: Task, now: datetime) -> Standing:
    if not task.is_open(now):
        return Standing.CLOSED
    return Standing.OPEN if task.places_left else Standing.FULL


def _picture(task: Task, now: datetime) -> str:
    """What tells one card from the next."""
    stands = _standing(task, now)
    return f"{stands}:{task.places_left}" if stands is Standing.OPEN else stands.value


def _is_true(work: Work, posting: Posting, room_person: PersonId, task: Task) -> bool:
    picture, was = _picture(task, work.now), posting.shown
    if picture == was and task.is_open(work.now):
        return True
    card = _delivery(work, posting.card_key)
    if card is None or card.state not in (*WAITING, DeliveryState.SENT) or not _is_reachable(work, room_person):
        return True
    last = _delivery(work, posting.edit_key)
    if card.state in WAITING or (last is not None and last.state in WAITING):
        return False
    if last is not None and last.state == DeliveryState.REFUSED:  # somebody took the card away
        return True
    urgent = picture.partition(":")[0] != was.partition(":")[0]
    if posting.shows(picture, work.now, urgent=urgent):
        edit = View("room-card", posting.key, replaces=card.id)
        work.tell(room_person, edit, key=posting.edit_key, priority=Priority.BROADCAST)
    return picture == was


def _is_reachable(work: Work, person_id: PersonId) -> bool:
    open_ = select(Account.id).where(Account.person_id == person_id, col(Account.unreachable_since).is_(None))
    return work.session.exec(open_).first() is not None


def _postings(work: Work, task: Task) -> Sequence[tuple[Posting, Room]]:
    chosen = select(Posting, Room).join(Room, col(Room.id) == col(Posting.room_id))
    return work.session.exec(chosen.where(Posting.task_id == task.key).order_by(col(Posting.id))).all()


def _delivery(work: Work, key: str) -> Delivery | None:
    return work.session.exec(select(Delivery).where(Delivery.dedupe_key == key)).first()
