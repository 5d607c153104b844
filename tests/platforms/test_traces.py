"""One trace leads from what arrived to what was sent: in the rows, in the log, and at a collector."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from unittest.mock import Mock

import pytest
import structlog
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status
from sqlalchemy.exc import OperationalError
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from bot.chat.event import Event, Sender, Words
from bot.chat.message import Message, say
from bot.playground.telegram import TelegramServer
from handlers.turn import Turn
from models.delivery import Delivery, DeliveryState
from models.errors import Refused
from models.job import Job, JobState
from tests.platforms.collector import Collector
from tests.platforms.house import House, command, until

log = structlog.get_logger()


@pytest.fixture
async def collector() -> AsyncIterator[Collector]:
    collector = Collector()
    yield collector
    await collector.stop()


def asking(turn: Turn, _: str) -> list[Message]:
    log.info("in-the-turn")
    turn.job("menu")
    return [say("something-failed")]


def broken(_: Turn, __: str) -> list[Message]:
    raise RuntimeError("not today")


def refusing(_: Turn, __: str) -> list[Message]:
    raise Refused("offer-full", task="the secret one")


def said(span: Span) -> dict[str, str]:
    """Its attributes, as words."""
    return {one.key: one.value.string_value for one in span.attributes}


async def test_the_log_s_lines_of_a_turn_and_of_its_sends_carry_one_trace(server: TelegramServer, house: House) -> None:
    await house.start()
    server.faults.error("sendMessage", 400, "Bad Request: can't parse entities")
    with capture_logs(processors=[merge_contextvars]) as lines, command("ask", asking), command("broken", broken):
        await server.user(7, "Sara").send("/ask")
        await until(lambda: [row.state for row in house.rows(Job)] == [JobState.DONE])
        await until(lambda: [row.state for row in house.rows(Delivery)] == [DeliveryState.REFUSED])
        await server.user(8, "Omar").send("/broken")
        await until(lambda: len(house.rows(Delivery)) == 2)

    first, second = house.rows(Delivery)
    traces = {line["event"]: line.get("trace") for line in lines}
    assert len(first.trace) == 32 and first.trace != second.trace
    assert house.rows(Job)[0].trace == first.trace
    assert traces["in-the-turn"] == traces["delivery-rejected"] == first.trace
    assert traces["event-parked"] == second.trace


async def test_at_debug_the_log_tells_the_way_of_what_went_well_too(server: TelegramServer, house: House) -> None:
    await house.start()
    with capture_logs(processors=[merge_contextvars]) as lines:
        sara = server.user(7, "Sara")
        await sara.send("hello?")
        await sara.next()
        await until(lambda: {"event-handled", "delivery-sent"} <= {line["event"] for line in lines})

    (delivery,) = house.rows(Delivery)
    (handled,) = (line for line in lines if line["event"] == "event-handled")
    (sent,) = (line for line in lines if line["event"] == "delivery-sent")
    assert handled["trace"] == sent["trace"] == delivery.trace
    assert (handled["what"], sent["delivery"], sent["channel"]) == ("Words", delivery.id, "telegram")
    assert "hello" not in repr([handled, sent])


async def test_a_collector_gets_the_way_from_the_event_to_the_send(
    server: TelegramServer, house: House, collector: Collector
) -> None:
    house.changes["telemetry"] = {"endpoint": await collector.start(), "service_name": "callboard-here"}
    await house.start()
    with command("ask", asking):
        await server.user(7, "Sara").send("/ask")
        await until(lambda: [row.state for row in house.rows(Job)] == [JobState.DONE])
        await until(lambda: [row.state for row in house.rows(Delivery)] == [DeliveryState.SENT])
    delivery = house.rows(Delivery)[0]
    await house.stop()  # sends what is left

    spans = collector.of(delivery.trace)
    (first,) = (span for span in spans["event"] if not span.parent_span_id)
    (send,), turns = spans["send"], spans["turn"]
    assert [said(one) for one in turns] == [
        {"what": "Command", "outcome": "answered"},
        {"what": "Finished", "outcome": "answered"},
    ]
    assert [said(one) for one in spans["event"]] == [{"platform": "telegram", "outcome": "handled"}] * 2
    assert {one.parent_span_id for one in (send, *turns, *spans["job"])} == {first.span_id}
    assert send.end_time_unix_nano >= send.start_time_unix_nano >= first.start_time_unix_nano
    assert {one.key: one.value.int_value for one in send.attributes}["delivery"] == delivery.id
    assert collector.services == {"callboard-here"}
    (job,) = spans["job"]
    assert said(job) == {"kind": "menu", "outcome": "done"}
    assert {one.status.code for one in (send, job)} == {Status.STATUS_CODE_UNSET}


@pytest.mark.parametrize(("status", "ended"), [(400, "refused"), (403, "unreachable"), (502, "again")])
async def test_a_span_of_a_send_says_how_it_ended(
    server: TelegramServer, house: House, collector: Collector, status: int, ended: str
) -> None:
    house.changes["telemetry"] = {"endpoint": await collector.start()}
    server.faults.error("sendMessage", status, "no")
    await house.start()
    sara, omar = server.user(7, "Sara"), server.user(8, "Omar")
    await sara.send("hello?")
    await until(lambda: not server.faults)
    await omar.send("hello?")
    await omar.next()
    if ended == "again":
        await sara.next()
    await house.stop()

    sends = said(collector.sends[0])
    kinds = {"refused": "Rejected", "unreachable": "Unreachable", "again": "Unavailable"}
    assert (sends["outcome"], sends["error.type"]) == (ended, kinds[ended])
    assert collector.sends[0].status.code == Status.STATUS_CODE_ERROR and not collector.sends[0].status.message
    for span in collector.sends[1:]:
        assert said(span)["outcome"] == "sent"
        assert span.status.code == Status.STATUS_CODE_UNSET
    assert len(collector.sends) == (3 if ended == "again" else 2)


async def test_spans_of_a_turn_and_of_its_event_say_how_they_ended(
    server: TelegramServer, house: House, collector: Collector
) -> None:
    house.changes["telemetry"] = {"endpoint": await collector.start()}
    service = await house.start()
    sara = server.user(7, "Sara")
    with command("broken", broken), command("refuse", refusing):
        await sara.send("/refuse")
        await sara.next()
        await sara.send("/broken")
        await sara.next()
    again = Event("e1", Sender("telegram", "7", "7"), Words("hello?"))
    await service.inbox.take(again)
    await service.inbox.take(replace(again, trace="f" * 32))
    traces = [one.trace for one in house.rows(Delivery)]
    await house.stop()

    refused, failed, answered = map(collector.of, traces)
    # the batch is rolled back, and each of its turns taken by itself
    assert [said(one)["outcome"] for one in refused["turn"]] == ["refused", "refused"]
    assert [said(one)["outcome"] for one in refused["event"]] == ["handled"]
    assert [said(one)["outcome"] for one in answered["turn"] + answered["event"]] == ["answered", "handled"]
    assert [said(one)["outcome"] for one in collector.of("f" * 32)["event"]] == ["repeated"]
    for one in (*failed["turn"], *failed["event"]):
        assert said(one)["outcome"] == ("failed" if one.name == "turn" else "parked")
        assert said(one)["error.type"] == "RuntimeError" and one.status.code == Status.STATUS_CODE_ERROR
    assert "secret" not in repr(collector.spans) and "not today" not in repr(collector.spans)


async def test_an_event_that_found_no_database_says_so(
    house: House, collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.changes["telemetry"] = {"endpoint": await collector.start()}
    service = await house.start()
    away = OperationalError("BEGIN", {}, ConnectionError("gone"))
    monkeypatch.setattr(service.inbox, "handle", Mock(side_effect=away))
    with pytest.raises(OperationalError):
        await service.inbox.take(Event("e1", Sender("telegram", "7", "7"), Words("hello?"), "f" * 32))
    await house.stop()

    (event,) = collector.of("f" * 32)["event"]
    assert (said(event)["outcome"], said(event)["error.type"]) == ("again", "OperationalError")


async def test_a_collector_that_is_away_holds_nothing_up(
    server: TelegramServer, house: House, collector: Collector
) -> None:
    address = await collector.start()
    await collector.stop()
    house.changes["telemetry"] = {"endpoint": address}
    await house.start()
    sara = server.user(7, "Sara")

    await sara.send("hello?")

    assert "waiting for an answer" in ((await sara.next()).text or "")


def test_without_a_collector_nothing_of_it_is_imported() -> None:
    code = "import sys, bot.app; assert not [name for name in sys.modules if name.startswith('opentelemetry')]"
    subprocess.run([sys.executable, "-c", code], check=True)
