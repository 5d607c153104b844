"""Whatever is written, there is an answer that helps."""

from __future__ import annotations

from bot.chat.texts import Reader
from bot.jobs.runners import menu_of
from handlers.routes import COMMANDS, ORDER
from models.membership import Role
from tests.chat import START, Chat


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


def test_every_command_has_one_place_in_the_list() -> None:
    assert sorted(ORDER) == sorted(COMMANDS)


def test_commands_are_listed_by_what_comes_first(chat: Chat) -> None:
    sara = chat.person("Sara")
    reader = Reader("en", "UTC", START)

    sara.writes("/help")

    listed = [line.split(" ")[0] for line in sara.last.text.splitlines() if line.startswith("/")]
    assert listed[:4] == ["/start", "/work", "/profile", "/earnings"]
    assert listed[-1] == "/help"
    assert [f"/{word}" for word, _ in menu_of(reader, [])] == listed
    staff = [word for word, _ in menu_of(reader, [Role.RECRUITER])]
    assert staff[:7] == ["newtask", "tasks", "broadcast", "audience", "experts", "review", "stats"]
