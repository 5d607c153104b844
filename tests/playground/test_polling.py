"""getUpdates: what is confirmed, what comes again, and who may ask."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest
import telegram

from bot.playground.telegram import TelegramServer, User
from bot.playground.telegram.updates import Updates

from .conftest import Raw

OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def texts(updates: list[dict[str, dict[str, str]]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_what_is_not_confirmed_comes_again(raw: Raw, sara: User) -> None:
    for word in "abc":
        await sara.send(word)
    first = await raw.result("getUpdates")
    assert texts(first) == ["a", "b", "c"]
    ids = [update["update_id"] for update in first]
    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]
    assert await raw.result("getUpdates") == first == raw.server.unconfirmed
    assert texts(await raw.result("getUpdates", offset=ids[1])) == ["b", "c"]
    assert texts(await raw.result("getUpdates", offset=ids[0])) == ["b", "c"]
    assert texts(await raw.result("getUpdates", offset=ids[1], limit=1)) == ["b"]
    assert await raw.result("getUpdates", offset=ids[2] + 1) == []
    assert raw.server.unconfirmed == []


async def test_waiting_until_everything_is_confirmed(raw: Raw, sara: User) -> None:
    await raw.server.settled()
    await sara.send("a")
    with pytest.raises(TimeoutError):
        await raw.server.settled(timeout=0.05)
    settled = asyncio.create_task(raw.server.settled())
    (update,) = await raw.result("getUpdates")
    assert not settled.done()
    await raw.result("getUpdates", offset=update["update_id"] + 1)
    await settled


async def test_a_negative_offset_keeps_the_last(raw: Raw, sara: User) -> None:
    for word in "abcd":
        await sara.send(word)
    assert texts(await raw.result("getUpdates", offset=-2)) == ["c", "d"]
    assert texts(await raw.result("getUpdates")) == ["c", "d"]


async def test_an_offset_in_the_future_confirms_nothing(raw: Raw, sara: User) -> None:
    await sara.send("a")
    assert texts(await raw.result("getUpdates", offset=2**31 - 1)) == ["a"]


async def test_at_most_a_hundred(raw: Raw, sara: User) -> None:
    for number in range(150):
        await sara.send(str(number))
    assert len(await raw.result("getUpdates", limit=1000)) == 100
    assert len(await raw.result("getUpdates", limit=0)) == 1


async def test_a_poll_waits_until_something_comes(bot: telegram.Bot, sara: User) -> None:
    started = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert time.monotonic() - started >= 0.9
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    sent_at = time.monotonic()
    await sara.send("now")
    (update,) = await waiting
    assert time.monotonic() - sent_at < 5
    assert update.message is not None
    assert update.message.text == "now"


async def test_of_two_pollers_the_earlier_is_refused(raw: Raw, sara: User) -> None:
    earlier = asyncio.create_task(raw.call("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    later = asyncio.create_task(raw.call("getUpdates", timeout=20))
    status, body = await earlier
    assert (status, body["description"]) == (409, OTHER_POLLER)
    await sara.send("for the later one")
    status, body = await later
    assert texts(body["result"]) == ["for the later one"]


async def test_an_update_for_a_dead_poller_is_kept(raw: Raw, sara: User) -> None:
    async with aiohttp.ClientSession() as killed:
        url = f"{raw.server.url}/bot{raw.server.token}/getUpdates?timeout=20"
        poll = asyncio.create_task(killed.get(url))
        await asyncio.sleep(0.1)
        poll.cancel()
    await sara.send("not lost")
    assert texts(await raw.result("getUpdates", timeout=1)) == ["not lost"]


async def test_only_the_kinds_that_are_asked_for(raw: Raw, sara: User) -> None:
    await raw.result("getUpdates", allowed_updates=["callback_query"])
    message_id = await sara.send("unheard")
    await sara.tap(message_id, "heard")
    assert [set(update) for update in await raw.result("getUpdates")] == [{"update_id", "callback_query"}]
    await raw.result("getUpdates", offset=-1, allowed_updates=[])
    await sara.send("heard again")
    assert texts((await raw.result("getUpdates"))[1:]) == ["heard again"]


async def test_blocking_is_told(bot: telegram.Bot, sara: User) -> None:
    sara.block()
    sara.block()
    sara.unblock()
    first, second = [update.my_chat_member for update in await bot.get_updates()]
    assert first is not None
    assert second is not None
    assert (first.old_chat_member.status, first.new_chat_member.status) == ("member", "kicked")
    assert (second.old_chat_member.status, second.new_chat_member.status) == ("kicked", "member")
    assert first.from_user.id == first.chat.id == 7
    assert first.new_chat_member.user.id == bot.id
    await bot.send_message(7, "welcome back")


async def test_a_person_edits(bot: telegram.Bot, sara: User) -> None:
    message_id = await sara.send("befor")
    await sara.edit(message_id, "before")
    _, update = await bot.get_updates()
    assert update.edited_message is not None
    assert (update.edited_message.message_id, update.edited_message.text) == (message_id, "before")
    assert sara.chat[-1].text == "before"


def test_taps_expire_before_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    updates = Updates()
    updates.push("callback_query", {}, 1)
    updates.push("message", {}, 1)
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 151)
    assert [set(update) for update in updates.unconfirmed()] == [{"update_id", "message"}]
    monkeypatch.setattr(time, "monotonic", lambda: now + 24 * 3600 + 1)
    assert len(updates) == 0


def test_the_next_server_gives_out_other_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Telegram does: a bot that knows what it has seen would take them for repeated ones."""
    began = time.time()
    monkeypatch.setattr(time, "time", lambda: began)
    first = Updates()
    for person in range(90):
        first.push("message", {"text": "hello"}, person)

    monkeypatch.setattr(time, "time", lambda: began + 1)
    following = Updates()
    following.push("message", {"text": "hello"}, 0)

    assert following.pending()[0].update_id > first.pending()[-1].update_id


async def test_updates_outlive_a_restart(server: TelegramServer, sara: User) -> None:
    waiting = asyncio.create_task(_poll(server))
    await asyncio.sleep(0.1)
    port = int(server.url.rsplit(":", 1)[1])
    await server.stop()
    assert (await waiting)["result"] == []
    await sara.send("while it was away")
    await server.start(port=port)
    assert texts((await _poll(server))["result"]) == ["while it was away"]


async def _poll(server: TelegramServer) -> dict[str, list[dict[str, dict[str, str]]]]:
    url = f"{server.url}/bot{server.token}/getUpdates"
    async with aiohttp.ClientSession() as session, session.get(url, params={"timeout": 20}) as answer:
        body: dict[str, list[dict[str, dict[str, str]]]] = await answer.json()
        return body
