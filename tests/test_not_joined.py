"""Who began to join and asks for what experts have hears what is left, and goes on with one tap."""

from __future__ import annotations

import pytest

from handlers.reminders import reminders
from tests.chat import Chat
from tests.joining import reaches


@pytest.mark.parametrize("command", ["/work", "/why", "/earnings", "/profile", "/pause", "/resume"])
def test_half_joined(chat: Chat, command: str) -> None:
    sara = chat.person("Sara", "en-GB")
    reaches(sara, "rate")

    sara.writes(command)

    assert sara.sees("2 steps are left:\n• Least an hour\n• Quiet hours")
    sara.taps("Go on")
    assert sara.sees("What must an hour pay at least?")


def test_all_but_the_last_look(chat: Chat) -> None:
    sara = chat.person("Sara", "en-GB")
    reaches(sara, "summary")

    sara.writes("/work")

    assert sara.sees("Only your last look at it is left")


@pytest.mark.parametrize(
    ("upto", "also", "left"),
    [
        ("rate", (), "2 steps are left"),
        ("proof", (), "3 steps are left"),
        ("proof", ("NPI number", "1234567893"), "3 steps are left"),
        ("summary", (), "Only your last look at it is left"),
    ],
)
def test_a_reminder_counts_as_the_rest_does(chat: Chat, upto: str, also: tuple[str, ...], left: str) -> None:
    sara = chat.person("Sara", "en-GB")
    reaches(sara, upto)
    if also:
        way, number = also
        sara.taps(way).writes(number)
    sara.writes("/work")
    assert sara.sees(left)

    chat.later(hours=25)
    chat.sweep(reminders.sweep)

    assert sara.sees("You had begun to join") and sara.sees(left)


def test_half_joined_in_arabic(chat: Chat) -> None:
    omar = chat.person("عمر", "ar")
    omar.writes("/start").taps("العربية").taps("القاهرة")

    omar.writes("/work")

    assert omar.sees("بقيت 7 خطوات:\n• موافقتك على ما أحتفظ به\n• الاسم")


@pytest.mark.parametrize("command", ["/work", "/why", "/earnings", "/profile"])
def test_not_begun(chat: Chat, command: str) -> None:
    sara = chat.person("Sara", "en-GB")

    sara.writes(command)

    assert sara.last.labels == ["Start", "Help"]


@pytest.mark.parametrize(
    "words",
    ["عربي", "ar", "Arabic", "العربية"],
)
def test_the_language_is_named_with_the_command(chat: Chat, words: str) -> None:
    sara = chat.person("Sara", "en-GB")

    sara.writes(f"/language {words}")

    assert sara.sees("اللغة") and sara.last.labels == ["مساعدة"]


def test_a_language_that_is_not_spoken(chat: Chat) -> None:
    sara = chat.person("Sara", "en-GB")

    sara.writes("/language français")

    assert sara.sees("I speak English and Arabic (العربية) so far")


def test_a_refused_language_is_one_sentence_not_the_whole_welcome(chat: Chat) -> None:
    sara = chat.person("Sara", "en-GB")
    sara.writes("/start")

    sara.writes("français")

    assert sara.sees("I speak English and Arabic (العربية) so far") and sara.sees("Which language shall we use?")
    assert "Joining takes about five minutes" not in sara.last.text
    sara.writes("عربي")
    assert sara.sees("كم الساعة عندك الآن؟")
