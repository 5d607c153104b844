"""How a simulated expert knows a question, on whichever platform it is shown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.chat.message import text
from bot.chat.texts import Reader, plain
from bot.demo.listening import heard

CONSENT = ("onboarding-consent", "particulars-name")


@pytest.mark.parametrize("slash", ["/", "/callboard "])
def test_a_command_in_a_text_is_heard_as_each_platform_spells_it(slash: str) -> None:
    reader = Reader("en", "UTC", datetime(2026, 1, 1, tzinfo=UTC), slash)
    assert heard(plain(text("onboarding-consent", version="1"), reader), CONSENT) == "onboarding-consent"
