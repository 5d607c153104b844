"""A field asked for in somebody's own words, understood once: when they are said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.chat.questions import Given, Plain, Question
from bot.chat.texts import Reader
from bot.chat.wire import Json
from models.field import Discipline, by_code
from models.field_learned import Learned
from models.field_match import confident, find_fields

WORDS = Plain(most=500)


@dataclass(frozen=True, slots=True)
class Meant:
    """What somebody called their field, and the fields that it may mean, best first; one alone where that is sure."""

    words: str
    likely: tuple[Discipline, ...]
    is_sure: bool


@dataclass(frozen=True)
class FieldWords(Question[Meant]):
    """Any words will do. What they mean is kept with them, so that a synonym approved later moves no answer.

    `learned` is looked up when the words are read: most turns read none.
    """

    learned: Callable[[], Learned]

    def read(self, given: Given) -> Meant:
        return self._understood(WORDS.read(given))

    def keep(self, value: Meant) -> Json:
        return {"words": value.words, "likely": [field.code for field in value.likely], "sure": value.is_sure}

    def recall(self, stored: Json) -> Meant:
        if isinstance(stored, str):  # a conversation that was begun when the words alone were kept
            return self._understood(WORDS.recall(stored))
        likely = tuple(by_code(code) for code in stored["likely"])
        return Meant(WORDS.recall(stored["words"]), likely, bool(stored["sure"]))

    def as_typed(self, value: Meant, reader: Reader) -> str:
        del reader
        return value.words

    def _understood(self, words: str) -> Meant:
        matches = find_fields(words, learned=self.learned())
        sure = confident(matches)
        return Meant(words, (sure,) if sure else tuple(match.field for match in matches), sure is not None)
