"""Files that are made for people: made without a platform, and answers that they may be of."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import insert

from bot.channel import Envelope
from bot.database import Database
from bot.queue.mailroom import Due
from bot.sending.exports import BeingMade, Exports
from models.answer import Answer
from models.client import Client
from models.membership import Membership, Role
from models.offer import Offer, OfferState
from models.person import Person
from models.task import Task
from models.types import ClientId, PersonId
from tests import newcomers
from tests.chat import START

MOST = 50_000_000
LONG = "x" * 2000


def due(handle: str, number: int = 1) -> Due:
    body = {"parts": [["export-answers", {"task": "Liver", "n": 1}]], "file": [handle, "file"]}
    return Due(number, "telegram", 7, 7, "7", "en", "UTC", 0, START, body, None, "", 0)


async def made(database: Database, handle: str, largest: int = MOST) -> bytes:
    """What the file holds. Raises as `Exports.filled`, but for BeingMade."""
    there = asyncio.Event()
    exports = Exports(database, largest, lambda _: there.set())
    envelope = Envelope("7", "", file=handle)
    try:
        with suppress(BeingMade):
            exports.filled(due(handle), envelope)
        await there.wait()
        content = exports.filled(due(handle), envelope).content
        assert content is not None
        with content:
            return content.read()
    finally:
        await exports.close()


def filled(database: Database, number: int) -> None:
    """So many experts have answered a task of two questions."""
    asked = [{"kind": "text", "text": "Why?", "rule": {}}, {"kind": "choices", "text": "Which?", "rule": {}}]
    with database.transaction() as session:
        client = Client(name="Acme Labs", created_at=START)
        session.add(client)
        session.flush()
        people = [{"name": f"Expert {one}", "created_at": START} for one in range(1, number + 1)]
        session.execute(insert(Person), people)
        task = Task(
            client_id=ClientId(client.id or 0), created_by=PersonId(1),
            title="Liver", questions=asked, field_code="hepatology",
            pay_minor=4000, currency="USD", minutes=20, places=number, places_left=0,
            deadline=START + timedelta(days=1), created_at=START,
        )  # fmt: skip
        session.add(task)
        session.flush()
        of = [{"id": one, "task_id": task.id, "expert_id": one} for one in range(1, number + 1)]
        session.execute(insert(Offer), [{**one, "state": OfferState.SUBMITTED, "offered_at": START} for one in of])
        given = [f"كبد 😀 {LONG}", ["a", "b"]]
        rows = [{"offer_id": one["id"], "task_id": one["task_id"], "expert_id": one["expert_id"]} for one in of]
        session.execute(insert(Answer), [{**one, "given": given, "submitted_at": START} for one in rows])


def recruits(database: Database, user_id: int) -> None:
    """Somebody on Telegram recruits for the first client."""
    with database.transaction() as session:
        rana = newcomers.account(session, START, str(user_id), name="Rana").person_id
        session.add(Membership(person_id=rana, role=Role.RECRUITER, client_id=ClientId(1), granted_at=START))
