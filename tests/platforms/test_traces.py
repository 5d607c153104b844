"""One trace leads from what arrived to what was sent: in the rows, in the log, and at a collector."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator

import pytest
import structlog
from opentelemetry.proto.trace.v1.trace_pb2 import Status
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from bot.chat.message import Message, say
from bot.playground.telegram import TelegramServer
from handlers.turn import Turn
from models.delivery import Delivery, DeliveryState
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
    assert [one.attributes[0].value.string_value for one in turns] == ["Command", "Finished"]
    assert {one.parent_span_id for one in (send, *turns, *spans["job"])} == {first.span_id}
    assert send.end_time_unix_nano >= send.start_time_unix_nano >= first.start_time_unix_nano
    assert {one.key: one.value.int_value for one in send.attributes}["delivery"] == delivery.id
    assert collector.services == {"callboard-here"}
    (job,) = spans["job"]
    assert {one.key: one.value.string_value for one in job.attributes} == {"kind": "menu", "outcome": "done"}
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

    sends = {one.key: one.value.string_value for one in collector.sends[0].attributes}
    kinds = {"refused": "Rejected", "unreachable": "Unreachable", "again": "Unavailable"}
    assert (sends["outcome"], sends["error.type"]) == (ended, kinds[ended])
    assert collector.sends[0].status.code == Status.STATUS_CODE_ERROR and not collector.sends[0].status.message
    for span in collector.sends[1:]:
        assert {one.key: one.value.string_value for one in span.attributes}["outcome"] == "sent"
        assert span.status.code == Status.STATUS_CODE_UNSET
    assert len(collector.sends) == (3 if ended == "again" else 2)


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
