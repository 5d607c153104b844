"""Whatever is written, there is an answer that helps."""

from __future__ import annotations

from tests.chat import Chat


def test_whoever_writes_something_else_is_shown_the_ways_on(chat: Chat) -> None:
    sara = chat.person("Sara")

    sara.writes("hello?")

    assert sara.sees("I'm not waiting for an answer")
    sara.taps("Help")
    assert sara.sees("What you can do")


def test_an_unknown_command_is_named(chat: Chat) -> None:
    sara = chat.person("Sara")

    sara.writes("/dance now")

    assert sara.sees("I don't know /dance")
