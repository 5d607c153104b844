"""Who and what a test begins with: experts, clients, tasks, offers, as rows in the chat's database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, TypeVar

from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, select

from handlers.turn import View, Work
from models.client import Client
from models.credential import CheckMethod, Credential, CredentialKind, Level
from models.expert import Seniority
from models.offer import Offer, OfferState
from models.person import Account, Person
from models.task import Task, TaskState
from models.types import OfferId, PersonId, TaskId
from tests import newcomers
from tests.chat import Chat, Chatter

T = TypeVar("T")
Row = TypeVar("Row", bound=SQLModel)

CHOICE: dict[str, Any] = {
    "kind": "choice",
    "text": "Is the liver cirrhotic?",
    "rule": {"options": ["Yes", "No", "Can't tell"]},
}
NUMBER: dict[str, Any] = {"kind": "number", "text": "What is the bilirubin?", "rule": {"unit": "mg/dL"}}
WORDS: dict[str, Any] = {"kind": "text", "text": "Why?", "rule": {"min_length": 5, "max_length": 200}}


def expert(
    chat: Chat,
    name: str,
    *,
    language: str = "en",
    timezone: str = "UTC",
    field: str = "hepatology",
    level: Level = Level.LISTED,
    min_rate_minor: int = 2000,
    quiet: tuple[time, time] | None = None,
) -> Chatter:
    """Someone who has joined as an expert, with one verified credential in their field."""
    chatter = chat.person(name, language)
    quiet_from, quiet_to = quiet or (None, None)

    def join(session: Session) -> None:
        person_id = newcomers.account(
            session,
            chat.now,
            chatter.external_id,
            name=chatter.name,
            username=chatter.name.lower(),
            language=chatter.language,
            timezone=timezone,
        ).person_id
        session.add(
            newcomers.expert(
                person_id,
                chat.now,
                field_code=field,
                seniority=Seniority.PRACTISING,
                min_rate_minor=min_rate_minor,
                quiet_from=quiet_from,
                quiet_to=quiet_to,
                languages=frozenset({language}),
            )
        )
        if level > Level.CLAIMED:
            session.add(_credential(person_id, field, level, chat.now))

    within(chat, join)
    return chatter


def person_id(chat: Chat, chatter: Chatter) -> PersonId:
    """The row of someone who has one."""

    def find(session: Session) -> PersonId:
        return session.exec(select(Account).where(Account.external_id == chatter.external_id)).one().person_id

    return within(chat, find)


def task(
    chat: Chat,
    *,
    title: str = "Liver scans",
    questions: list[dict[str, Any]] | None = None,
    field: str = "hepatology",
    min_level: Level = Level.CLAIMED,
    pay_minor: int = 4000,
    minutes: int = 20,
    places: int = 3,
    open_for: timedelta = timedelta(hours=8),
    client: str = "Acme Labs",
) -> TaskId:
    """An open task of a client whose pseudonym is "A European laboratory"."""

    def create(session: Session) -> TaskId:
        payer = session.exec(select(Client).where(Client.name == client)).first()
        if payer is None:
            payer = Client(name=client, pseudonym="A European laboratory", created_at=chat.now)
            session.add(payer)
        author = Person(name="Rana", created_at=chat.now)
        session.add(author)
        session.flush()
        assert payer.id is not None
        made = Task(
            client_id=payer.id,
            created_by=author.key,
            title=title,
            questions=questions or [CHOICE],
            field_code=field,
            min_level=int(min_level),
            pay_minor=pay_minor,
            currency="USD",
            minutes=minutes,
            places=places,
            places_left=places,
            deadline=chat.now + open_for,
            state=TaskState.OPEN,
            created_at=chat.now,
        )
        session.add(made)
        session.flush()
        return made.key

    return within(chat, create)


def offer(chat: Chat, task_id: TaskId, chatter: Chatter, *, send: bool = True) -> OfferId:
    """The task offered to an expert; its card arrives at once."""
    expert_id = person_id(chat, chatter)

    def create(session: Session) -> OfferId:
        made = Offer(task_id=task_id, expert_id=expert_id, state=OfferState.OFFERED, offered_at=chat.now)
        session.add(made)
        session.flush()
        return made.key

    offer_id = within(chat, create)
    if send:

        def card(work: Work) -> None:
            work.tell(expert_id, View("offer-card", offer_id), key=f"offer:{offer_id}")

        chat.sweep(card)
    return offer_id


def row(chat: Chat, table: type[Row], key: Any) -> Row:
    """A row as it is now."""

    def find(session: Session) -> Row:
        found = session.get(table, key)
        assert found is not None, f"no {table.__name__} {key}"
        return found

    return within(chat, find)


def rows(chat: Chat, table: type[Row]) -> list[Row]:
    """All rows of a table, in the order of their keys."""
    return within(chat, lambda session: list(session.exec(select(table).order_by(*inspect(table).primary_key))))


def within(chat: Chat, work: Callable[[Session], T]) -> T:
    """Does something to the database, committed."""
    with chat.database.transaction() as session:
        return work(session)


def _credential(person_id: PersonId, field: str, level: Level, now: datetime) -> Credential:
    held = Credential(
        person_id=person_id,
        kind=CredentialKind.LICENCE,
        method=CheckMethod.REGISTER,
        field_code=field,
        claim="1234567893",
        claimed_at=now,
    )
    held.verify(level, "NPPES", now, timedelta(days=365))
    return held
