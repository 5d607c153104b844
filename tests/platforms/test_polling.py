"""Polling: nothing is confirmed to Telegram before it is committed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from structlog.testing import capture_logs

from bot.chat.event import Event
from bot.platforms.telegram import Telegram
from bot.playground.telegram import TelegramServer
from models.delivery import Delivery
from models.seen import SeenEvent
from tests.platforms.house import House, until


async def polled(
    server: TelegramServer, take: Callable[[Event], Awaitable[object]]
) -> tuple[Telegram, asyncio.Task[None]]:
    telegram = Telegram(server.token, server.url, take)
    await telegram.start()
    return telegram, asyncio.create_task(telegram.poll())


async def ended(telegram: Telegram, polling: asyncio.Task[None]) -> None:
    polling.cancel()
    await asyncio.wait([polling])
    await telegram.stop()


async def test_what_could_not_be_committed_comes_again(server: TelegramServer) -> None:
    taken: list[Event] = []

    async def take(event: Event) -> None:
        taken.append(event)
        if len(taken) == 1:
            raise OSError("disk full")

    await server.user(7, "Sara").send("hello")
    telegram, polling = await polled(server, take)
    await server.settled()
    await ended(telegram, polling)

    assert [event.id for event in taken] == [taken[0].id] * 2


async def test_killed_after_the_commit_the_update_comes_again_and_changes_nothing(
    server: TelegramServer, house: House
) -> None:
    service = await house.start()
    await service._platforms._listeners.stop()
    sara = server.user(7, "Sara")
    killed = asyncio.Event()

    async def take(event: Event) -> None:
        await service.inbox.take(event)
        killed.set()
        await asyncio.sleep(60)

    await sara.send("hello")
    telegram, polling = await polled(server, take)
    await killed.wait()
    await ended(telegram, polling)
    assert server.unconfirmed
    told = len(house.rows(Delivery))

    telegram, polling = await polled(server, service.inbox.take)
    await server.settled()
    await ended(telegram, polling)

    assert len(house.rows(Delivery)) == told > 0
    assert len(house.rows(SeenEvent)) == 1


async def test_a_second_poller_is_named_and_does_no_lasting_harm(server: TelegramServer) -> None:
    taken: list[Event] = []

    async def take(event: Event) -> None:
        taken.append(event)

    with capture_logs() as logs:
        first, polling = await polled(server, take)
        await until(lambda: any(r["method"] == "getMe" for r in server.requests))
        await asyncio.sleep(0.1)
        second, also_polling = await polled(server, take)
        await until(lambda: any(line["event"] == "second-poller" for line in logs))
        await ended(second, also_polling)
        await server.user(7, "Sara").send("hello")
        await server.settled()
        await ended(first, polling)
    assert len(taken) >= 1


async def test_the_network_goes_and_comes_back(server: TelegramServer) -> None:
    taken: list[Event] = []

    async def take(event: Event) -> None:
        taken.append(event)

    telegram, polling = await polled(server, take)
    port = int(server.url.rpartition(":")[2])
    await server.stop()
    await server.user(7, "Sara").send("while you were away")
    await server.start(port=port)
    await server.settled()
    await ended(telegram, polling)

    assert len(taken) == 1


async def test_telegram_may_be_away_when_the_service_starts(server: TelegramServer, house: House) -> None:
    server.faults.error("getMe", 502, "Bad Gateway", times=None)
    service = await house.start()
    assert service.platforms == {"telegram": "down"}
    server.faults.clear()
    sara = server.user(7, "Sara")
    await sara.send("hello")

    await sara.next()

    assert service.platforms == {"telegram": "up"}


async def test_what_is_no_private_message_is_confirmed_and_left_alone(server: TelegramServer) -> None:
    taken: list[Event] = []

    async def take(event: Event) -> None:
        taken.append(event)

    sara = server.user(7, "Sara")
    first = await sara.send("hello")
    await sara.edit(first, "hallo")
    server.updates.push("message", {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "group", "title": "g"},
                                    "from": sara.person.to_api(), "text": "/start"}, 7)  # fmt: skip
    telegram, polling = await polled(server, take)
    await server.settled()
    await ended(telegram, polling)

    assert len(taken) == 1
