"""Questions that are answered with members of a closed list: by buttons for the usual answers, or by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.chat.message import Text
from bot.chat.questions import Given, Option, Question, option
from bot.chat.texts import LANGUAGES, Reader, plain
from bot.chat.wire import Json
from handlers.questions.vocabulary import Vocabulary
from models.errors import Refused


@dataclass(frozen=True)
class One(Question[str]):
    """One of a vocabulary, typed or among the likeliest."""

    of: Vocabulary
    likely: tuple[str, ...] = ()

    @property
    def options(self) -> Sequence[Option]:
        return tuple(option(code, self.of.label(code)) for code in self.likely)

    def read(self, given: Given) -> str:
        """Refusals as `Vocabulary.meant`."""
        return self.recall(given.chosen) if given.words is None else self.of.meant(given.words)

    def recall(self, stored: Json) -> str:
        if stored not in self.of.names:
            raise Refused("answer-not-words")
        return str(stored)

    def as_typed(self, value: str, reader: Reader) -> str:
        return plain(self.of.label(value), reader)


@dataclass(frozen=True)
class Several(Question[frozenset[str]]):
    """Some of a vocabulary: a list typed in words, or one of the usual sets.

    `none` is what the button says that stands for an empty set; without it, one is the least.
    """

    of: Vocabulary
    usual: tuple[frozenset[str], ...] = ()
    none: Text | None = None

    @property
    def options(self) -> Sequence[Option]:
        sets = tuple(option(sorted(codes), self.of.listed(codes)) for codes in self.usual)
        return sets if self.none is None else (option([], self.none), *sets)

    @property
    def any_of(self) -> Sequence[Option]:
        return tuple(option(code, self.of.label(code)) for code in self.of.names)

    def read(self, given: Given) -> frozenset[str]:
        """Refusals as `Vocabulary.meant`."""
        if given.words is None:
            return self.recall(given.chosen)
        if self.none is not None and given.words.strip().casefold() in spelled(self.none, given.reader):
            return frozenset()
        return self.of.several(given.words)

    def keep(self, value: frozenset[str]) -> Json:
        return sorted(value)

    def recall(self, stored: Json) -> frozenset[str]:
        if not isinstance(stored, list) or not all(code in self.of.names for code in stored):
            raise Refused("answer-not-words")
        if not stored and self.none is None:
            raise Refused("answer-not-words")
        return frozenset(stored)


def spelled(label: Text, reader: Reader) -> Iterable[str]:
    """A label as it reads in each language: typing it is tapping it."""
    return {plain(label, Reader(language, reader.timezone, reader.now)).casefold() for language in LANGUAGES}
