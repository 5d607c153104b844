"""Events in: once each, in order for each person, together where they can be, apart where one fails."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot.chat.event import Command, Event, Finished, Sender, Tap, Words
from bot.chat.message import Message, say
from bot.chat.token import stored
from bot.database import Database, is_away
from bot.incoming.waiting import MOST_AT_ONCE
from bot.playground import PATIENCE
from handlers.routes import FINISHED
from handlers.turn import Turn
from models.delivery import Delivery
from models.errors import Refused
from models.expert import Expert
from models.job import Job, JobState
from models.person import Account, Person, Progress
from models.seen import ParkedEvent, SeenEvent
from tests.edges.office import START, Office, from_
from tests.platforms.house import command


def test_a_repeated_event_changes_nothing(office: Office) -> None:
    first = office.inbox.handle([from_(1, Words("hello"), "1")])
    assert len(first) == 1
    assert office.inbox.handle([from_(1, Words("hello"), "1")]) == []
    assert office.inbox.handle([from_(1, Words("other"), "1"), from_(2, Words("hi"), "2")])[0].account_id == 2
    assert len(office.rows(Delivery)) == len(office.rows(SeenEvent)) == 2


def test_the_same_id_twice_in_a_batch_runs_once(office: Office) -> None:
    assert len(office.inbox.handle([from_(1, Words("hello"), "1")] * 3)) == 1
    assert len(office.rows(Person)) == 1


async def test_two_events_of_one_person_keep_their_order(office: Office) -> None:
    heard: list[str] = []

    def hear(turn: Turn, rest: str) -> list[Message]:
        heard.append(rest)
        return []

    with command("hear", hear):
        events = [from_(number % 3, Command("hear", f"{number % 3}:{number}"), str(number)) for number in range(30)]
        await asyncio.gather(*(office.inbox.take(event) for event in events))

    for person in range(3):
        assert [word for word in heard if word.startswith(f"{person}:")] == [
            f"{person}:{number}" for number in range(30) if number % 3 == person
        ]


async def test_a_hundred_new_people_share_a_transaction(office: Office) -> None:
    await asyncio.gather(*(office.inbox.take(from_(number, Words("hello"))) for number in range(MOST_AT_ONCE)))

    assert office.commits == 1
    assert len(office.statements) <= 10 + 2 * MOST_AT_ONCE  # their rows alone: who is new has joined nothing yet
    assert sum(one.startswith("INSERT INTO delivery") for one in office.statements) == 1
    assert sum(one.startswith("INSERT INTO seenevent") for one in office.statements) == 1
    assert len(office.rows(Account)) == len(office.delivered) == MOST_AT_ONCE


def test_those_who_name_their_field_together_cost_one_look_at_the_synonyms(office: Office) -> None:
    people = range(10)
    for step, said in enumerate(("/start", "1", "London", "1", "Sara Khan")):
        what = Command("start") if said == "/start" else Words(said)
        office.inbox.handle([from_(number, what, f"{number}-{step}") for number in people])
    office.statements.clear()

    office.inbox.handle([from_(number, Words(f"hepatology {number}")) for number in people])

    assert sum("max(fieldphrase.decided_at)" in one for one in office.statements) == 1
    assert all(progress.answers["field"]["words"].startswith("hepatology") for progress in office.rows(Progress))
    assert len(office.rows(Progress)) == len(people)


def test_those_who_join_together_are_written_together(office: Office) -> None:
    """What one of them has changed does not go out alone because the next one looks for tasks and tests."""
    people = range(10)
    for step, said in enumerate(
        ("/start", "1", "London", "1", "Sara Khan", "hepatology", "4", "Enough for now", "100")
    ):
        what = Command("start") if said == "/start" else Words(said)
        office.inbox.handle([from_(number, what, f"{number}-{step}") for number in people])
    asked = office.inbox.handle([from_(number, Words("none"), f"{number}-quiet") for number in people])
    office.statements.clear()

    office.inbox.handle([from_(int(one.chat_id), Tap(stored(one.id, 0)), f"{one.chat_id}-joins") for one in asked])

    assert len(office.rows(Expert)) == len(people)
    for written in ("INSERT INTO expert", "UPDATE person", "DELETE FROM progress"):
        assert sum(one.startswith(written) for one in office.statements) == 1, written


@pytest.mark.parametrize("how", ["raises", "late", "unstorable", "unknown"])
def test_one_that_fails_leaves_its_neighbours_whole(office: Office, how: str) -> None:
    def fail(turn: Turn, rest: str) -> list[Message]:
        turn.person.timezone = "Changed/Zone"
        key = turn.person.key
        turn.session.add(Account(person_id=key, platform="x", external_id="x", chat_id="", last_seen_at=START))
        if how == "raises":
            raise RuntimeError("oh")
        if how == "late":  # found out only when it is written
            turn.job("x", no=object())
        if how == "unstorable":
            return [say("help-line", command="x", does=1.5)]  # type: ignore[arg-type]  # what mypy would find
        if how == "unknown":
            return [say("help-line", command="x", does="\ud800")]
        return []

    with command("fail", fail):
        events = [from_(1, Words("a")), from_(2, Command("fail")), from_(3, Words("b"))]
        due = office.inbox.handle(events)
        again = office.inbox.handle(events)

    told = {one.person_id: one.body["parts"][0][0] for one in due}
    if how == "unknown":  # it can be stored; what becomes of it is the sender's affair
        assert told[2] == "help-line"
        return
    assert told == {1: "nothing-asked", 2: "something-failed", 3: "nothing-asked"}
    assert again == []
    assert len(office.rows(ParkedEvent)) == 1
    assert office.rows(ParkedEvent)[0].event["kind"] == "Command"
    assert [person.timezone for person in office.rows(Person)] == ["UTC"] * 3
    assert len(office.rows(Account)) == 3


def test_a_refusal_after_a_change_leaves_no_trace(office: Office) -> None:
    def refuse(turn: Turn, rest: str) -> list[Message]:
        turn.person.timezone = "Changed/Zone"
        turn.job("mail", to="x")
        turn.tell(turn.person.key, say("help", lines="x"), key="told")
        raise Refused("gone")

    with command("refuse", refuse):
        due = office.inbox.handle([from_(1, Words("a")), from_(2, Command("refuse"))])

    assert [one.body["parts"][0][0] for one in due] == ["nothing-asked", "gone"]
    assert office.rows(Job) == office.rows(ParkedEvent) == []
    assert {person.timezone for person in office.rows(Person)} == {"UTC"}


def test_what_no_database_takes_is_parked_and_stops_nobody(office: Office) -> None:
    spoilt = Event("1", Sender("telegram", "1", "1", "half a character: \ud800"), Words("\ud800 \0"))
    due = office.inbox.handle([spoilt, from_(2, Words("hello"), "2")])

    assert [one.chat_id for one in due] == ["2"]
    assert [parked.event_id for parked in office.rows(ParkedEvent)] == ["1"]
    assert office.inbox.handle([spoilt]) == []


async def test_nothing_is_stored_before_the_commit_and_the_event_can_come_again(office: Office) -> None:
    attempts: list[int] = []

    def flaky(turn: Turn, rest: str) -> list[Message]:
        attempts.append(1)
        turn.person.timezone = "Changed/Zone"
        turn.session.flush()
        if len(attempts) == 1:
            raise OperationalError("", {}, Exception("the server closed the connection unexpectedly"))
        return []

    with command("flaky", flaky):
        event = from_(1, Command("flaky"))
        with pytest.raises(OperationalError):
            await office.inbox.take(event)
        assert office.rows(SeenEvent) == office.rows(Person) == []
        await office.inbox.take(event)
    assert len(attempts) == 2
    assert office.rows(Person)[0].timezone == "Changed/Zone"


async def test_whoever_stops_waiting_harms_no_one(office: Office) -> None:
    leaving = asyncio.create_task(office.inbox.take(from_(1, Words("a"))))
    staying = asyncio.create_task(office.inbox.take(from_(2, Words("b"))))
    await asyncio.sleep(0)
    leaving.cancel()
    async with asyncio.timeout(PATIENCE):
        await staying
    leaving = asyncio.create_task(office.inbox.take(from_(3, Words("a"))))
    await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.wait([leaving])
    await office.inbox.settled()
    await office.inbox.take(from_(4, Words("b")))
    assert {account.external_id for account in office.rows(Account)} >= {"2", "4"}


def test_a_job_ends_whatever_its_handler_does(office: Office) -> None:
    def fail(turn: Turn, finished: Finished) -> list[Message]:
        raise RuntimeError("oh")

    office.inbox.handle([from_(1, Words("hello"))])
    with office.database.transaction() as session:
        mine = session.exec(select(Account)).one()
        assert mine.id is not None
        session.add(Job(kind="test-kind", person_id=mine.person_id, account_id=mine.id, due_at=START))
    FINISHED["test-kind"] = fail
    try:
        office.inbox.handle([from_(1, Finished(1, "test-kind", {"odd": object()}), "job:1")])
    finally:
        del FINISHED["test-kind"]

    (job,) = office.rows(Job)
    assert (job.state, job.payload) == (JobState.DONE, {})
    assert len(office.rows(ParkedEvent)) == 1


def test_a_wrong_statement_is_no_absent_database(office: Office) -> None:
    with pytest.raises(OperationalError) as wrong, office.database.transaction() as session:
        session.connection().exec_driver_sql("SELECT nonsense FROM nowhere")
    assert not is_away(wrong.value)
    other = Database(str(office.database.engine.url))
    with office.database.transaction() as session:
        session.exec(select(Person)).all()
        connection = other.engine.connect()
        assert connection.connection.driver_connection is not None
        connection.connection.driver_connection.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(OperationalError) as locked:
            connection.exec_driver_sql("SELECT 1")
        connection.close()
    other.close()
    assert is_away(locked.value)
