"""The whole service with people at the local Telegram: what they see, whatever they are called."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.chat.event import Command, Event, Finished, Sender
from bot.chat.message import Button, Message, Text, say, text
from bot.chat.texts import Reader, compose, plain
from bot.platforms.telegram.sending import MOST_CAPTION, MOST_TEXT, fitted
from bot.playground.telegram import TelegramServer
from bot.playground.telegram.html import parse, utf16_length
from handlers.turn import Turn
from models.person import Account
from models.seen import ParkedEvent
from tests.platforms.house import House, command, until
from tests.platforms.post import now

MARKUP = st.sampled_from("<>&\"';/\u202e\u2069\u2068\u202a")
HOSTILE = st.text(st.characters(codec="utf-8") | MARKUP, max_size=60)
DIRECTING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


async def test_who_blocked_the_bot_is_reachable_when_they_write_again(server: TelegramServer, house: House) -> None:
    await house.start()
    sara = server.user(7, "Sara")
    await sara.send("hello?")
    await sara.next()
    sara.block()
    await until(lambda: house.rows(Account)[0].unreachable_since is not None)

    sara.unblock()
    await until(lambda: house.rows(Account)[0].unreachable_since is None)
    await sara.send("hello again")

    assert "waiting" in ((await sara.next()).text or "")


async def test_a_job_that_ends_is_no_sign_of_life(server: TelegramServer, house: House) -> None:
    service = await house.start()
    sara = server.user(7, "Sara")
    await sara.send("hello?")
    await sara.next()
    sara.block()
    await until(lambda: house.rows(Account)[0].unreachable_since is not None)

    await service.inbox.take(Event("job:99", Sender("telegram", "7", "7"), Finished(99, "menu")))

    assert house.rows(Account)[0].unreachable_since is not None


@pytest.mark.parametrize("name", ['<b>&"', "</b> <i>", "&lt;b&gt; &amp;", "<script>'"])
async def test_a_name_full_of_markup_appears_as_typed(server: TelegramServer, house: House, name: str) -> None:
    def greet(turn: Turn, _: str) -> list[Message]:
        label = text("help-line", command="x", does=turn.person.name)
        return [say("help-line", rows=[[Button(label, "help.command", ("help",))]], command="x", does=turn.person.name)]

    await house.start()
    sara = server.user(7, name)
    with command("greet", greet):
        await sara.send("/greet")
        seen = await sara.next()

    assert seen.text == f"/x – {name}"
    assert seen.labels == [f"/x – {name}"]


async def test_a_message_too_long_is_cut_and_sent(server: TelegramServer, house: House) -> None:
    def tell(turn: Turn, rest: str) -> list[Message]:
        return [say("help-line", command="x", does="<" * 2500 + "😀" * 2500)]

    await house.start()
    sara = server.user(7, "Sara")
    with command("long", tell):
        await sara.send("/long")
        seen = await sara.next()

    assert seen.text is not None
    assert utf16_length(seen.text) <= 4096
    assert seen.text.endswith("😀…")


async def test_a_failing_command_is_parked_once_and_the_person_is_told(server: TelegramServer, house: House) -> None:
    def fail(turn: Turn, rest: str) -> list[Message]:
        turn.person.name = "changed"
        raise ZeroDivisionError("oh")

    await house.start()
    people = [server.user(100 + place, f"P{place}") for place in range(5)]
    with command("fail", fail):
        for place, person in enumerate(people):
            await person.send("/fail" if place == 2 else "hello?")
        seen = await asyncio.gather(*(person.next() for person in people))
        await server.settled()

    assert ["Something went wrong" in (message.text or "") for message in seen] == [False, False, True, False, False]
    assert [parked.error for parked in house.rows(ParkedEvent)] == ["ZeroDivisionError: oh"]


async def test_taps_that_no_button_of_ours_made_are_answered_kindly(server: TelegramServer, house: House) -> None:
    await house.start()
    sara = server.user(7, "Sara")
    await sara.send("hello?")
    first = await sara.next()
    ours = first.buttons[0][0]["data"].partition(".")[0]
    forged = [
        *("x", ".", ":", "1", "9" * 60, "99999.0", "²:x", "0:help.command:help"),
        *(f"{ours}{tail}" for tail in (".99", ".-1", ".", ".²", ":no.such:1", ":", ".1.1")),
    ]
    for data in forged:
        await sara.tap(first.message_id, data)
        await server.settled()
    await until(lambda: sum("older message" in (m.text or "") for m in sara.chat) >= 4)

    assert house.rows(ParkedEvent) == []


async def test_a_word_with_a_slash_is_a_command_only_if_it_looks_like_one(server: TelegramServer, house: House) -> None:
    heard: list[tuple[str, str]] = []

    def hear(turn: Turn, rest: str) -> list[Message]:
        assert isinstance(turn.what, Command)
        heard.append((turn.what.word, rest))
        return []

    await house.start()
    sara = server.user(7, "Sara")
    with command("hear", hear):
        for words in ("/hear", "/HEAR x", "/hear@callboard_bot  y ", "/hear\nz\nz", "/usr/bin", "/", "//hear"):
            await sara.send(words)
        await server.settled()

    assert heard == [("hear", ""), ("hear", "x"), ("hear", "y"), ("hear", "z\nz")]


@settings(max_examples=150, deadline=None)
@given(HOSTILE, st.sampled_from(["en", "ar"]))
@example("&amp;lt;", "en")
@example("\u2069\u202eabc", "ar")
def test_nobodys_words_are_markup(words: str, language: str) -> None:
    reader = Reader(language, "UTC", now())
    message = say("help-line", command="x", does=words)

    shown, entities = parse(compose(message, reader))

    assert entities == []
    assert words.translate(DIRECTING) in shown
    assert shown.count("\u2068") == shown.count("\u2069")
    assert words.translate(DIRECTING) in plain(message.parts[0], reader)
    assert plain(words, reader).strip("\u2068\u2069") == words.translate(DIRECTING)


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("a<&>😀é "), min_size=900, max_size=5000), st.sampled_from([MOST_TEXT, MOST_CAPTION]))
def test_whatever_is_cut_fits_and_parses(words: str, most: int) -> None:
    marked = compose(say("help-line", command="x", does=words), Reader("en", "UTC", now()))
    shown, _ = parse(fitted(marked, most))
    assert utf16_length(shown) <= most


def test_in_arabic_every_value_keeps_to_itself() -> None:
    reader = Reader("ar", "UTC", now())
    shown = compose(Message((Text("help-line", {"command": "work", "does": "Sara (MD)"}),)), reader)
    assert "\u2068Sara (MD)\u2069" in shown
    assert "\u2068" in compose(say("help-line", command="x", does="سارة"), Reader("en", "UTC", now()))
    assert "\u2068" not in compose(say("help-line", command="x", does="Sara"), Reader("en", "UTC", now()))
