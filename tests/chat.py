"""Tests read as chats: people who write and tap, against the real inbox on a real database.

What a person sees is what the renderer makes of the stored deliveries, in their language; an edit takes the place
of the message that it changes. Only the platform is left out here: `tests/platforms` has that.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import bindparam
from sqlmodel import Session, col, or_, select

from bot.chat import token
from bot.chat.event import Brought, Command, Event, Finished, Sender, Tap, Upload, What, Words
from bot.chat.message import Button, Message
from bot.chat.texts import Reader, compose, plain
from bot.chat.wire import load_message
from bot.database import Database
from bot.inbox import Inbox
from bot.queue.mailroom import Due, store
from handlers.policy import Policy
from handlers.routes import VIEWS
from handlers.sweeps import Sweep
from handlers.turn import Work
from models.broadcast import Broadcast, BroadcastState
from models.delivery import Delivery, DeliveryState
from models.job import Job, JobState
from models.person import Account, Person
from models.queries import cards
from models.tables import metadata
from tests import idle

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


_HALTED = select(Broadcast.id).where(Broadcast.state != BroadcastState.SENDING)
_WAITING = (
    select(Delivery, Account, Person)
    .join(Account, col(Account.id) == Delivery.account_id, isouter=True)
    .join(Person, col(Person.id) == Delivery.person_id, isouter=True)
    .where(
        Delivery.state == DeliveryState.DUE,
        col(Delivery.not_before) <= bindparam("now"),
        Delivery.channel != "silent",
        or_(col(Delivery.broadcast_id).is_(None), col(Delivery.broadcast_id).not_in(_HALTED)),
    )
    .order_by(col(Delivery.id))
)
"""What a platform would take by now, each with whom it is for."""


@dataclass
class Shown:
    """A message as it stands in someone's chat. `text` is bare of markup and direction marks."""

    delivery_id: int
    text: str
    html: str
    rows: list[list[tuple[str, str]]]
    file: str = ""
    root: int = 0

    @property
    def labels(self) -> list[str]:
        return [label for row in self.rows for label, _ in row]


@dataclass
class Chatter:
    """One person with one chat: what they do, and what they see."""

    chat: Chat
    name: str
    external_id: str
    language: str = "en"
    messages: list[Shown] = field(default_factory=list)
    platform: str = "telegram"

    def writes(self, words: str) -> Chatter:
        """Sends a text, or a command where it starts with a slash."""
        word, _, rest = words.partition(" ")
        self.does(Command(word[1:], rest.strip()) if words.startswith("/") else Words(words))
        return self

    def types_bare(self, word: str) -> Chatter:
        """Types a word that is also a command's, on a platform where commands need no slash."""
        self.does(Words(word, Command(word.lower())))
        return self

    def taps(self, label: str, *, again: bool = False) -> Chatter:
        """Taps the newest button whose label contains the text; `again` repeats that same tap."""
        if not again:
            self._last_tap = self._button(label)
        self.does(Tap(self._last_tap))
        return self

    def presses(self, label: str, room: Chatter) -> Chatter:
        """Taps a button of a message in a room."""
        self.does(Tap(room._button(label)))
        return self

    def brings_the_bot_into(self, room: Chatter) -> Chatter:
        self.does(Brought(room.external_id, room.external_id, room.name))
        return self

    def uploads(
        self,
        name: str = "diploma.pdf",
        *,
        size: int = 2048,
        kind: str = "file",
        mime: str = "application/pdf",
    ) -> Chatter:
        self.does(Upload(kind, f"handle-{name}", name, size, mime))
        return self

    def does(self, what: What, event_id: str = "") -> None:
        self.chat.at_once([self.event(what, event_id)])

    def event(self, what: What, event_id: str = "") -> Event:
        """What the platform would report of it; for a batch with others'."""
        sender = Sender(self.platform, self.external_id, self.external_id, self.name, self.name.lower(), self.language)
        return Event(event_id or f"e{next(self.chat.counter)}", sender, what)

    def tap(self, label: str) -> Event:
        """A tap that has not been handled yet."""
        return self.event(Tap(self._button(label)))

    @property
    def last(self) -> Shown:
        """The newest message, or the one edited last."""
        assert self.messages, f"{self.name} has seen nothing"
        return max(self.messages, key=lambda shown: shown.delivery_id)

    def sees(self, words: str) -> bool:
        """Whether the last message contains the words; the assertion error shows what it was."""
        assert words in self.last.text, f"{self.name} sees:\n{self.last.text}\n{self.last.labels}"
        return True

    def has_seen(self, words: str) -> bool:
        """Whether any message, as it stands now, contains the words."""
        assert any(words in shown.text for shown in self.messages), "\n---\n".join(m.text for m in self.messages)
        return True

    def never_sees(self, words: str) -> bool:
        assert not any(words in shown.text for shown in self.messages), words
        return True

    def _button(self, label: str) -> str:
        for shown in sorted(self.messages, key=lambda one: -one.delivery_id):
            for row in shown.rows:
                for text, what in row:
                    if label in text:
                        return what
        raise AssertionError(f"{self.name} has no button {label!r}; sees:\n{self.last.text}\n{self.last.labels}")


