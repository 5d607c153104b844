"""A bot on python-telegram-bot and a person write to each other."""

from __future__ import annotations

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.playground.telegram import TelegramServer, User

from .conftest import Raw

KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Claim", callback_data="c:1")]])


async def test_the_bot_knows_itself(bot: telegram.Bot) -> None:
    assert (bot.id, bot.username, bot.first_name) == (1001, "callboard_bot", "Callboard")


async def test_a_start_link_reaches_the_bot(server: TelegramServer, bot: telegram.Bot) -> None:
    omar = server.user(9, "Omar", language_code="en")
    await omar.start("inv_7")
    (update,) = await bot.get_updates()
    message = update.message
    assert message is not None
    assert message.text == "/start inv_7"
    assert message.parse_entities(["bot_command"]) == {message.entities[0]: "/start"}
    assert message.from_user is not None
    assert (message.from_user.id, message.from_user.language_code, message.chat.type) == (9, "en", "private")


async def test_a_message_with_html_and_buttons(bot: telegram.Bot, sara: User) -> None:
    sent = await bot.send_message(7, "<b>Hi</b> &amp; <i>welcome</i> 😀", parse_mode="HTML", reply_markup=KEYS)
    assert sent.text == "Hi & welcome 😀"
    assert [(entity.type, entity.offset, entity.length) for entity in sent.entities] == [
        ("bold", 0, 2),
        ("italic", 5, 7),
    ]
    seen = await sara.next()
    assert seen.message_id == sent.message_id
    assert seen.html == "<b>Hi</b> &amp; <i>welcome</i> 😀"
    assert seen.buttons == [[{"text": "Claim", "data": "c:1"}]]


async def test_a_tap_is_answered_once_it_is_known(bot: telegram.Bot, sara: User) -> None:
    sent = await bot.send_message(7, "A task", reply_markup=KEYS)
    query_id = await sara.tap(sent.message_id)
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (query_id, "c:1", 7)
    assert isinstance(query.message, telegram.Message)
    assert query.message.text == "A task"
    with sara.subscribe() as events:
        assert (await anext(events))["type"] == "chat"
        assert await query.answer("Yours", show_alert=True)
        assert await anext(events) == {
            "type": "answered",
            "callback_query_id": query_id,
            "message_id": sent.message_id,
            "text": "Yours",
            "alert": True,
        }


async def test_an_edit_replaces_text_and_buttons(bot: telegram.Bot, sara: User) -> None:
    sent = await bot.send_message(7, "A task", reply_markup=KEYS)
    edited = await bot.edit_message_text("Taken", 7, sent.message_id)
    assert isinstance(edited, telegram.Message)
    assert edited.edit_date is not None
    now = sara.chat[-1]
    assert (now.text, now.buttons, now.message_id) == ("Taken", [], sent.message_id)
    assert now.edited_at is not None
    await bot.edit_message_reply_markup(7, sent.message_id, reply_markup=KEYS)
    assert sara.chat[-1].labels == ["Claim"]


async def test_the_same_edit_again_is_refused(bot: telegram.Bot, sara: User) -> None:
    sent = await bot.send_message(7, "<b>A</b> task", parse_mode="HTML", reply_markup=KEYS)
    with pytest.raises(telegram.error.BadRequest, match="Message is not modified: specified new message content"):
        await bot.edit_message_text("<b>A</b> task ", 7, sent.message_id, parse_mode="HTML", reply_markup=KEYS)
    await bot.edit_message_text("A task", 7, sent.message_id, reply_markup=KEYS)


async def test_old_buttons_can_still_be_tapped(bot: telegram.Bot, sara: User) -> None:
    sent = await bot.send_message(7, "A task", reply_markup=KEYS)
    await bot.edit_message_text("Taken", 7, sent.message_id)
    with pytest.raises(LookupError):
        await sara.tap(sent.message_id, label="Claim")
    await sara.tap(sent.message_id, "c:1")
    await bot.delete_message(7, sent.message_id)
    await sara.tap(sent.message_id, "c:1")
    first, second = (update.callback_query for update in await bot.get_updates())
    assert first is not None
    assert second is not None
    assert first.message is not None
    assert second.message is not None
    assert first.message.is_accessible
    assert not second.message.is_accessible


async def test_a_reply_shows_what_it_replies_to(bot: telegram.Bot, sara: User) -> None:
    asked = await sara.send("Is it paid?")
    sent = await bot.send_message(7, "It is", reply_to_message_id=asked)
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "Is it paid?"
    assert sara.chat[-1].reply_to == asked
    with pytest.raises(telegram.error.BadRequest, match="Message to be replied not found"):
        await bot.send_message(7, "It is", reply_to_message_id=999)
    await bot.send_message(7, "It is", reply_to_message_id=999, allow_sending_without_reply=True)


async def test_spaces_around_a_text_are_dropped(raw: Raw, sara: User) -> None:
    sent = await raw.result("sendMessage", chat_id=7, text="\n <b> Hi </b> \n", parse_mode="HTML")
    assert sent["text"] == "Hi"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]


async def test_the_other_ways_to_be_seen(bot: telegram.Bot, sara: User) -> None:
    sent = await bot.send_message(7, "Hello")
    with sara.subscribe() as events:
        await anext(events)
        await bot.send_chat_action(7, "typing")
        assert await anext(events) == {"type": "action", "action": "typing"}
        await bot.delete_message(7, sent.message_id)
        assert await anext(events) == {"type": "delete", "message_id": sent.message_id}
    chat = await bot.get_chat(7)
    assert (chat.full_name, chat.username) == ("Sara Haddad", "sara")
