"""Typed questions: each reads what a person gave, or refuses with a text that says what would be right."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from bot.chat import assent
from bot.chat.assent import folded
from bot.chat.event import Upload
from bot.chat.message import Arg, Lines, Rows, Text
from bot.chat.texts import LANGUAGES, Reader, plain
from bot.chat.wire import Json
from models.digits import western
from models.errors import Refused

T = TypeVar("T")

_AMOUNT = re.compile(r"-\s*\d|\d[.,]\d")
"""Below nothing or with a fraction: no place in a list."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gave as an answer: words typed, a button's value, or a file; and who reads the reply."""

    reader: Reader
    words: str | None = None
    chosen: Json = None
    upload: Upload | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A button under a question: what it says, the JSON value that it stands for, other words that mean it."""

    value: Json
    label: Arg
    also: tuple[str, ...] = ()


class Question(ABC, Generic[T]):
    """What may be answered. Immutable, and free of anything but its own rules."""

    columns: int = 1
    ways: Rows = ()
    """Buttons that lead elsewhere for a moment; the question is asked again on return."""

    @property
    def options(self) -> Sequence[Option]:
        """The buttons under the question."""
        return ()

    @property
    def any_of(self) -> Sequence[Option]:
        """Of which any number may be chosen, where the platform shows them all at once; empty for other questions."""
        return ()

    @abstractmethod
    def read(self, given: Given) -> T:
        """The answer's value. Raises Refused with a text that says what would be right."""

    def keep(self, value: T) -> Json:
        """The value as JSON, by default itself."""
        return value

    def opened(self, stored: Json) -> Question[T]:
        """The question as it is asked of who has given this so far, where an answer takes several goes."""
        del stored
        return self

    @abstractmethod
    def recall(self, stored: Json) -> T:
        """The value from JSON; Refused, ValueError or the like where it would no longer be accepted."""

    def as_typed(self, value: T, reader: Reader) -> str:  # noqa: ARG002  # some depend on it
        """The value in the words that someone could have typed for it."""
        return str(value)


@dataclass(frozen=True)
class Choice(Question[Any]):
    """One of several options: tapped, or typed as its label in any language or as its number (1 is the first).

    A yes or a no may be typed in other words too. `refusal` says what would be right.
    """

    among: tuple[Option, ...]
    columns: int = 1
    refusal: str = "answer-not-offered"

    @property
    def options(self) -> Sequence[Option]:
        return self.among

    def read(self, given: Given) -> Json:
        if given.words is None:
            return self.recall(given.chosen)
        typed = folded(given.words)
        if typed.isdecimal() and 1 <= int(typed) <= len(self.among) and not _AMOUNT.search(western(given.words)):
            return self.among[int(typed) - 1].value
        named = labelled(given, self.among)
        if named is not None:
            return named.value
        said = assent.meant(given.words)
        place = assent.place_of(said, [option.label for option in self.among]) if said else None
        if place is None:
            raise Refused(self.refusal)
        return self.among[place].value

    def recall(self, stored: Json) -> Json:
        if not any(option.value == stored for option in self.among):
            raise Refused(self.refusal)
        return stored


@dataclass(frozen=True)
class Plain(Question[str]):
    """Some words, of `least` to `most` characters once trimmed, or one of a few options instead."""

    least: int = 1
    most: int = 4000
    instead: tuple[Option, ...] = ()

    @property
    def options(self) -> Sequence[Option]:
        return self.instead

    def read(self, given: Given) -> str:
        return self.recall(typed(given, self.instead))

    def recall(self, stored: Json) -> str:
        words = _string(stored).strip()
        if any(option.value == stored for option in self.instead):
            return words
        if len(words) < self.least:
            raise Refused("answer-too-short", least=self.least, given=len(words))
        if len(words) > self.most:
            raise Refused("answer-too-long", most=self.most, given=len(words))
        return words


@dataclass(frozen=True)
class File(Question[Upload]):
    """A file or a photo of at most `most_bytes`; what is inside is checked once it has been fetched."""

    most_bytes: int = 10 * 1024 * 1024

    def read(self, given: Given) -> Upload:
        upload = given.upload
        if upload is None or upload.kind not in ("file", "photo"):
            raise Refused("answer-not-a-file")
        if upload.size > self.most_bytes:
            raise Refused("file-too-large", limit=self.most_bytes // (1024 * 1024))
        return upload

    def keep(self, value: Upload) -> Json:
        return [value.kind, value.handle, value.name, value.size, value.mime]

    def recall(self, stored: Json) -> Upload:
        return Upload(*stored)


@dataclass(frozen=True)
class Summary(Question[bool]):
    """What was answered, line by line, with a button to submit it and one to edit each line.

    `lines` are (the question's name, its label, the answer). The edit buttons are the conversation's own.
    """

    lines: tuple[tuple[str, Text, Arg], ...]
    submit: Text
    ways: Rows = ()

    def read(self, given: Given) -> bool:
        """A yes or the button's own words do as well as a tap."""
        if given.words is None:
            return self.recall(given.chosen)
        labels = {_folded(_label(Option(True, self.submit), one, given.reader)) for one in LANGUAGES}
        return self.recall(assent.meant(given.words) == "yes" or folded(given.words) in labels)

    def recall(self, stored: Json) -> bool:
        if stored is not True:
            raise Refused("answer-tap-below")
        return True

    @property
    def options(self) -> Sequence[Option]:
        return (Option(True, self.submit),)

    def shown(self) -> Lines:
        """The lines as they stand in the message."""
        return Lines(tuple(Text("summary-line", {"label": label, "value": value}) for _, label, value in self.lines))


UNREADABLE = (Refused, ValueError, TypeError, LookupError, ArithmeticError)
"""What `recall` may raise over a stored answer that its question would no longer accept."""


def option(value: Json, label: Arg) -> Option:
    """Shorter to read in a list: `option("en", text("language-en"))`."""
    return Option(value, label)


def typed(given: Given, instead: Sequence[Option] = ()) -> str:
    """What was typed, or the value of an option that stands for typing it, tapped or typed itself."""
    named = labelled(given, instead)
    if named is not None:
        return str(named.value)
    if given.words is not None:
        return given.words
    if given.chosen is not None and any(one.value == given.chosen for one in instead):
        return str(given.chosen)
    raise Refused("answer-not-words")


def labelled(given: Given, options: Sequence[Option]) -> Option | None:
    """The option whose label, in any language, is what was typed, or words that mean it."""
    said = folded(given.words) if given.words is not None and options else ""
    return next((one for one in options if said and said in _sayings(one, given.reader)), None)


def _sayings(one: Option, reader: Reader) -> set[str]:
    return {_folded(words) for words in (*(_label(one, language, reader) for language in LANGUAGES), *one.also)}


def _string(stored: Json) -> str:
    if not isinstance(stored, str):
        raise ValueError(f"not words: {stored!r}")
    return stored


_folded = lru_cache(maxsize=10_000)(folded)
"""Of what buttons say, which is the same again and again; not of what people write."""


def _label(one: Option, language: str, reader: Reader) -> str:
    return plain(one.label, Reader(language, reader.timezone, reader.now))
