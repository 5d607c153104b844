"""Two hundred events a second from Slack, and the service killed in the middle: none is lost, none is handled twice."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.slack import Limits, SlackServer
from bot.playground.slack.outcome import Outcome
from tests.bench import running
from tests.bench.table import percentile
from tests.faults.scene import ask
from tests.ports import free_port

PEOPLE = 600
PER_SECOND = 200
AGAIN = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 8.0)
"""Slack sends again at once, after one and after five minutes; here it has less patience and more tries."""
QUICK = {"SLACK__MESSAGES_PER_MINUTE": "60000"}


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    server = SlackServer(limits=Limits(enabled=False, retries=AGAIN))
    await server.start()
    yield server
    await server.stop()


@pytest.mark.slow
@pytest.mark.parametrize("way", ["http", "socket"])
async def test_nothing_is_lost_when_it_is_killed_at_two_hundred_a_second(
    slack: SlackServer, tmp_path: Path, way: str
) -> None:
    more = QUICK | (_by_http(slack) if way == "http" else {})
    process = await running.callboard(slack, tmp_path, more=more)
    waits = _watched(slack)
    try:
        await _answers_someone(slack)
        await _writes(slack, range(PEOPLE // 2))
        process.kill()
        await process.wait()
        process = await running.callboard(slack, tmp_path, more=more)
        await _writes(slack, range(PEOPLE // 2, PEOPLE))
        async with asyncio.timeout(60):
            await slack.deliveries.settled()
            while _answered(tmp_path) < PEOPLE + 1:  # noqa: ASYNC110  # it is in another process
                await asyncio.sleep(0.1)
    finally:
        await running.stop(process)

    assert not slack.deliveries.given_up
    replies = Counter(key for (key,) in ask(tmp_path / "callboard.db", "SELECT dedupe_key FROM delivery"))
    assert len(replies) == PEOPLE + 1 and set(replies.values()) == {1}
    seen = {user for user, person in slack.users.items() if person.last is not None}
    assert len(seen) == PEOPLE + 1
    slow = percentile(waits, 0.999)
    print(f"\n{way}: acknowledged within {slow * 1000:.0f} ms at p99.9, {percentile(waits, 0.5) * 1000:.0f} ms at p50")
    assert slow < 3.0


async def _writes(slack: SlackServer, people: range) -> None:
    """One after the other, evenly, without waiting for an answer."""
    began = time.monotonic()
    for place, number in enumerate(people):
        await asyncio.sleep(max(0.0, began + place / PER_SECOND - time.monotonic()))
        await slack.user(f"U{number}", f"Sara {number}").send("hello?")


async def _answers_someone(slack: SlackServer) -> None:
    """It is up: before that there is nothing to kill."""
    first = slack.user("UFIRST", "Nadia")
    async with asyncio.timeout(40):
        await first.send("hello?")
        while first.last is None:  # noqa: ASYNC110  # nothing tells of it
            await asyncio.sleep(0.05)


def _answered(folder: Path) -> int:
    return int(ask(folder / "callboard.db", "SELECT count(*) FROM delivery WHERE state = 2")[0][0])


def _watched(slack: SlackServer) -> list[float]:
    """Seconds that each acknowledgement took; what was not acknowledged comes again and is not among them."""
    waits: list[float] = []
    for route in (slack.posting, slack.sockets):
        send = route.send

        async def timed(kind: str, payload: object, attempt: int = 0, reason: str = "", send: object = send) -> Outcome:
            began = time.monotonic()
            outcome: Outcome = await send(kind, payload, attempt, reason)  # type: ignore[operator]
            if outcome.trouble is None:
                waits.append(time.monotonic() - began)
            return outcome

        route.send = timed  # type: ignore[method-assign]
    return waits


def _by_http(slack: SlackServer) -> dict[str, str]:
    port = free_port()
    slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")
    return {"SLACK__MODE": "http", "WEB__PORT": str(port), "WEB__PUBLIC_URL": f"http://127.0.0.1:{port}"}
