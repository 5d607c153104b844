"""Recruiters and reviewers for the tests, and the way through describing a task."""

from __future__ import annotations

from sqlmodel import Session, select

from models.client import Client
from models.membership import Membership, Role
from models.types import ClientId
from tests import make
from tests.chat import Chat, Chatter


def recruiter(chat: Chat, name: str = "Rana", *, client: str = "Acme Labs", language: str = "en") -> Chatter:
    """Someone who recruits for a client."""
    return member(chat, name, Role.RECRUITER, client=client, language=language)


def member(
    chat: Chat, name: str, role: Role, *, client: str = "", language: str = "en", platform: str = "telegram"
) -> Chatter:
    """Someone with a role, on top of those that they hold."""
    chatter = chat.person(name, language, platform)
    if not chatter.messages:
        chatter.writes("/help")
    person_id = make.person_id(chat, chatter)

    def grant(session: Session) -> None:
        client_id = _client(session, chat, client) if client else None
        session.add(Membership(person_id=person_id, role=role, client_id=client_id, granted_at=chat.now))

    make.within(chat, grant)
    return chatter


def _client(session: Session, chat: Chat, name: str) -> ClientId:
    found = session.exec(select(Client).where(Client.name == name)).first()
    if found is None:
        found = Client(name=name, pseudonym="A European laboratory", created_at=chat.now)
        session.add(found)
        session.flush()
    assert found.id is not None
    return found.id


def describes(
    rana: Chatter,
    *,
    title: str = "Liver scans",
    field: str = "hepatology",
    level: str = "Nothing needs",
    minutes: str = "20",
    pay: str = "$40",
    places: str = "3",
    deadline: str = "In 4 hours",
) -> Chatter:
    """Goes through /newtask with one choice question, up to the card as experts will see it."""
    rana.writes("/newtask").writes(title)
    rana.writes("Is the liver cirrhotic?").taps("One of several").writes("Yes\nNo\nCan't tell").taps("That's all")
    rana.writes(field).taps(level).writes(minutes).writes(pay).writes(places).taps(deadline)
    return rana.taps("Yes, show me")


def broadcasts(rana: Chatter) -> Chatter:
    """Sends the task that was just described."""
    return rana.taps("Broadcast")
