"""Many refused messages are decided in pieces; cards of broadcasts that are over, and what is unclear, stay."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.database import Database
from models.broadcast import Broadcast, BroadcastState
from models.client import Client
from models.delivery import Delivery, DeliveryState, Priority
from models.person import Account
from models.queries import cards
from models.task import Task
from models.types import PersonId
from tests import newcomers
from tests.chat import START

REFUSED, UNCLEAR, DUE = DeliveryState.REFUSED, DeliveryState.UNCLEAR, DeliveryState.DUE
MANY = 2500


def called(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["deliveries", *arguments])


def account(session: Session) -> Account:
    return newcomers.account(session, START, "7", platform="silent")


def broadcast(session: Session, author: PersonId, state: BroadcastState) -> int:
    client = Client(name=f"Acme {state}", created_at=START)
    session.add(client)
    session.flush()
    assert client.id is not None
    task = Task(client_id=client.id, created_by=author, title="T", questions=[], field_code="law", pay_minor=1,
                currency="USD", minutes=1, places=1, places_left=1, deadline=START, created_at=START)  # fmt: skip
    session.add(task)
    session.flush()
    made = Broadcast(task_id=task.key, started_by=author, state=state, cursor=None, started_at=START)
    session.add(made)
    session.flush()
    return made.key


def messages(
    whom: Account, name: str, number: int, state: DeliveryState, of: int | None = None
) -> list[dict[str, Any]]:
    row: dict[str, Any] = {"channel": "silent", "account_id": whom.id, "person_id": whom.person_id, "not_before": START}
    row |= {"body": {"parts": []}, "created_at": START, "state": int(state), "broadcast_id": of}
    row |= {"error": "chat not found", "priority": int(Priority.REPLY if of is None else Priority.BROADCAST)}
    return [row | {"dedupe_key": f"{name}:{n}"} for n in range(number)]


def states(database: Database) -> Counter[tuple[str, DeliveryState]]:
    with database.reading() as session:
        rows = session.exec(select(Delivery.dedupe_key, col(Delivery.state))).all()
    return Counter((key.partition(":")[0], DeliveryState(state)) for key, state in rows)


def test_all_that_was_refused_is_tried_again_but_for_cards_that_nobody_would_send(database: Database) -> None:
    with database.transaction() as session:
        whom = account(session)
        live = broadcast(session, whom.person_id, BroadcastState.PAUSED)
        over = broadcast(session, whom.person_id, BroadcastState.DONE)
        rows = messages(whom, "reply", MANY, REFUSED) + messages(whom, "paid", 1, UNCLEAR)
        rows += messages(whom, "live", 20, REFUSED, live) + messages(whom, "over", 30, REFUSED, over)
        session.execute(insert(Delivery), rows)
        cards.recount_next(session, 0, 10)

    assert called("retry", "--all").stdout == (
        f"{MANY + 20} due again. "
        "30 are cards of broadcasts that are over: `callboard deliveries drop --all` gives them up.\n"
    )
    still = Counter({("reply", DUE): MANY, ("live", DUE): 20, ("over", REFUSED): 30, ("paid", UNCLEAR): 1})
    assert states(database) == still

    assert called("drop", "--all", "--yes").stdout == "30 dropped.\n"
    with database.transaction() as session:
        assert session.exec(select(Delivery.state).where(Delivery.dedupe_key == "paid:0")).one() == UNCLEAR
        assert cards.recount_next(session, 0, 10)[2] == 0, "all that changed was counted"


def test_a_program_can_read_the_list(database: Database) -> None:
    with database.transaction() as session:
        session.execute(insert(Delivery), messages(account(session), "reply", 2, REFUSED))

    shown = [json.loads(line) for line in called("list", "--json").stdout.splitlines()]

    assert [one["id"] for one in shown] == [2, 1]
    assert shown[0] == {
        "id": 2,
        "channel": "silent",
        "state": "refused",
        "created_at": START.isoformat(),
        "attempts": 0,
        "error": "chat not found",
    }


def test_a_person_sees_the_newest_and_a_program_all(database: Database) -> None:
    with database.transaction() as session:
        session.execute(insert(Delivery), messages(account(session), "reply", MANY, REFUSED))

    shown = called("list").stdout.splitlines()

    assert (len(shown), shown[0].split("\t")[0]) == (101, str(MANY))
    assert shown[-1] == "Only the newest 100 are shown; --json has all."
    ids = [json.loads(line)["id"] for line in called("list", "--json").stdout.splitlines()]
    assert ids == list(range(MANY, 0, -1))


def test_very_many_cards_can_be_counted_at_once(database: Database) -> None:
    """More than SQLite takes values in one statement where Python brings its own."""
    many = 12_000 if database.is_shared else 40_000
    with database.transaction() as session:
        whom = account(session)
        live = broadcast(session, whom.person_id, BroadcastState.SENDING)
    rows = messages(whom, "card", many, REFUSED, live)
    for start in range(0, many, 2000):
        with database.transaction() as session:
            session.connection().execute(insert(Delivery), rows[start : start + 2000])
    with database.transaction() as session:
        cards.recount_next(session, 0, 10)
        driver: Any = session.connection().connection.driver_connection
        if not database.is_shared:
            driver.setlimit(9, 32_766)  # SQLITE_LIMIT_VARIABLE_NUMBER
        with cards.counting(session, col(Delivery.broadcast_id) == live):
            session.connection().execute(Delivery.__table__.delete())  # type: ignore[attr-defined]
        assert cards.recount_next(session, 0, 10)[2] == 0
