"""Where a command needs no slash, its word may as well be the answer to the open question."""

from __future__ import annotations

import pytest

from tests.chat import Chat
from tests.recruiting import recruiter


def test_a_commands_word_is_a_title_while_a_title_is_asked_for(chat: Chat) -> None:
    rana = recruiter(chat)
    rana.writes("/newtask")

    rana.types_bare("Review")

    assert rana.sees("Question 1.")
    rana.types_bare("tasks")
    assert rana.sees("How is question 1 answered?")


def test_without_an_open_question_it_is_the_command(chat: Chat) -> None:
    rana = recruiter(chat)

    rana.types_bare("Review")

    assert rana.sees("No answers wait")


def test_where_the_question_would_refuse_it_it_is_the_command(chat: Chat) -> None:
    rana = recruiter(chat)
    rana.writes("/newtask").writes("Liver scans").writes("What is it?")
    assert rana.sees("How is question 1 answered?")

    rana.types_bare("tasks")

    assert rana.sees("You have no tasks yet")


@pytest.mark.parametrize(("word", "said"), [("Back", "title"), ("cancel", "Throw away"), ("Help", "What you can do")])
def test_the_ways_out_are_commands_whatever_is_asked(chat: Chat, word: str, said: str) -> None:
    rana = recruiter(chat)
    rana.writes("/newtask").writes("Liver scans")
    assert rana.sees("Question 1.")

    rana.types_bare(word)

    assert rana.sees(said) and not any("How is question 1" in shown.text for shown in rana.messages)
