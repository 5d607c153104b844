"""How people write a time, put the way in which dateparser reads it: it leaves out in silence what it doesn't know."""

from __future__ import annotations

import re
import unicodedata

from models.digits import western

_ALIKE = str.maketrans("أإآةى", "اااهي")
_DAY = r"today|tomorrow|tonight|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun"
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE)
_CLOCK = re.compile(r"(?<![\d:./-])(\d{1,2}):(\d{2})(?!\d)")

_FROM_ARABIC = tuple(
    (re.compile(rf"(?<!\w)(?:{arabic})(?!\w)"), english)
    for arabic, english in (
        (r"بعد الظهر|في المساء|مساء|ليلا|ظهرا|م", "pm"),
        (r"في الصباح|صباحا|الصبح|ص", "am"),
        (r"بعد غدا?", "day after tomorrow"),
        (r"غدا?|بكره|بكرا", "tomorrow"),
        (r"اليوم", "today"),
        (r"بعد نصف ساعه", "in 30 minutes"),
        (r"بعد ساعه(?: واحده)?", "in 1 hour"),
        (r"بعد ساعتين", "in 2 hours"),
        (r"(?:بعد|خلال) (\d+) ?(?:ساعه|ساعات)", r"in \1 hours"),
        (r"(?:بعد|خلال) (\d+) ?(?:دقيقه|دقائق)", r"in \1 minutes"),
        (r"بعد يومين", "in 2 days"),
        (r"بعد يوم", "in 1 day"),
        (r"(?:بعد|خلال) (\d+) ?(?:ايام|يوما?)", r"in \1 days"),
        (r"بعد اسبوعين", "in 2 weeks"),
        (r"بعد اسبوع", "in 1 week"),
        (r"الاحد", "sunday"),
        (r"الاثنين|الاتنين", "monday"),
        (r"الثلاثاء", "tuesday"),
        (r"الاربعاء", "wednesday"),
        (r"الخميس", "thursday"),
        (r"الجمعه", "friday"),
        (r"السبت", "saturday"),
        (r"القادمه?|المقبله?|يوم|الساعه|في|عند", ""),
    )
)
_PLAINER = tuple(
    (re.compile(wordy, re.IGNORECASE), plain)
    for wordy, plain in (
        (r"\bhalf an hour\b", "30 minutes"),
        (r"(?<!\d)(?<!\d )\bam\b", "9:00"),
        (r"(?<!\d)(?<!\d )\bpm\b", "18:00"),
        (r"\bat (\d{1,2})(?![\d:.]| ?[ap]\.?m)", r"\1:00"),
        (r"(?<![\d.])(\d{1,2})\.(\d{2})(?![\d.])", r"\1:\2"),
        (rf"^((?:.*\b)?(?:{_DAY})[a-z]*) (\d{{1,2}})$", r"\1 \2:00"),
        (rf"^(\d{{1,2}}) ((?:{_DAY})[a-z]*)$", r"\2 \1:00"),
        (r"^(\d{1,2})$", r"\1:00"),
    )
)
"""A part of the day without its hour begins it; an hour without minutes is a full one."""


def plainer(words: str) -> str:
    """The same time in words that are read as they are meant: "الاثنين الساعة ٩" as "monday 9:00"."""
    said = " ".join(western(words).split())
    english = _english(said)
    if not _is_arabic(english):
        said = english
    for wordy, plain in _PLAINER:
        said = wordy.sub(plain, said)
    return said


def names_weekday(words: str) -> bool:
    """Whether words that were made plainer mean the nearest day of a name."""
    return _WEEKDAY.search(words) is not None and not words.casefold().startswith("next ")


def is_impossible(words: str) -> bool:
    """Whether they hold an hour that no day has, such as 25:00."""
    return any(int(hour) > 23 or int(minute) > 59 for hour, minute in _CLOCK.findall(words))


def _english(words: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFC", words) if unicodedata.category(c) not in ("Mn", "Cf"))
    said = bare.translate(_ALIKE)
    for arabic, english in _FROM_ARABIC:
        said = arabic.sub(english, said)
    return " ".join(said.split())


def _is_arabic(words: str) -> bool:
    return any("\u0600" <= c <= "\u06ff" for c in words)
