"""A typed yes or no does what the button does, wherever one is offered, in both languages."""

from __future__ import annotations

import pytest

from bot.chat.assent import NO, YES, meant
from models.person import Progress
from models.task import Task
from tests import make
from tests.chat import Chat
from tests.joining import expert_of, reaches
from tests.recruiting import describes, recruiter


def test_no_word_says_both() -> None:
    assert {meant(word) for word in YES} == {"yes"}
    assert {meant(word) for word in NO} == {"no"}
    assert meant("yes, but later") is None


@pytest.mark.parametrize("words", ["yes", "OK!", "نعم", "Yes please", "That's right, join", "تمام", "👍 ok"])
def test_yes_joins_at_the_summary(chat: Chat, words: str) -> None:
    sara = chat.person("Sara", "en-GB")
    reaches(sara, "summary")

    sara.writes(words)

    assert sara.sees("Welcome, Sara.") and expert_of(chat, "Sara") is not None


def test_no_at_the_summary_says_how_to_change_a_line(chat: Chat) -> None:
    sara = chat.person("Sara", "en-GB")
    reaches(sara, "summary")

    sara.writes("لا")

    assert sara.sees("To change a line, tap its Edit button.") and sara.sees("Please have a last look")


@pytest.mark.parametrize(("words", "said"), [("ok", "What is your name?"), ("no", "I have deleted your answers")])
def test_consent_may_be_typed(chat: Chat, words: str, said: str) -> None:
    sara = chat.person("Sara", "en-GB")
    reaches(sara, "consent")

    sara.writes(words)

    assert sara.sees(said)


@pytest.mark.parametrize(("words", "left"), [("yes", 0), ("لا", 1)])
def test_an_asked_for_confirmation_gets_the_word_and_not_the_open_question(chat: Chat, words: str, left: int) -> None:
    sara = chat.person("Sara", "en-GB")
    reaches(sara, "name")
    sara.writes("/cancel")
    assert sara.sees("Throw away")

    sara.writes(words)

    assert sara.sees("Thrown away" if not left else "What is your name?")
    assert len(make.rows(chat, Progress)) == left


def test_without_a_confirmation_the_word_is_an_answer(chat: Chat) -> None:
    rana = recruiter(chat)
    rana.writes("/newtask")
    rana.writes("Yes and no").writes("yes")

    assert rana.sees("How is question 1 answered?")


def test_a_confirmation_that_something_followed_is_over(chat: Chat) -> None:
    rana = recruiter(chat)
    describes(rana)
    rana.taps("Throw away")
    rana.writes("/help")

    rana.writes("yes")

    assert rana.sees("I'm not waiting for an answer") and make.rows(chat, Task)


def test_a_draft_is_thrown_away_in_arabic(chat: Chat) -> None:
    rana = recruiter(chat)
    describes(rana)
    rana.taps("Throw away")

    rana.writes("نَعَم")

    assert rana.sees("is gone") and not make.rows(chat, Task)


def test_everything_is_forgotten_by_a_typed_yes(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/forget")

    sara.writes("Yes")

    assert sara.has_seen("deleted")
