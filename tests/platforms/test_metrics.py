"""What Prometheus reads of the service."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event as listening
from sqlalchemy import text
from sqlmodel import Session, select

from bot.chat.message import Message, say
from bot.playground.telegram import TelegramServer
from bot.web import gauges
from handlers.turn import Turn
from models.delivery import Delivery, DeliveryState, Priority
from models.person import Account
from models.queries import backlog
from models.switch import SENDING, SwitchedOff
from tests.platforms.house import House, command, until
from tests.platforms.scraping import asked, grown, scraped
from tests.platforms.test_dashboard import DOCS
from tests.platforms.test_webhook import UPDATE, posted


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks at the tables each time."""
    monkeypatch.setattr(gauges, "KEPT_SECONDS", 0.0)
    monkeypatch.setattr(gauges, "SHARE", 0)


def states(house: House) -> list[DeliveryState]:
    return [row.state for row in house.rows(Delivery)]


def broken(_: Turn, __: str) -> list[Message]:
    raise RuntimeError("not today")


async def test_turns_events_and_sends_are_counted(server: TelegramServer, house: House) -> None:
    port = await house.by_webhook()
    sara = server.user(7, "Sara")
    before = await scraped(port)

    await sara.send("hello?")
    await sara.next()
    await posted(port, UPDATE | {"update_id": 900})
    await posted(port, UPDATE | {"update_id": 900})
    await sara.next()
    with command("broken", broken):
        await sara.send("/broken")
        await sara.next()
    await server.settled()
    await until(lambda: states(house) == [DeliveryState.SENT] * 3)

    after = await scraped(port)
    events = {what: grown(before, after, "callboard_events_total", outcome=what) for what in OUTCOMES}
    assert events == {"handled": 2, "repeated": 1, "parked": 1}
    assert grown(before, after, "callboard_turn_seconds_count", platform="telegram") == 4
    assert grown(before, after, "callboard_batch_seconds_count") >= 4
    assert grown(before, after, "callboard_sends_total", channel="telegram", outcome="sent") == 3
    assert grown(before, after, "callboard_delivery_delay_seconds_count", priority="reply") == 3
    assert grown(before, after, "callboard_send_seconds_count", channel="telegram") == 3
    assert after.value("callboard_events_parked") == 1
    assert after.value("callboard_platform_up", platform="telegram") == 1
    assert after.value("process_resident_memory_bytes") > 1_000_000


(ROW,) = (line for line in (DOCS / "watching.md").read_text("utf-8").splitlines() if "`callboard_sends_total{" in line)
SENDS = set(re.findall("`([a-z]+)`", ROW))

OUTCOMES = ("handled", "repeated", "parked")


async def test_a_429_is_counted_and_the_pace_shown(server: TelegramServer, house: House) -> None:
    port = await house.by_webhook()
    sara = server.user(7, "Sara")
    before = await scraped(port)
    server.faults.too_many("sendMessage", 1)

    await sara.send("hello?")
    await sara.next()
    await until(lambda: states(house) == [DeliveryState.SENT])

    after = await scraped(port)
    assert grown(before, after, "callboard_too_fast_total", platform="telegram") == 1
    assert grown(before, after, "callboard_sends_total", channel="telegram", outcome="again") == 1
    await sara.send("hello?")
    await sara.next()
    after = await scraped(port)
    assert after.value("callboard_pace_limit_per_second", channel="telegram") == 30
    assert 0 < after.value("callboard_pace_used_ratio", channel="telegram") <= 1


async def test_what_must_not_come_twice_is_counted_once_for_each_attempt(server: TelegramServer, house: House) -> None:
    port = await house.by_webhook()
    before = await scraped(port)
    server.faults.too_many("sendMessage", 1)
    with command("paid", paid):
        await server.user(7, "Sara").send("/paid")
        await until(lambda: states(house) == [DeliveryState.SENT])

    after = await scraped(port)
    ended = {outcome: grown(before, after, "callboard_sends_total", outcome=outcome) for outcome in SENDS}
    assert {outcome: number for outcome, number in ended.items() if number} == {"again": 1, "sent": 1}
    assert after.labels_of("callboard_sends_total", "outcome") <= SENDS


