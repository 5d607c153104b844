"""The command menus: by language for everyone, and for one chat after a role was granted."""

from __future__ import annotations

import re

from bot.chat.texts import keys
from bot.cli.inviting import invite
from bot.playground.telegram import TelegramServer
from bot.playground.telegram.rendering import detect
from handlers.routes import COMMANDS, menu
from tests.platforms.house import House, until


async def test_everyone_sees_the_commands_in_their_language(server: TelegramServer, house: House) -> None:
    await house.start()
    sara, omar = server.user(7, "Sara"), server.user(8, "Omar", language_code="ar")
    await until(lambda: sara.commands and omar.commands and sara.commands != omar.commands)

    everyones = [route.word for route in menu(lambda _: False)]
    assert [one["command"] for one in sara.commands] == everyones
    assert [one["command"] for one in omar.commands] == everyones
    assert all(re.search("[\u0600-\u06ff]", one["description"]) for one in omar.commands)
    assert all(len(one["description"]) <= 60 for one in (*sara.commands, *omar.commands))


async def test_in_arabic_each_command_can_be_tapped_where_it_is_named(server: TelegramServer, house: House) -> None:
    await house.start()
    omar = server.user(8, "Omar", language_code="ar")

    await omar.send("/help")
    listed = (await omar.next()).text or ""

    found = {listed[one["offset"] :][: one["length"]] for one in detect(listed) if one["type"] == "bot_command"}
    assert found == {f"/{route.word}" for route in menu(lambda _: False)}
    assert all(f"\u2068/{route.word}\u2069" in listed for route in menu(lambda _: False))


async def test_a_code_from_the_command_line_gives_a_role_and_its_menu(server: TelegramServer, house: House) -> None:
    await house.start()
    first, link, by_hand = await invite(house.settings, "recruiter", " Northwind Labs ")
    code = first.rpartition(" ")[2]
    assert link == f"Telegram: https://t.me/callboard_bot?start={code}"
    assert by_hand.endswith(f"/start {code}")
    riley = server.user(9, "Riley")

    await riley.start(code)
    await until(lambda: "newtask" in [one["command"] for one in riley.commands])

    assert "newtask" not in [one["command"] for one in server.user(7, "Sara").commands]
    omar = server.user(10, "Omar")
    await omar.start(code)
    assert "used" in ((await omar.next()).text or "").lower()


def test_every_command_can_stand_in_a_menu() -> None:
    for word, route in COMMANDS.items():
        assert word == route.word
        assert word.isidentifier() and word.islower() and len(word) <= 32
        assert all(f"command-{word}" in keys(language) for language in ("en", "ar")), word
    assert len(COMMANDS) <= 100
