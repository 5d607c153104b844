"""What the doctor finds waiting, late and given up, in words and in figures, on both databases."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner

from bot.__main__ import app
from bot.database import Database
from models.alive import CLOCK, Alive
from models.broadcast import BroadcastState
from models.delivery import Delivery, Priority
from models.job import Job
from models.membership import Membership, Role
from models.person import Person
from models.queries import cards
from models.seen import ParkedEvent
from tests import newcomers
from tests.edges.test_undelivered_pieces import DUE, REFUSED, UNCLEAR, account, broadcast, messages

AGO = timedelta(minutes=20)
Checks = dict[str, dict[str, Any]]


@pytest.fixture
def database(database: Database) -> Database:
    """Its clock has just ticked."""
    with database.transaction() as session:
        session.add(Alive(name=CLOCK, at=datetime.now(UTC)))
    return database


def doctor() -> tuple[int, Checks]:
    result = CliRunner().invoke(app, ["doctor", "--json"])
    return result.exit_code, {one["check"]: one for one in json.loads(result.stdout)["checks"]}


def test_what_is_late_and_what_was_given_up_is_told_by_urgency_and_error(database: Database) -> None:
    since = datetime.now(UTC) - AGO
    with database.transaction() as session:
        whom = account(session)
        live = broadcast(session, whom.person_id, BroadcastState.SENDING)
        rows = messages(whom, "reply", 3, DUE) + messages(whom, "card", 40, DUE, live)
        rows += messages(whom, "gone", 5, REFUSED) + messages(whom, "paid", 1, UNCLEAR)
        for place, row in enumerate(rows):
            row["not_before"] = row["created_at"] = since + timedelta(seconds=place)
        rows[2]["priority"] = int(Priority.REMINDER)
        rows[-2]["error"], rows[-1]["error"] = "invalid_blocks", "it may have arrived: TimedOut"
        session.execute(insert(Delivery), rows)
        cards.recount_next(session, 0, 10)

    code, found = doctor()

    backlog = found["backlog"]
    assert (code, backlog["ok"]) == (1, False)
    waiting = backlog["figures"]["waiting"]
    assert {name: one["number"] for name, one in waiting.items()} == {"reply": 2, "reminder": 1, "broadcast": 40}
    assert datetime.fromisoformat(waiting["reply"]["oldest_due"]) == since
    assert AGO.total_seconds() <= waiting["reply"]["late_seconds"] < AGO.total_seconds() + 300
    assert backlog["figures"]["given_up"] == [
        {"state": "refused", "error": "chat not found", "number": 4},
        {"state": "refused", "error": "invalid_blocks", "number": 1},
        {"state": "unclear", "error": "it may have arrived: TimedOut", "number": 1},
    ]
    assert "callboard deliveries list shows which, then retry or drop" in backlog["found"]
    assert backlog["mend"] == "messages are late: is the service running, and its platform up?"


def test_each_failure_is_mended_by_what_mends_it(database: Database) -> None:
    now = datetime.now(UTC)
    with database.transaction() as session:
        whom = account(session)
        assert whom.id is not None
        event = {"sender": {"external_id": "7"}}
        parked = ParkedEvent(platform="telegram", event_id="1", event=event, error="KeyError", at=now)
        session.add_all([parked, Job(kind="mail", person_id=whom.person_id, account_id=whom.id, due_at=now - AGO)])

    _, found = doctor()

    assert found["backlog"]["mend"] == "the log names each event that failed, under event-parked"
    assert found["backlog"]["figures"]["events_that_failed"] == 1
    jobs = found["jobs"]["figures"]
    assert (jobs["due"], jobs["failed"]) == (1, 0) and jobs["late_seconds"] >= AGO.total_seconds()
    assert found["service"] == {**found["service"], "ok": True, "figures": {}}


def test_where_all_is_well_the_figures_say_so_too(database: Database) -> None:
    _, found = doctor()
    assert found["backlog"]["ok"] and found["jobs"]["ok"]
    assert found["backlog"]["figures"] == {
        "waiting": {},
        "waiting_for_lost_workspaces": 0,
        "events_that_failed": 0,
        "paused": False,
        "given_up": [],
    }


@pytest.mark.parametrize(
    ("reviewer", "unreachable", "stuck"),
    [(None, False, 1), ("Lina", False, 0), ("Lina", True, 1), ("Sara", False, 1)],
)
def test_a_proof_that_nobody_may_look_at_is_told_with_what_mends_it(
    database: Database, reviewer: str | None, unreachable: bool, stuck: int
) -> None:
    now = datetime.now(UTC)
    with database.transaction() as session:
        people = {name: Person(name=name, created_at=now) for name in ("Sara", "Lina")}
        session.add_all(people.values())
        session.flush()
        session.add(newcomers.waiting_licence(people["Sara"].key, now))
        if reviewer:
            whom = people[reviewer]
            session.add(Membership(person_id=whom.key, role=Role.REVIEWER, granted_at=now))
            reached = newcomers.account_of(whom.key, now, "T1:U1", platform="slack", chat_id="D1")
            reached.unreachable_since = now if unreachable else None
            session.add(reached)

    _, found = doctor()

    check = found["reviewers"]
    assert check["ok"] is (not stuck)
    assert check["figures"] == {"waiting": 1, "nobody_may_look": stuck}
    assert ("callboard invite --role reviewer" in check["mend"]) is bool(stuck)
