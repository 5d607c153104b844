"""When people say that something is to be: in English and Arabic, in either kind of digits, by their own clock."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.chat.moments import Moment
from bot.chat.questions import Given
from bot.chat.texts import Reader
from models.errors import Refused

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CAIRO = ZoneInfo("Africa/Cairo")


def said(words: str, language: str = "en", zone: str = "Africa/Cairo") -> str:
    at = Moment().read(Given(Reader(language, zone, TUESDAY), words=words))
    return f"{at.astimezone(CAIRO):%a %d %b %H:%M}"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("tomorrow 9:00", "Wed 25 Nov 09:00"),
        ("tomorrow 9", "Wed 25 Nov 09:00"),
        ("9 tomorrow", "Wed 25 Nov 09:00"),
        ("tomorrow at 9", "Wed 25 Nov 09:00"),
        ("at 9.30 tomorrow", "Wed 25 Nov 09:30"),
        ("9 am Monday", "Mon 30 Nov 09:00"),
        ("monday at 9", "Mon 30 Nov 09:00"),
        ("Tuesday 15:00", "Tue 24 Nov 15:00"),
        ("next Tuesday 15:00", "Tue 01 Dec 15:00"),
        ("Tuesday 9am", "Tue 01 Dec 09:00"),
        ("9:00", "Wed 25 Nov 09:00"),
        ("9", "Wed 25 Nov 09:00"),
        ("5pm", "Tue 24 Nov 17:00"),
        ("in half an hour", "Tue 24 Nov 11:30"),
        ("30.11.2026 9:00", "Mon 30 Nov 09:00"),
        ("2026-12-01 14:00", "Tue 01 Dec 14:00"),
        ("tomorrow 9:00 UTC", "Wed 25 Nov 11:00"),
    ],
)
def test_in_english(words: str, meant: str) -> None:
    assert said(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("غدًا الساعة ٩", "Wed 25 Nov 09:00"),
        ("غداً ٩:٣٠ صباحًا", "Wed 25 Nov 09:30"),
        ("غدا ٩ م", "Wed 25 Nov 21:00"),
        ("غدا صباحا", "Wed 25 Nov 09:00"),
        ("بعد غد ٩:٠٠", "Thu 26 Nov 09:00"),
        ("يوم الاثنين الساعة ٩ صباحا", "Mon 30 Nov 09:00"),
        ("الإثنين 9:00", "Mon 30 Nov 09:00"),
        ("٩ صباحا الاثنين", "Mon 30 Nov 09:00"),
        ("الأحد القادم ٩ صباحا", "Sun 29 Nov 09:00"),
        ("بعد ساعة", "Tue 24 Nov 12:00"),
        ("بعد ٣ ساعات", "Tue 24 Nov 14:00"),
        ("بعد ٣٠ دقيقة", "Tue 24 Nov 11:30"),
        ("١ ديسمبر ١٤:٠٠", "Tue 01 Dec 14:00"),
        ("tomorrow 9:00", "Wed 25 Nov 09:00"),
    ],
)
def test_in_arabic(words: str, meant: str) -> None:
    assert said(words, "ar") == meant


@pytest.mark.parametrize("words", ["soon", "tomorrow 25:00", "monday 9:60", "", "؟"])
def test_what_is_no_time_is_said_to_be_none(words: str) -> None:
    with pytest.raises(Refused, match="moment-unclear"):
        said(words)


@pytest.mark.parametrize("words", ["yesterday 9:00", "now", "أمس"])
def test_what_has_passed_is_named(words: str) -> None:
    with pytest.raises(Refused, match="moment-past"):
        said(words, "ar")


def test_the_clock_is_the_readers() -> None:
    assert said("tomorrow 9:00", zone="America/New_York") == "Wed 25 Nov 16:00"
