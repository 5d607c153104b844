"""What typed words mean on Slack."""

from __future__ import annotations

import pytest

from bot.chat.event import Command, What, Words
from bot.platforms.slack.typed import meant

COMMANDS = {"review", "link", "start"}


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("Review", Words("Review", Command("review"))),
        (" review ", Words(" review ", Command("review"))),
        ("review of livers", Words("review of livers")),
        ("link K7M2-Q9XA", Command("link", "K7M2-Q9XA")),
        ("start with the liver", Words("start with the liver")),
        (" /review now", Command("review", "now")),
        ("/callboard review", Command("review")),
        ("hello", Words("hello")),
    ],
)
def test_words_commands_and_what_may_be_both(typed: str, what: What) -> None:
    assert meant(typed, COMMANDS.__contains__) == what