def test_every_way_that_a_send_can_end_is_documented() -> None:
    assert {state.name.lower() for state in DeliveryState if state >= DeliveryState.SENT} | {"moved", "again"} == SENDS


def paid(turn: Turn, _: str) -> list[Message]:
    turn.tell_of_money(turn.person.key, say("something-failed"), key="paid")
    return []


async def test_what_waits_is_shown_by_its_urgency(server: TelegramServer, house: House) -> None:
    port = await house.by_webhook()
    await server.user(7, "Sara").send("hello?")
    await until(lambda: states(house) == [DeliveryState.SENT])
    house.within(_paused_with_two_cards)

    found = await scraped(port)

    assert found.value("callboard_deliveries_waiting", priority="broadcast") == 2
    assert found.value("callboard_deliveries_waiting", priority="reply") == 0
    assert 90 <= found.value("callboard_deliveries_oldest_seconds", priority="broadcast") < 100
    assert found.value("callboard_sending_paused") == 1
    assert found.labels_of("callboard_jobs", "state") == {"due", "done", "failed"}


def _paused_with_two_cards(session: Session) -> None:
    account = session.exec(select(Account)).one()
    sent = session.exec(select(Delivery)).first()
    assert sent is not None and account.id is not None
    session.add(SwitchedOff(name=SENDING, since=sent.created_at))
    for place, late in enumerate((90, 30, -30)):
        session.add(
            Delivery(
                dedupe_key=f"card:{place}",
                channel="telegram",
                account_id=account.id,
                person_id=account.person_id,
                priority=Priority.BROADCAST,
                not_before=sent.created_at - timedelta(seconds=late),
                body={},
                created_at=sent.created_at,
            )
        )


async def test_only_who_has_the_token_reads_them(house: House) -> None:
    house.changes["web"] = {"metrics_token": "m3trics"}
    service = await house.start()

    for given in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "m3trics"}, {"Authorization": "Bearer é"}):
        status, body = await asked(service.web_port, given)
        assert (status, body) == (401, "")
    assert (await asked(service.web_port, {"Authorization": "Bearer m3trics"}))[0] == 200


async def test_a_writer_that_takes_long_keeps_nobody_waiting(house: House) -> None:
    service = await house.start()

    with service.database.transaction() as session:
        session.execute(text("UPDATE person SET name = name"))
        async with asyncio.timeout(2):
            found = await scraped(service.web_port)

    assert found.value("callboard_database_up") == 1


async def test_without_its_tables_the_process_is_still_seen(house: House) -> None:
    service = await house.start()
    house.within(lambda session: session.execute(text("ALTER TABLE job RENAME TO gone")))

    found = await scraped(service.web_port)

    assert found.value("callboard_database_up") == 0
    assert "callboard_deliveries_waiting" not in found.names()
    assert "process_cpu_seconds_total" in found.names()
    house.within(lambda session: session.execute(text("ALTER TABLE gone RENAME TO job")))


async def test_no_label_names_a_person(server: TelegramServer, house: House) -> None:
    port = await house.by_webhook()
    sara = server.user(7123456, "Sara")
    await sara.send("/start")
    await sara.next()

    told = {value for sample in (await scraped(port)).samples for value in sample.labels.values()}

    assert not any("7123456" in value or "Sara" in value for value in told)


async def test_what_is_due_is_looked_up_in_its_index(server: TelegramServer, house: House) -> None:
    service = await house.start()
    await server.user(7, "Sara").send("hello?")
    await until(lambda: states(house) == [DeliveryState.SENT])
    house.within(_paused_with_two_cards)
    asked_for: list[tuple[str, Any]] = []
    listening.listen(service.database.engine, "before_cursor_execute", lambda *given: asked_for.append(given[2:4]))

    with service.database.reading() as session:
        backlog.late(session, service.clock.now())
        of_deliveries = [one for one in asked_for if "FROM delivery" in one[0]]
        plans = [
            session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {one[0]}", one[1]).all() for one in of_deliveries
        ]

    assert len(plans) == 6, "a channel, its three lanes, how much is in the one of them, and no other channel"
    for plan in plans:
        assert any("SEARCH delivery USING" in str(line) and "delivery_due" in str(line) for line in plan), plan
        assert not any("TEMP B-TREE" in str(line) for line in plan), plan
