"""One broadcast to people on both platforms: each at its own pace, neither waits for the other."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.app import Service
from bot.playground.slack import SlackServer
from bot.playground.telegram import TelegramServer
from models.delivery import Priority
from tests.platforms.both import account, delivery, settings
from tests.platforms.house import until

EACH = 60
PER_MINUTE = 1200
"""Slack's workspaces allow 300; twenty a second shows the same in a tenth of the time."""


@pytest.fixture
async def service(server: TelegramServer, slack: SlackServer, tmp_path: Path) -> AsyncIterator[Service]:
    made = Service(settings(server, slack, tmp_path, messages_per_minute=PER_MINUTE))
    await made.start()
    yield made
    await made.stop()


async def broadcast(service: Service, server: TelegramServer, slack: SlackServer) -> None:
    """Cards for sixty people on each platform."""
    for number in range(EACH):
        await server.user(1000 + number).start()
        slack.user(f"U{number}", "Sara")
    server.updates.drop_all()

    def put(session: Session) -> None:
        for number in range(EACH):
            chat = slack.users[f"U{number}"].direct.id
            for to in (
                account(session, service, "telegram", str(1000 + number), str(1000 + number)),
                account(session, service, "slack", f"T1:U{number}", chat),
            ):
                session.add(delivery(service, to, "card", priority=Priority.BROADCAST))

    await service.database.run(put)


def arrived(server: TelegramServer | SlackServer, method: str) -> list[float]:
    """When each message that was taken came, in order."""
    return sorted(one["at"] for one in server.requests if one["method"] == method and one["status"] == 200)


def cards(server: TelegramServer | SlackServer) -> list[float]:
    return arrived(server, "chat.postMessage" if isinstance(server, SlackServer) else "sendMessage")


def most_within(times: Iterable[float], seconds: float) -> int:
    """The most in any sliding window."""
    window: deque[float] = deque()
    most = 0
    for at in times:
        window.append(at)
        while window[0] <= at - seconds:
            window.popleft()
        most = max(most, len(window))
    return most


def is_refused(server: TelegramServer | SlackServer) -> bool:
    return any(one["status"] == 429 for one in server.requests)


async def test_a_broadcast_goes_out_on_both_at_once_each_at_its_own_pace(
    service: Service, server: TelegramServer, slack: SlackServer
) -> None:
    await broadcast(service, server, slack)
    await until(lambda: len(cards(server)) == len(cards(slack)) == EACH, timeout=15)

    telegram, slacks = cards(server), cards(slack)
    assert most_within(telegram, 1.0) <= 30 and most_within(slacks, 1.0) <= PER_MINUTE / 60
    assert not is_refused(server) and not is_refused(slack)
    ideal = (EACH - 1) / 30, (EACH - 1) / (PER_MINUTE / 60)
    assert abs(telegram[0] - slacks[0]) < 1.0  # they go side by side
    assert telegram[-1] < slacks[-1]  # the faster one waited for nobody
    assert slacks[-1] - slacks[0] < 2 * ideal[1] and telegram[-1] - telegram[0] < 2 * ideal[0] + 1


async def test_a_platform_that_asks_for_a_pause_holds_up_no_other(
    service: Service, server: TelegramServer, slack: SlackServer
) -> None:
    for _ in range(3):
        slack.faults.too_many("chat.postMessage", 4)
    await broadcast(service, server, slack)

    await until(lambda: len(cards(server)) == EACH, timeout=10)
    assert is_refused(slack) and len(cards(slack)) < EACH
    await until(lambda: len(cards(slack)) == EACH, timeout=20)
