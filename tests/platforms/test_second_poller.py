"""Another program that polls with our token, as the doctor finds it, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from telegram import Bot
from telegram.error import TelegramError
from telegram.ext import Updater

from bot.cli import second_poller
from bot.cli.doctor import Finding, examine
from bot.connections.strangers import NOTED_EVERY, Strangers, last_heard
from bot.database import Database
from bot.playground.telegram import TelegramServer
from models.alive import CONTRADICTED, Alive
from tests.chat import Chat
from tests.platforms.house import House, until
from tests.platforms.test_polling import ended, polled

NOTE = f"{CONTRADICTED}telegram"
LOOK_SECONDS = 3


@pytest.fixture
def house(house: House, backend: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> House:
    """On either database. The other programs here come back after a second."""
    monkeypatch.setattr(second_poller, "LOOK_SECONDS", LOOK_SECONDS)
    if backend == "postgres":
        house.changes["database"] = {"url": request.getfixturevalue("postgres_url")}
    return house


async def found(house: House) -> Finding:
    return next(one for one in await examine(lambda: house.settings) if one.check == "second poller")


def polls(server: TelegramServer) -> list[int]:
    """How each getUpdates so far was answered."""
    return [one["status"] for one in server.requests if one["method"] == "getUpdates"]


def notes(house: House) -> list[datetime]:
    return [row.at for row in house.rows(Alive) if row.name == NOTE]


@asynccontextmanager
async def stranger(server: TelegramServer) -> AsyncIterator[None]:
    """python-telegram-bot's own poller, as anyone's bot starts it."""

    def quiet(_: TelegramError) -> None:
        return None

    async with Updater(Bot(server.token, base_url=f"{server.url}/bot"), asyncio.Queue()) as updater:
        await updater.start_polling(timeout=5, error_callback=quiet)
        yield
        await updater.stop()


async def listening(house: House) -> None:
    """Its service is started, and its long poll is open."""
    await house.start()
    await until(lambda: house.server.updates._poller is not None)


async def test_while_the_service_runs_the_doctor_tells_what_it_heard(server: TelegramServer, house: House) -> None:
    await listening(house)
    async with stranger(server):
        await until(lambda: notes(house))

        finding = await found(house)

    assert not finding.ok and finding.found.startswith("another program polls with this token: the service was contra")
    assert "/revoke at @BotFather" in finding.mend and "config.toml" in finding.mend
    assert finding.figures == {"asked": "service", "last_heard": notes(house)[0].isoformat()}
    long_ago = datetime.now(UTC) - timedelta(minutes=61)
    house.within(lambda session: session.merge(Alive(name=NOTE, at=long_ago)))
    assert (await found(house)).ok


async def test_where_all_is_well_the_doctor_is_quiet_and_contradicts_nobody(
    server: TelegramServer, house: House
) -> None:
    await listening(house)
    before = polls(server)

    finding = await found(house)

    assert finding.ok and not finding.mend and finding.figures == {"asked": "service", "last_heard": None}
    assert polls(server) == before and 409 not in before, "it left the service alone"


async def test_whoever_starts_anew_forgets_what_was_heard_before(server: TelegramServer, house: House) -> None:
    await listening(house)
    house.within(lambda session: session.merge(Alive(name=NOTE, at=datetime.now(UTC))))
    assert not (await found(house)).ok
    await house.stop()

    await listening(house)

    assert (await found(house)).ok and not notes(house)


@pytest.mark.parametrize("waiting", [0, 3])
async def test_while_none_runs_it_asks_itself_and_nothing_is_lost(
    server: TelegramServer, house: House, waiting: int
) -> None:
    await house.start()
    await house.stop()
    sara = server.user(7, "Sara")
    for number in range(waiting):
        await sara.send(f"hello {number}")
    before, allowed = server.unconfirmed, server.updates.allowed

    finding = await found(house)

    assert finding.ok and finding.found == f"none within {LOOK_SECONDS} seconds"
    assert server.unconfirmed == before and len(before) == waiting
    assert server.updates.allowed == allowed, "nor is changed what is wanted"
    await house.start()
    await server.settled()


@pytest.mark.parametrize("ours", [True, False], ids=["a second installation", "another library"])
async def test_while_none_runs_a_program_that_polls_is_found(server: TelegramServer, house: House, ours: bool) -> None:
    async def take(_: object) -> None:
        return None

    if ours:
        telegram, polling = await polled(server, take)
        await until(lambda: server.updates._poller is not None)
        finding = await found(house)
        await ended(telegram, polling)
    else:
        async with stranger(server):
            await until(lambda: server.updates._poller is not None)
            finding = await found(house)

    assert not finding.ok and finding.found == "another program polls with this token"
    assert "/revoke at @BotFather" in finding.mend and finding.figures == {"asked": "telegram"}


async def test_with_a_webhook_nothing_is_asked(server: TelegramServer, house: House) -> None:
    await house.by_webhook()
    assert (await found(house)).found == "nobody polls: Telegram calls"
    await house.stop()
    assert (await found(house)).ok
    house.changes["telegram"] = {"mode": "polling"}

    finding = await found(house)

    assert finding.ok and finding.found == "nobody can poll: a webhook is set"
    assert not polls(server)


async def test_a_service_that_begins_meanwhile_is_no_stranger(server: TelegramServer, house: House) -> None:
    looking = asyncio.create_task(found(house))
    await until(lambda: server.updates._poller is not None)

    await house.start()

    finding = await looking
    assert finding.ok, finding.found
    assert 409 in polls(server) and not notes(house)


async def test_a_token_that_is_refused_is_the_other_check_s(house: House, tmp_path: Path) -> None:
    house.changes["telegram"] = {"token": "1:wrong"}

    finding = await found(house)

    assert not finding.ok and finding.mend == "see the check of telegram"


async def test_it_is_noted_when_it_comes_again_and_at_most_every_few_minutes(chat: Chat) -> None:
    now = datetime(2026, 3, 1, 9, tzinfo=UTC)
    strangers = Strangers(chat.database, "telegram", lambda: now)

    def noted(database: Database) -> datetime | None:
        with database.reading() as session:
            return last_heard(session, "telegram")

    await strangers.begin()
    await strangers.heard()
    assert noted(chat.database) is None, "whoever looks once is nobody's second poller"
    now += timedelta(minutes=3)
    await strangers.heard()
    assert noted(chat.database) is None
    first = now = now + timedelta(minutes=1)
    await strangers.heard()
    assert noted(chat.database) == first
    for _ in range(4):
        now += timedelta(minutes=1)
        await strangers.heard()
        assert noted(chat.database) == first
    now += timedelta(minutes=1)
    await strangers.heard()
    assert noted(chat.database) == now == first + NOTED_EVERY
