"""Rooms: someone brings the bot into a chat of many people, recruiters post tasks there, and it is taken out again."""

from __future__ import annotations

from sqlalchemy import ColumnElement
from sqlalchemy import select as sql_select
from sqlmodel import col, or_, select

from bot.chat.event import Brought
from bot.chat.message import Button, Message, say, text
from handlers.cards import room_card
from handlers.help import way
from handlers.questions.answer_kinds import shortened
from handlers.routes import on_tap
from handlers.scope import employers, own_task
from handlers.turn import Turn, Work
from models.errors import Refused
from models.membership import Role
from models.person import Account, Person
from models.posting import Posting
from models.room import Room
from models.task import Task, TaskState
from models.types import ClientId, PersonId, RoomId, TaskId

MOST_SHOWN = 20
LONGEST_TITLE = 60


def brought(turn: Turn, what: Brought) -> list[Message]:
    """The bot is in a room now; whoever brought it hears what can be done there."""
    room = _found(turn, what) or _made(turn, what)
    room.bring(turn.person.key, _client(turn), turn.now)
    room.title = _title(what)
    turn.session.flush()
    turn.note("room-brought", f"room:{room.key}", turn.person.key)
    if turn.may(Role.RECRUITER):
        return [say("room-brought", room=room.title, rows=[[way("newtask"), way("tasks")]])]
    return [say("room-brought-by-nobody", room=room.title)]


def renamed(turn: Turn, title: str) -> list[Message]:
    """Nobody needs to hear of it."""
    room = turn.session.exec(select(Room).where(Room.person_id == turn.person.key)).first()
    if room is not None:
        room.title = title[:LONGEST_TITLE]
    return []


@on_tap("task.rooms")
def choose(turn: Turn, task_id: TaskId) -> list[Message]:
    """The rooms where this recruiter may post this task, or how there come to be some."""
    task = own_task(turn, task_id)
    _expect_postable(task)
    rooms = turn.session.exec(
        select(Room)
        .join(Account, col(Account.person_id) == col(Room.person_id))
        .where(_usable(turn, task), col(Account.unreachable_since).is_(None))
        .order_by(col(Room.title), col(Room.id))
        .limit(MOST_SHOWN)
    ).all()
    if not rooms:
        again = Button(text("room-look-again"), "task.rooms", (task.key,))
        return [say("room-none", rows=[[again]])]
    return [say("room-which", task=task.title, rows=[[_button(task, room)] for room in rooms])]


@on_tap("task.post")
def post(turn: Turn, task_id: TaskId, room_id: RoomId) -> list[Message]:
    """Puts the task's card up in a room, once; a draft's when it is broadcast."""
    task = own_task(turn, task_id)
    _expect_postable(task)
    room = turn.lock(Room, room_id)
    if not room.serves(task.client_id, turn.person.key):
        raise Refused("gone")
    _expect_there(turn, room)
    room.client_id = task.client_id
    turn.get(Person, room.person_id).language = turn.person.language
    posting = _posting(turn, task, room)
    if task.state is TaskState.DRAFT:
        rows = [[Button(text("task-show"), "draft.show", (task.key,))]]
        return [say("room-waits", task=task.title, room=room.title, rows=rows)]
    posting.posted_by = turn.person.key
    new = room_card.put_up(turn, posting, room, task)
    return [say("room-posted" if new else "room-posted-already", task=task.title, room=room.title)]


def sweep(work: Work) -> None:
    """Tells of rooms that the bot was taken out of those who have an open task there, once."""
    for room, since in work.session.execute(LOST).all():
        for person_id in _posters(work, room):
            told = say("room-lost", room=room.title, rows=[[way("tasks")]])
            work.tell(person_id, told, key=f"room-lost:{room.key}:{since}:{person_id}")
        room.gone_told_at = work.now


def _posters(work: Work, room: Room) -> list[PersonId]:
    there = (
        select(Posting.posted_by)
        .join(Task, col(Task.id) == col(Posting.task_id))
        .where(Posting.room_id == room.key, col(Task.state) != TaskState.CLOSED)
    )
    return [PersonId(one) for one in work.session.exec(there.distinct())]


def _usable(turn: Turn, task: Task) -> ColumnElement[bool]:
    """As `Room.serves`, for the rooms of a task."""
    own = col(Room.client_id).is_(None) & (col(Room.brought_by) == turn.person.key)
    return or_(col(Room.client_id) == task.client_id, own)


def _client(turn: Turn) -> ClientId | None:
    """Whose room it is from the start: where its bringer recruits for one client alone."""
    if not turn.may(Role.RECRUITER) or turn.may(Role.ADMIN):
        return None
    clients = employers(turn)
    return clients[0] if len(clients) == 1 else None


def _found(turn: Turn, what: Brought) -> Room | None:
    found = turn.session.exec(
        select(Room, Account)
        .join(Account, col(Account.person_id) == col(Room.person_id))
        .where(Account.platform == turn.account.platform, Account.external_id == what.external_id)
    ).first()
    if found is None:
        return None
    room, account = found
    account.unreachable_since, account.chat_id = None, what.chat_id
    return room


def _made(turn: Turn, what: Brought) -> Room:
    """With a row that stands for it and an account, so that it is written to like anyone."""
    stand_in = Person(language=turn.person.language, created_at=turn.now)
    turn.session.add(stand_in)
    turn.session.flush()
    turn.session.add(
        Account(
            person_id=stand_in.key,
            platform=turn.account.platform,
            external_id=what.external_id,
            chat_id=what.chat_id,
            last_seen_at=turn.now,
        )
    )
    room = Room(person_id=stand_in.key, title=_title(what), brought_by=turn.person.key, brought_at=turn.now)
    turn.session.add(room)
    return room


def _title(what: Brought) -> str:
    return (what.title or what.chat_id)[:LONGEST_TITLE]


def _posting(turn: Turn, task: Task, room: Room) -> Posting:
    there = select(Posting).where(Posting.task_id == task.key, Posting.room_id == room.key)
    posting = turn.session.exec(there).first()
    if posting is None:
        posting = Posting(task_id=task.key, room_id=room.key, posted_by=turn.person.key, shown_at=turn.now)
        turn.session.add(posting)
        turn.session.flush()
    return posting


def _expect_postable(task: Task) -> None:
    """Raises Refused "room-task-closed", or "room-unlisted" where those who don't match are not to see it."""
    if task.state is TaskState.CLOSED:
        raise Refused("room-task-closed", task=task.title)
    if task.unlisted:
        raise Refused("room-unlisted", task=task.title)


def _expect_there(turn: Turn, room: Room) -> None:
    account = turn.session.exec(select(Account).where(Account.person_id == room.person_id)).one()
    if account.unreachable_since is not None:
        raise Refused("room-gone", room=room.title)


def _button(task: Task, room: Room) -> Button:
    return Button(text("room-post", room=shortened(room.title, LONGEST_TITLE)), "task.post", (task.key, room.key))


_SINCE = sql_select(col(Account.unreachable_since)).where(col(Account.person_id) == col(Room.person_id))
_GONE = _SINCE.limit(1).scalar_subquery()  # asked room by room: there are few, among very many accounts
_UNTOLD = or_(col(Room.gone_told_at).is_(None), col(Room.gone_told_at) < _GONE)
LOST = sql_select(Room, _GONE).where(_GONE.is_not(None), _UNTOLD).order_by(col(Room.id))
