"""How a simulated person knows what the bot has asked: by the words, as anyone does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

from fluent.syntax import ast

from bot.chat.message import text
from bot.chat.texts import Reader, keys, plain

_MARKS = re.compile("[\u2066-\u2069\u200e\u200f]")
_COMMAND = re.compile(r"(?<![\w/])/(?=[a-z])")
_TAGS = re.compile(r"</?(?:b|i|code)>")


def heard(message: str, candidates: tuple[str, ...], language: str = "en") -> str | None:
    """Which of these texts the message contains; the longest where several do, None for none of them."""
    words = bare(message)
    found = [key for key in candidates if _pattern(key, language).search(words)]
    return max(found, key=lambda key: len(_pattern(key, language).pattern), default=None)


def bare(words: str) -> str:
    """Words without the invisible marks that direct them."""
    return _MARKS.sub("", words)


@cache
def label(key: str, language: str) -> str:
    """What stands on a button: no label depends on the time."""
    return bare(plain(text(key), Reader(language, "UTC", datetime(1970, 1, 1, tzinfo=UTC))))


@cache
def _pattern(key: str, language: str) -> re.Pattern[str]:
    """The text with something for each of its variables, and its commands as either platform spells them."""
    return re.compile("".join(_parts(key, language)).strip())


def _parts(key: str, language: str) -> Iterator[str]:
    """A text that is a part of others counts as theirs."""
    for element in keys(language)[key].value.elements:
        if isinstance(element, ast.TextElement):
            yield _COMMAND.sub("/(?:callboard )?", re.escape(bare(_TAGS.sub("", element.value))))
        elif isinstance(element.expression, ast.MessageReference):
            yield from _parts(element.expression.id.name, language)
        else:
            yield "(?:.|\n)+?"
