"""Texts that are made once for everyone: none that holds somebody's words, or an hour that is another's elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.chat.message import Arg, Labels, Text, text
from bot.chat.texts import Reader, _same_for_all, render
from models.money import Money

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
RIYADH, LONDON = Reader("en", "Asia/Riyadh", NOW), Reader("en", "Europe/London", NOW)
FIELD = Labels({"en": "Hepatology", "ar": "طب الكبد"})


def line(value: Arg) -> Text:
    """A line of a summary."""
    return Text("summary-line", {"label": text("profile-name"), "value": value})


@pytest.mark.parametrize("value", [Money(10_000, "USD"), FIELD, 3, text("quiet-none"), text("progress", n=3, of=9)])
def test_what_holds_nobodys_words_is_made_once(value: Arg) -> None:
    first = render(line(value), RIYADH)
    made = _same_for_all.cache_info().misses

    assert render(line(value), RIYADH) == first
    assert _same_for_all.cache_info().misses == made


@pytest.mark.parametrize("value", ["Sara Khan", text("onboarding-done", name="Sara Khan")])
def test_peoples_words_are_not_kept(value: Arg) -> None:
    """Whoever leaves is not to be found in what was made for all."""
    render(line("somebody else"), RIYADH)
    kept = _same_for_all.cache_info().currsize

    assert "Sara Khan" in render(line(value), RIYADH)
    assert _same_for_all.cache_info().currsize == kept


def test_an_hour_is_each_readers_own() -> None:
    assert render(line(NOW), RIYADH).endswith("12:00")
    assert render(line(NOW), LONDON).endswith("09:00")


def test_a_label_is_in_the_readers_language() -> None:
    assert "Hepatology" in render(line(FIELD), RIYADH)
    assert "طب الكبد" in render(line(FIELD), Reader("ar", "Asia/Riyadh", NOW))
