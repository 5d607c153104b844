"""How long a press of a button waits for its acknowledgement, beside bare slack-bolt in the same run.

Both are processes of their own behind uvicorn. Ours checks the signature, commits the turn to SQLite
(synchronous=FULL) and then acknowledges; bolt checks the signature and acknowledges.
"""

from __future__ import annotations

import asyncio
import io
import itertools
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

import aiohttp

from bot.playground.slack import Limits, SlackServer, SlackUser
from tests.bench import running
from tests.bench.table import Figure, middle, percentile, show
from tests.ports import free_port

PEOPLE, AT_ONCE = 200, 20
RATES = (50, 200)
SECONDS = 5
ROUNDS = 7
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NO_LIMITS = {
    "SLACK__MODE": "http",
    "SLACK__MESSAGES_PER_MINUTE": "60000",
    "SLACK__METHOD_CAPS": '{"chat.update": 60000}',
}
"""Slack lends an address with each press, at which edits have none; here they go by the method."""


def run() -> list[Figure]:
    """Measures and prints."""
    return asyncio.run(_run())


async def _run() -> list[Figure]:
    slack = SlackServer(limits=Limits(enabled=False))
    await slack.start()
    ports = [free_port(), free_port()]
    ours, bolts = (f"http://127.0.0.1:{port}/slack/events" for port in ports)
    slack.deliver_to(ours)
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as name:
        web = {"WEB__PORT": str(ports[0]), "WEB__PUBLIC_URL": f"http://127.0.0.1:{ports[0]}"}
        processes = [await running.callboard(slack, Path(name), more=NO_LIMITS | web)]
        processes.append(await running.bolt(slack, ports[1]))
        try:
            await asyncio.gather(*(_listens(port) for port in ports))
            presses = itertools.cycle(await _buttons(slack))
            figures = [each for rate in RATES for each in await _compared(slack, presses, rate, ours, bolts)]
        finally:
            for process in processes:
                await running.stop(process)
    await slack.stop()
    show(f"Slack: from a press to its acknowledgement, {PEOPLE} people, medians of {ROUNDS} rounds in turn", figures)
    return figures


async def _compared(slack: SlackServer, presses: Iterator[dict[str, object]], rate: int, *urls: str) -> list[Figure]:
    """Ours and bolt's in turn, so that both have the same machine."""
    rounds: dict[str, list[list[float]]] = {url: [] for url in urls}
    for _ in range(ROUNDS):
        for url in urls:
            rounds[url].append(await _pressed(slack, presses, rate, url))
    figures = []
    for share, target in ((0.5, ""), (0.99, "≤ 3×")):
        mine, theirs = (middle([percentile(waits, share) for waits in rounds[url]]) for url in urls)
        shown = f"{mine * 1000:.1f} ms against {theirs * 1000:.1f} ms"
        figures.append(Figure(f"{rate} a second, p{int(share * 100)}", shown, target, mine / theirs))
    longest = max(wait for waits in rounds[urls[0]] for wait in waits)
    return [*figures, Figure(f"{rate} a second, the longest of ours", f"{longest * 1000:.0f} ms", "≤ 3000 ms")]


async def _pressed(slack: SlackServer, presses: Iterator[dict[str, object]], rate: int, url: str) -> list[float]:
    """Seconds until each press was acknowledged; a refusal is an AssertionError."""
    waits: list[float] = []
    async with aiohttp.ClientSession() as session:

        async def press(number: int) -> None:
            body = urlencode({"payload": json.dumps(next(presses) | {"trigger_id": f"{time.time_ns()}.{number}"})})
            began = time.monotonic()
            data = io.BytesIO(body.encode())
            async with session.post(url, data=data, headers=slack.sign(body.encode()) | FORM) as answer:
                assert answer.status == 200, answer.status
            waits.append(time.monotonic() - began)

        start, pressing = time.monotonic(), []
        for number in range(rate * SECONDS):
            await asyncio.sleep(max(0.0, start + number / rate - time.monotonic()))
            pressing.append(asyncio.create_task(press(number)))
        await asyncio.gather(*pressing)
    return waits


async def _buttons(slack: SlackServer) -> list[dict[str, object]]:
    """Everyone has begun to join: the first button under the question in front of each, as Slack sends it pressed."""
    people = [slack.user(f"U{number}", f"Sara {number}") for number in range(PEOPLE)]
    for first in range(0, PEOPLE, AT_ONCE):
        await _begin(people[first : first + AT_ONCE])
    pressed: list[dict[str, object]] = []
    for person in people:
        assert person.last is not None
        _, button = person.last.elements[0]
        where = {"type": "message", "message_ts": person.last.ts, "channel_id": person.last.channel}
        action = {"type": "button", "action_id": button["action_id"], "value": button["value"], "block_id": "b"}
        pressed.append(
            {
                "type": "block_actions",
                "api_app_id": "A1",
                "team": {"id": "T1"},
                "user": {"id": person.user_id},
                "channel": {"id": person.last.channel},
                "container": where,
                "actions": [action],
            }
        )
    return pressed


async def _begin(people: Sequence[SlackUser]) -> None:
    """Few enough at once that none is turned away: Slack would ask again a minute later."""
    await asyncio.gather(*(person.send("start") for person in people))
    async with asyncio.timeout(60):
        while not all(person.last and person.last.labels for person in people):  # noqa: ASYNC110  # nothing tells of it
            await asyncio.sleep(0.05)


async def _listens(port: int) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.1)
                continue
            writer.close()
            return
