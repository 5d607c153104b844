"""Words for keys: Fluent files, one folder a language, rendered for one reader at a time.

Texts may carry `<b>`, `<i>` and `<code>`; whatever is put into them is escaped first, so that nobody's words
are ever markup. What `render` returns is that small safe subset of HTML; `plain` returns bare characters
(button labels, e-mails).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal
from fluent.runtime import FluentBundle, FluentResource, resolver

from bot.chat.message import Arg, Labels, Lines, Message, Text
from models.money import Money

LOCALES = Path(__file__).parent.parent / "locales"
LANGUAGES = ("en", "ar")
RIGHT_TO_LEFT = frozenset({"ar"})
resolver.MAX_PART_LENGTH = 50_000
"""Its guard against texts that multiply themselves is 2500, which a person's own long answer may exceed."""
FAR_OFF = timedelta(days=180)
"""Beyond it the time of day says nothing to anybody."""
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: a language of LANGUAGES and an IANA time zone; `now` decides how a moment is written.

    `slash` is what goes before a command's word where they read: texts are written with "/".
    """

    language: str
    timezone: str
    now: datetime
    slash: str = "/"


def render(text: Text, reader: Reader) -> str:
    """The text in the reader's language as safe mini-HTML.

    Raises:
        KeyError: no such text; LookupError: a variable that the text needs is missing. Both are mistakes in
            the code, found by the locale test.
    """
    return _format(text, reader, html.escape)


def plain(label: Arg, reader: Reader) -> str:
    """A label or text without any markup."""
    if isinstance(label, Text) and not label.variables:
        return _bare(label.key, reader.language, reader.slash)
    shown = _show(label, reader, html.escape)
    words = shown if isinstance(shown, str) else _number(shown, reader)
    return html.unescape(_TAG.sub("", words))


def compose(message: Message, reader: Reader) -> str:
    """All parts of a message as safe mini-HTML, parted by empty lines."""
    return "\n\n".join(render(part, reader) for part in message.parts)


def moment(at: datetime, reader: Reader) -> str:
    """An instant in the reader's own time: the hour alone if it is today, the day alone if it is far off, else both."""
    zone = ZoneInfo(reader.timezone)
    local, today = at.astimezone(zone), reader.now.astimezone(zone).date()
    clock = format_time(local, "HH:mm", locale=reader.language)
    if local.date() == today:
        return clock
    pattern = "EEE d MMM" if local.year == today.year else "d MMM y"
    day = format_date(local.date(), pattern, locale=reader.language)
    if abs(local.date() - today) > FAR_OFF:
        return day
    return day + ("، " if reader.language == "ar" else ", ") + clock


@lru_cache(maxsize=1000)
def money(amount: Money) -> str:
    """An amount, its sign first and without empty cents: "$25" reads the same in either direction."""
    whole = amount.amount == amount.amount.to_integral_value()
    pattern = re.sub(r"\.0+", "", Locale.parse("en").currency_formats["standard"].pattern) if whole else None
    return format_currency(
        amount.amount, amount.currency, format=pattern, locale="en", currency_digits=not whole
    ).strip()


def exists(key: str) -> bool:
    """Whether there is a text of this key."""
    return key in keys("en")


def keys(language: str) -> Mapping[str, Any]:
    """Every text of a language by key, as parsed."""
    return _bundle(language)._messages


_TAG = re.compile(r"</?(?:b|i|code)>")
_DIRECTING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Invisible characters that could turn the direction of all that follows; nobody's words need them."""


@cache
def _bundle(language: str, slash: str = "/") -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    before, after = (FIRST_STRONG_ISOLATE, POP_ISOLATE) if language in RIGHT_TO_LEFT else ("", "")
    for source in _sources(language):
        bundle.add_resource(FluentResource(_commands(language).sub(rf"{before}{slash}\1{after}", source)))
    return bundle


@cache
def _sources(language: str) -> tuple[str, ...]:
    return tuple(file.read_text("utf-8") for file in sorted((LOCALES / language).glob("*.ftl")))


@cache
def _commands(language: str) -> re.Pattern[str]:
    """A command in a text itself, its slash apart from its word; people's words are put in later."""
    words = {word for source in _sources(language) for word in re.findall(r"(?m)^command-([a-z]+) =", source)}
    return re.compile(rf"(?<![\w<:/])/((?:{'|'.join(sorted(words))})\b|\{{ \$(?:command|word) \}})")


def _format(text: Text, reader: Reader, escape: Callable[[str], str]) -> str:
    variables = {name: _show(value, reader, escape) for name, value in text.variables.items()}
    if all(map(_is_ours, text.variables.values())):
        return _same_for_all(text.key, reader.language, reader.slash, tuple(variables.items()))
    return _formatted(text.key, reader.language, reader.slash, variables)


def _is_ours(value: Arg) -> bool:
    """Whether it holds nobody's words, nor a moment that hardly comes again."""
    if isinstance(value, Text):
        return all(map(_is_ours, value.variables.values()))
    return isinstance(value, int | Money | Labels)


@lru_cache(maxsize=10_000)
def _same_for_all(key: str, language: str, slash: str, variables: tuple[tuple[str, Any], ...]) -> str:
    """A text that holds nobody's words: made once, as most questions and buttons are."""
    return _formatted(key, language, slash, dict(variables))


@lru_cache(maxsize=10_000)
def _bare(key: str, language: str, slash: str) -> str:
    """The same without its markup, as most buttons have it."""
    return html.unescape(_TAG.sub("", _same_for_all(key, language, slash, ())))


def _formatted(key: str, language: str, slash: str, variables: dict[str, Any]) -> str:
    bundle = _bundle(language, slash)
    pattern = bundle.get_message(key).value
    if pattern is None:
        raise KeyError(key)
    words, errors = bundle.format_pattern(pattern, variables)
    if errors:
        raise LookupError(f"{key} ({language}): {errors}")
    return str(words)


def _show(value: Arg, reader: Reader, escape: Callable[[str], str]) -> str | int | Decimal:
    """Numbers stay numbers, so that a text can choose its plural by them."""
    match value:
        case int() | Decimal():
            return value
        case str():
            return escape(_isolated(_DIRECTING.sub("", value), reader))
        case Money():
            return _isolated(money(value), reader)
        case datetime():
            return _isolated(moment(value, reader), reader)
        case timedelta():
            return _format(duration(value), reader, escape)
        case Text():
            return _format(value, reader, escape)
        case Labels():
            return escape(value.by_language.get(reader.language) or value.by_language["en"])
        case Lines():
            shown = (_show(item, reader, escape) for item in value.items)
            return "\n".join(one if isinstance(one, str) else _number(one, reader) for one in shown)
    assert_never(value)


def duration(length: timedelta) -> Text:
    """The text for a length of time, in minutes below two hours, hours below two days, then days; 60 are an hour."""
    minutes = max(1, round(length.total_seconds() / 60))
    if minutes < 120 and minutes != 60:
        return Text("duration-minutes", {"n": minutes})
    if minutes < 2880:
        return Text("duration-hours", {"n": round(minutes / 60)})
    return Text("duration-days", {"n": round(minutes / 1440)})


def _number(value: int | Decimal, reader: Reader) -> str:
    return str(format_decimal(value, locale=reader.language))


def _isolated(words: str, reader: Reader) -> str:
    """Keeps a value's direction from spilling over: always in a right-to-left text, else only where needed."""
    if reader.language in RIGHT_TO_LEFT or (not words.isascii() and _has_right_to_left(words)):
        return FIRST_STRONG_ISOLATE + words + POP_ISOLATE
    return words


def _has_right_to_left(words: str) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in words)
