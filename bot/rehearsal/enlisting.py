"""People who are there from the start: experts in bulk, and invitations for recruiters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random, SystemRandom
from typing import Any, NamedTuple

from sqlalchemy import insert
from sqlmodel import Session, col

from bot.database import Database
from models.client import Client
from models.credential import CheckMethod, Credential, CredentialKind, Level
from models.expert import Expert, Seniority
from models.membership import Invitation, Role, new_code
from models.person import Account, Person
from models.queries import prospects
from models.types import PersonId

AT_ONCE = 1000
FIELD = "hepatology"


class Enlisted(NamedTuple):
    """An expert to be: their number on the platform, name and language."""

    user_id: int
    name: str
    language: str = "en"
    on_slack: bool = False

    @property
    def address(self) -> dict[str, str]:
        """Where they are reached: on Telegram the number is the chat's too, on Slack they are in the local one's T1."""
        if not self.on_slack:
            return {"platform": "telegram", "external_id": str(self.user_id), "chat_id": str(self.user_id)}
        return {"platform": "slack", "external_id": f"T1:U{self.user_id}", "chat_id": f"D{self.user_id}"}


def enlist(database: Database, people: Iterable[Enlisted], now: datetime) -> Iterator[int]:
    """Makes them experts of FIELD who are listed in a register; yields how many there are after each transaction."""
    waiting, done = iter(people), 0
    while several := list(islice(waiting, AT_ONCE)):
        with database.transaction() as session:
            _enlist(session, several, now)
        done += len(several)
        yield done


def _enlist(session: Session, people: list[Enlisted], now: datetime) -> None:
    rows = _rows(now)
    persons = [rows["person"] | {"name": one.name, "language": one.language} for one in people]
    made = insert(Person).returning(col(Person.id), sort_by_parameter_order=True)
    found = [PersonId(id_) for id_ in session.scalars(made, persons) if id_ is not None]
    ids = [{"person_id": id_} for id_ in found]
    accounts = [rows["account"] | one.address | id_ for one, id_ in zip(people, ids, strict=True)]
    session.execute(insert(Account), accounts)
    session.execute(insert(Expert), [rows["expert"] | id_ for id_ in ids])
    session.execute(insert(Credential), [rows["credential"] | id_ for id_ in ids])
    prospects.touch(session, *found)


def _rows(now: datetime) -> dict[str, dict[str, Any]]:
    """What is the same of everyone."""
    nobody = PersonId(0)
    proof = Credential(
        person_id=nobody,
        kind=CredentialKind.LICENCE,
        method=CheckMethod.REGISTER,
        field_code=FIELD,
        claim="1234567893",
        claimed_at=now,
    )
    proof.verify(Level.LISTED, "NPPES", now, timedelta(days=365))
    expert = Expert(
        person_id=nobody,
        field_code=FIELD,
        seniority=Seniority.SENIOR,
        min_rate_minor=2000,
        currency="USD",
        joined_at=now,
    )
    account = Account(person_id=nobody, platform="telegram", external_id="", chat_id="", last_seen_at=now)
    return {
        "person": Person(created_at=now).model_dump(exclude={"id"}),
        "account": account.model_dump(exclude={"id"}),
        "expert": expert.model_dump(),
        "credential": proof.model_dump(exclude={"id"}),
    }


def invite(database: Database, clients: Iterable[str], now: datetime) -> list[str]:
    """A code for a recruiter of each client, all of which are new."""
    codes = []
    with database.transaction() as session:
        for name in clients:
            client = Client(name=name, pseudonym="client-medical-laboratory", created_at=now)
            session.add(client)
            session.flush()
            codes.append(new_code(Random(SystemRandom().random())))
            session.add(Invitation.issue(codes[-1], Role.RECRUITER, client.id, now))
    return codes