class Chat:
    """The service without a platform: an inbox, a database in memory, a clock to move.

    Args:
        where: a database with its tables, or the address of one that gets them.
    """

    def __init__(self, where: str | Database = "sqlite://") -> None:
        self.database = Database(where) if isinstance(where, str) else where
        if isinstance(where, str):
            metadata.create_all(self.database.engine)
        self.now = START
        self.rng = Random(7)
        self.policy = Policy(bot_links={"telegram": "https://t.me/callboard_bot?start="})
        self.counter = itertools.count(1)
        self.people: dict[str, Chatter] = {}
        self.inbox = Inbox(self.database, self.policy, self.rng, lambda: self.now, lambda due: None)

    def person(self, name: str, language: str = "en", platform: str = "telegram") -> Chatter:
        """Someone who has the bot's chat open; the same one for the same name on the same platform."""
        key = name if platform == "telegram" else f"{name} on {platform}"
        if key not in self.people:
            number = str(1000 + len(self.people))
            external_id = number if platform == "telegram" else f"T1:U{number}"
            self.people[key] = Chatter(self, name, external_id, language, platform=platform)
        return self.people[key]

    def room(self, title: str = "#liver") -> Chatter:
        """A chat of many people; what it sees is what everyone there sees."""
        room = self.person(title)
        room.external_id = f"-{room.external_id}"
        return room

    def later(self, **length: float) -> None:
        """Moves the clock: `chat.later(minutes=10)`."""
        self.now += timedelta(**length)

    def sweep(self, *works: Sweep | Callable[[Work], object]) -> None:
        """Lets the clock do pieces of work, each in a transaction of its own, and shows what they said."""
        for one in works:
            work = one.run if isinstance(one, Sweep) else one
            with self.database.transaction() as session:
                task = Work(session, self.now, self.rng, self.policy)
                with idle.held_to_its_word(task, work):
                    work(task)
                    session.flush()
                store(session, task.outgoing, {}, self.now)
        self.arrive()

    def finish(self, kind: str, error: str = "", **result: object) -> None:
        """Ends the oldest due job of this kind, as the engine would."""
        with self.database.transaction() as session:
            job = session.exec(select(Job).where(Job.kind == kind, Job.state == JobState.DUE).order_by("id")).first()
            assert job is not None and job.id is not None, f"no job {kind!r} is due"
            job.end(JobState.FAILED if error else JobState.DONE)
            account = session.get(Account, job.account_id)
            assert account is not None
            sender = Sender(account.platform, account.external_id, account.chat_id)
            job_id = job.id
        event = Event(f"job:{job_id}", sender, Finished(job_id, kind, dict(result), error))
        self.receive(self.inbox.handle([event]))

    def jobs(self, kind: str) -> list[dict[str, object]]:
        """The payloads of the due jobs of a kind, oldest first."""
        with self.database.transaction() as session:
            due = select(Job).where(Job.kind == kind, Job.state == JobState.DUE).order_by("id")
            return [job.payload for job in session.exec(due)]

    def at_once(self, events: list[Event]) -> None:
        """Handles what several people did in one batch."""
        self.receive(self.inbox.handle(events))

    def receive(self, due: list[Due]) -> None:
        """Shows everything that is to be sent by now."""
        self.arrive()

    def arrive(self) -> None:
        """Sends what is due by now, as the outbox would; a silent platform takes nothing."""
        with self.database.transaction() as session:
            for delivery, account, person in session.execute(_WAITING, {"now": self.now}).all():
                with cards.counting_these(session, [delivery.id] if delivery.broadcast_id else []):
                    self._show(session, delivery, account, person)

    def _show(self, session: Session, delivery: Delivery, account: Account | None, person: Person | None) -> None:
        assert account is not None and person is not None and delivery.id is not None
        chatter = next(c for c in self.people.values() if c.external_id == account.external_id)
        reader = Reader(person.language, person.timezone, self.now)
        message = _message(session, delivery, reader)
        if message is None:
            delivery.state = DeliveryState.CANCELLED
            return
        delivery.state, delivery.sent_at = DeliveryState.SENT, self.now
        shown = _shown(delivery.id, message, reader, spelled="view" in delivery.body)
        edited = delivery.edits
        if edited is None:
            shown.root = delivery.id
            chatter.messages.append(shown)
            delivery.external_id = str(delivery.id)
            return
        first = session.get(Delivery, edited)
        assert first is not None
        delivery.external_id = first.external_id
        place = next(i for i, m in enumerate(chatter.messages) if m.root == int(first.external_id))
        shown.root = int(first.external_id)
        chatter.messages[place] = shown


def _message(session: Session, delivery: Delivery, reader: Reader) -> Message | None:
    if "view" in delivery.body:
        name, subject = delivery.body["view"]
        return VIEWS[name](session, subject, reader)
    return load_message(delivery.body)


def _shown(delivery_id: int, message: Message, reader: Reader, *, spelled: bool) -> Shown:
    place = itertools.count()

    def what(button: Button) -> str:
        number = next(place)
        return token.spelled(delivery_id, button) if spelled else token.stored(delivery_id, number)

    rows = [[(bare(plain(button.label, reader)), what(button)) for button in row] for row in message.rows]
    marked = compose(message, reader)
    return Shown(delivery_id, bare(html.unescape(re.sub(r"<[^>]+>", "", marked))), marked, rows, message.file)


def bare(words: str) -> str:
    """Without the invisible marks of direction."""
    return re.sub("[\u2066-\u2069\u200e\u200f]", "", words)
