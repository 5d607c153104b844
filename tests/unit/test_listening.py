"""How a simulated expert knows a question, on whichever platform it is shown."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest

from bot.chat.message import Arg, Text, text
from bot.chat.texts import LANGUAGES, Reader, plain
from bot.demo import answers
from bot.demo.answers import ASKED
from bot.demo.listening import heard
from bot.demo.seat import Shown

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CONSENT = ("onboarding-consent", "particulars-name")


@pytest.mark.parametrize("slash", ["/", "/callboard "])
def test_a_command_in_a_text_is_heard_as_each_platform_spells_it(slash: str) -> None:
    reader = Reader("en", "UTC", NOW, slash)
    assert heard(plain(text("onboarding-consent", version="1"), reader), CONSENT) == "onboarding-consent"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ASKED)
def test_a_question_of_a_task_is_heard_as_no_other(key: str, language: str) -> None:
    """They begin alike: with a text that is a part of each."""
    words = text("answering-place-lost")
    variables: dict[str, Arg] = {"place": words, "task": "Liver", "asked": "Is it?", "options": "1. Yes", "lines": "1"}
    numbers: dict[str, Arg] = {"n": 1, "total": 2, "unit": "mg", "most": 3, "many": "one", "scale": "1 to 5"}
    said = plain(Text(key, {**variables, **numbers}), Reader(language, "UTC", NOW))
    assert heard(said, ASKED, language) == key


def test_an_option_is_typed_without_the_box_before_it() -> None:
    shown = Shown("1", "Which apply?", [["☐ \u2068a\u2069"], ["Done"], ["← Back", "Cancel"]])

    assert answers.answer("answering-choices", shown, "en", Random(1)) == answers.Answer("a")
