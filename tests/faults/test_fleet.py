"""Many processes on one PostgreSQL: struck at random, and two that send through one token."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import pytest

from bot.playground.telegram import Limits, TelegramServer
from tests import postgres
from tests.bench.table import most_in_a_second
from tests.faults.fleet import Fleet
from tests.faults.house import FIRST_EXPERT, enlist
from tests.faults.killing import SENDING, Killing, platform
from tests.faults.relay import Relay
from tests.faults.scene import set_up

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
HANGS = int(os.environ.get("CALLBOARD_HANGS", "2"))
ROUNDS = int(os.environ.get("CALLBOARD_ROUNDS", "10"))
STRUCK = os.environ.get("CALLBOARD_STRUCK", "").split()
SEATS = 12
EXPERTS = 120
LIMIT = 20


@pytest.mark.timeout(180 + 20 * ROUNDS)
async def test_nothing_is_lost_whichever_process_is_killed(postgres_url: str, tmp_path: Path) -> None:
    server = platform()
    fleet = Fleet(server, tmp_path, postgres_url, SENDING, struck=STRUCK)
    toll = await Killing(fleet, server, ROUNDS, seed=5, seats=SEATS).run()

    assert not toll.amiss
    assert toll.accepted > 0


@pytest.mark.timeout(240)
async def test_nothing_is_lost_when_the_database_is_restarted(
    postgres_server: postgres.Server, postgres_url: str, tmp_path: Path
) -> None:
    server = TelegramServer(limits=Limits(per_second=1000))
    await server.start()
    set_up(postgres_url, (), places=EXPERTS + 1)
    enlist(postgres_url, EXPERTS)
    fleet = Fleet(server, tmp_path, postgres_url)
    people = [server.user(9000 + number, "Nadia") for number in range(10)]
    for number in (1, *range(FIRST_EXPERT, FIRST_EXPERT + EXPERTS)):
        server.user(number)._chat.started = True
    try:
        await fleet.start()
        await _until(lambda: len(cards(server)) > 10)
        restarting = asyncio.create_task(asyncio.to_thread(postgres_server.restart, 2.0))
        for person in people:
            await person.start()
        await restarting
        await asyncio.gather(*(person.next(timeout=60) for person in people))
        await _until(lambda: len(set(cards(server))) == EXPERTS)
        await _until(lambda: not fleet.ask("SELECT 1 FROM delivery WHERE state < 2"))
    finally:
        await fleet.stop()
        await server.stop()

    assert len(cards(server)) <= EXPERTS + LIMIT  # what was in flight, and not written down


@pytest.mark.timeout(120 + 60 * HANGS)
async def test_one_sends_at_a_time_whoever_is_killed_or_hangs(postgres_url: str, tmp_path: Path) -> None:
    """The pace holds all along, another goes on within ten seconds, and one that wakes up sends nothing more.

    But for a message that it had found itself free to send, and had not handed over to the machine yet: no process can
    know that it is about to be stopped there.
    """
    experts = 80 + 100 * HANGS
    server = TelegramServer(limits=Limits(enabled=False))
    await server.start()
    set_up(postgres_url, (), places=experts + 1)
    enlist(postgres_url, experts)
    relays = {"first": Relay(server.url), "second": Relay(server.url)}
    via = {name: await relay.start() for name, relay in relays.items()}
    fleet = Fleet(server, tmp_path, postgres_url, {"TELEGRAM__MESSAGES_PER_SECOND": str(LIMIT)}, via)
    for number in range(FIRST_EXPERT, FIRST_EXPERT + experts):
        server.user(number)._chat.started = True
    try:
        await fleet.start()
        late = [await _hang_and_wake(fleet, server, relays, Random(round_)) for round_ in range(HANGS)]
        killed_at = time.monotonic()
        fleet.processes[fleet.sender].kill()
        before = len(cards(server))
        await _until(lambda: len(cards(server)) > before + 5)
        assert time.monotonic() - killed_at < 10
        await _until(lambda: len(set(cards(server))) == experts)
    finally:
        await fleet.stop()
        for relay in relays.values():
            await relay.stop()
        await server.stop()

    sends = [one["at"] for one in server.requests if one["method"] == "sendMessage"]
    assert max(late) <= 1
    assert most_in_a_second(sends) <= LIMIT + max(late)
    assert len(cards(server)) <= experts + 5 * (1 + HANGS)  # what was in flight at those moments


async def _hang_and_wake(fleet: Fleet, server: TelegramServer, relays: Mapping[str, Relay], rng: Random) -> int:
    """At a random moment of its sending, with messages in its hands; how many it sent when it woke up."""
    before = len(cards(server))
    await _until(lambda: len(cards(server)) > before + LIMIT)
    await asyncio.sleep(rng.uniform(0, 0.5))
    hung = fleet.sender
    fleet.processes[hung].send_signal(signal.SIGSTOP)
    stopped_at = time.monotonic()
    await asyncio.sleep(0.5)  # what it had sent arrives
    by_hung = relays[hung].sends
    await _until(lambda: fleet.sender not in ("", hung))
    before = len(cards(server))
    await _until(lambda: len(cards(server)) > before)
    assert time.monotonic() - stopped_at < 10
    fleet.processes[hung].send_signal(signal.SIGCONT)
    await _until(lambda: len(cards(server)) > before + 2 * LIMIT)
    return relays[hung].sends - by_hung


def cards(server: TelegramServer) -> list[int]:
    """Who got one, as the platform recorded it."""
    sent = (one for one in server.requests if one["method"] == "sendMessage" and one["status"] == 200)
    return [one["params"]["chat_id"] for one in sent if one["params"]["chat_id"] in range(FIRST_EXPERT, 9000)]


async def _until(holds: Callable[[], object], seconds: float = 60.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  # it is in another process
            await asyncio.sleep(0.05)
