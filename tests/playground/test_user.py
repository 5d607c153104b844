"""What a simulated person can do, and how it waits for the bot."""

from __future__ import annotations

import asyncio

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.playground.telegram import TelegramServer, User


async def test_next_returns_each_thing_once_and_in_order(bot: telegram.Bot, sara: User) -> None:
    first = await bot.send_message(7, "one")
    await bot.send_message(7, "two")
    await bot.edit_message_text("one, edited", 7, first.message_id)
    assert [(await sara.next()).text for _ in range(3)] == ["one", "two", "one, edited"]
    with pytest.raises(TimeoutError):
        await sara.next(timeout=0.05)
    waiting = asyncio.create_task(sara.next())
    await asyncio.sleep(0.01)
    await bot.send_message(7, "three")
    assert (await waiting).text == "three"


async def test_next_after_a_message_leaves_out_what_was_before(bot: telegram.Bot, sara: User) -> None:
    old = await bot.send_message(7, "old news")
    asked = await sara.send("/work")
    await bot.edit_message_text("old news, edited", 7, old.message_id)
    answer = await bot.send_message(7, "here is work")
    assert (await sara.next(after=asked)).text == "old news, edited"
    assert (await sara.next(after=asked)).message_id == answer.message_id
    await bot.send_message(7, "more")
    await bot.send_message(7, "and more")
    assert (await sara.next(after=answer.message_id)).text == "more"
    sara.skip()
    with pytest.raises(TimeoutError):
        await sara.next(timeout=0.01)


async def test_buttons_are_found_by_their_label(bot: telegram.Bot, sara: User) -> None:
    keys = InlineKeyboardMarkup(
        [[InlineKeyboardButton("Claim", callback_data="c"), InlineKeyboardButton("Not now", callback_data="n")]]
    )
    older = await bot.send_message(7, "a task", reply_markup=keys)
    await bot.send_message(7, "a word between")
    await sara.press("Not now")
    await sara.tap(older.message_id, label="Claim")
    assert [u.callback_query and u.callback_query.data for u in await bot.get_updates()] == ["n", "c"]
    for wrong in (sara.press("Nonsense"), sara.tap(older.message_id), sara.tap(404, label="Claim")):
        with pytest.raises(LookupError):
            await wrong


async def test_whoever_has_blocked_the_bot_can_only_start_again(server: TelegramServer, sara: User) -> None:
    sara.block()
    with pytest.raises(PermissionError):
        await sara.send("hello?")
    with pytest.raises(PermissionError):
        await sara.tap(1, "x")
    await sara.start()
    assert [next(kind for kind in update if kind != "update_id") for update in server.unconfirmed] == [
        "my_chat_member",
        "my_chat_member",
        "message",
    ]


async def test_what_the_app_would_not_send(sara: User) -> None:
    for text in ("", "  ", "x" * 4097):
        with pytest.raises(ValueError, match="4096"):
            await sara.send(text)
    with pytest.raises(LookupError):
        await sara.edit(404, "x")


async def test_the_same_person_twice(server: TelegramServer, sara: User) -> None:
    assert server.user(7, "Somebody else") is sara
    assert sara.person.first_name == "Sara"
    assert (sara.user_id, sara.blocked, sara.last) == (7, False, None)


async def test_a_long_chat_forgets_its_beginning(server: TelegramServer) -> None:
    chat_user = server.user(3)
    for number in range(server.limits.history + 5):
        await chat_user.send(str(number))
    assert len(chat_user.chat) == server.limits.history
    assert chat_user.chat[0].text == "5"
