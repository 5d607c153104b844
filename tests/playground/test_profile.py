"""Commands by scope and language, and the other things that a bot says of itself."""

from __future__ import annotations

from typing import Any

import pytest
import telegram
from telegram import BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.playground.telegram import TelegramServer, User

from .conftest import Raw


def names(user: User) -> list[str]:
    return [command["command"] for command in user.commands]


async def test_the_most_specific_commands_win(server: TelegramServer, bot: telegram.Bot, sara: User) -> None:
    omar = server.user(8, "Omar", language_code="en")
    with sara.subscribe() as events:
        await anext(events)
        await bot.set_my_commands([("start", "Begin")])
        assert (names(sara), names(omar)) == (["start"], ["start"])
        await bot.set_my_commands([("work", "اعمل")], scope=BotCommandScopeAllPrivateChats(), language_code="ar")
        assert (names(sara), names(omar)) == (["work"], ["start"])
        await bot.set_my_commands([("help", "Help")], scope=BotCommandScopeAllPrivateChats())
        assert (names(sara), names(omar)) == (["work"], ["help"])
        await bot.set_my_commands([("review", "Review")], scope=BotCommandScopeChat(7))
        assert (names(sara), names(omar)) == (["review"], ["help"])
        told = [(await anext(events))["commands"][0]["command"] for _ in range(4)]
        assert told == ["start", "work", "work", "review"]
    assert await bot.get_my_commands(scope=BotCommandScopeChat(7)) == (telegram.BotCommand("review", "Review"),)
    assert await bot.get_my_commands(language_code="ar") == ()
    await bot.delete_my_commands(scope=BotCommandScopeChat(7))
    assert names(sara) == ["work"]


@pytest.mark.parametrize(
    ("commands", "description"),
    [
        ([{"command": "Start", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "a" * 33, "description": "x"}], "command length must not exceed 32"),
        ([{"command": "/", "description": "x"}], "command must be non-empty"),
        ([{"command": "a", "description": " "}], "command description must be non-empty"),
        ([{"command": "a", "description": "x" * 257}], "command description length must not exceed 256"),
        ([{"command": "a"}], 'can\'t parse BotCommand: Field "description" must be of type String'),
        ([{"command": "a", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
        ("a", "can't parse commands JSON object"),
        ({}, "expected an Array of BotCommand"),
    ],
)
async def test_commands_that_are_refused(raw: Raw, commands: Any, description: str) -> None:
    assert await raw.refusal("setMyCommands", commands=commands) == f"Bad Request: {description}"


async def test_scopes_that_are_refused(raw: Raw) -> None:
    some = [{"command": "a", "description": "x"}]
    for scope, description in [
        ({"type": "chat", "chat_id": 404}, "chat not found"),
        ({"type": "chat"}, "can't parse BotCommandScope: Empty chat_id specified"),
        ({"type": "planet"}, "can't parse BotCommandScope: Unsupported type specified"),
    ]:
        assert await raw.refusal("setMyCommands", commands=some, scope=scope) == f"Bad Request: {description}"
    assert await raw.refusal("setMyCommands", commands=some, language_code="english") == (
        "Bad Request: invalid language code specified"
    )


async def test_names_and_descriptions_by_language(bot: telegram.Bot, sara: User) -> None:
    await bot.set_my_name("كولبورد", language_code="ar")
    await bot.set_my_description("Paid tasks for specialists")
    await bot.set_my_short_description("Paid tasks")
    assert (await bot.get_my_name()).name == "Callboard"
    assert (await bot.get_my_name("ar")).name == "كولبورد"
    assert sara.snapshot()["bot"] == {"name": "كولبورد", "username": "callboard_bot"}
    assert (await bot.get_my_description("ar")).description == "Paid tasks for specialists"
    assert (await bot.get_my_short_description()).short_description == "Paid tasks"
    await bot.set_my_name(language_code="ar")
    assert (await bot.get_my_name("ar")).name == "Callboard"
    with pytest.raises(telegram.error.BadRequest, match="too long"):
        await bot.set_my_short_description("x" * 121)


async def test_the_menu_button(bot: telegram.Bot, sara: User) -> None:
    assert (await bot.get_chat_menu_button()).type == "commands"
    button = telegram.MenuButtonWebApp("Desk", telegram.WebAppInfo("https://desk.example"))
    await bot.set_chat_menu_button(7, button)
    assert await bot.get_chat_menu_button(7) == button
    assert (await bot.get_chat_menu_button()).type == "commands"
    await bot.set_chat_menu_button(7, telegram.MenuButtonDefault())
    assert (await bot.get_chat_menu_button(7)).type == "commands"
