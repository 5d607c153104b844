"""The questions that tasks and tests ask: each takes words, and taps where taps are easier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.chat.message import Text, text
from bot.chat.questions import Choice, Given, Option, Plain, Question, option, typed
from bot.chat.wire import Json
from handlers.questions.several import spelled
from models.answer_reading import (
    Rule,
    choices_of,
    options_of,
    ranking_of,
    read_choices,
    read_formula,
    read_pair,
    read_ranking,
    read_rating,
    scale_of,
)
from models.errors import Refused

DONE, UNDO = "done", "undo"
MOST_ON_A_SCALE = 11
"""A longer scale is written, not tapped."""
MOST_IN_A_ROW = 7


@dataclass(frozen=True)
class Written(Plain):
    """Words, not only signs: a lone thumb is not an answer that anybody can use."""

    def recall(self, stored: Json) -> str:
        words = super().recall(stored)
        if not any(character.isalnum() for character in words):
            raise Refused("answer-no-words")
        return words


@dataclass(frozen=True)
class Options(Choice):
    """One of several options; one that is too long for its button may also be typed in full."""

    full: tuple[str, ...] = ()

    def read(self, given: Given) -> Json:
        typed = (given.words or "").strip().casefold()
        for words in self.full:
            if typed == words.strip().casefold():
                return words
        return super().read(given)


@dataclass(frozen=True)
class Pair(Options):
    """The better one of two, or a tie where the rule allows it."""

    rule: Rule | None = None

    def read(self, given: Given) -> Json:
        """Refusals as `read_pair`."""
        return self.recall(given.chosen) if given.words is None else read_pair(self.rule or {}, given.words)


@dataclass(frozen=True)
class Rating(Question[int]):
    """A place on a scale, with a button for each where they are few."""

    rule: Rule
    columns: int = MOST_IN_A_ROW

    @property
    def options(self) -> Sequence[Option]:
        least, most = scale_of(self.rule)
        places = range(least, most + 1)
        return tuple(option(place, str(place)) for place in places) if len(places) <= MOST_ON_A_SCALE else ()

    def read(self, given: Given) -> int:
        """Refusals as `read_rating`."""
        if given.words is not None:
            return read_rating(self.rule, given.words)
        return self.recall(given.chosen)

    def recall(self, stored: Json) -> int:
        if not isinstance(stored, int):
            raise Refused("answer-not-words")
        return read_rating(self.rule, str(stored))


@dataclass(frozen=True)
class Formula(Question[str]):
    """A chemical formula; kept in its normal form."""

    def read(self, given: Given) -> str:
        """Refusals as `read_formula`."""
        return read_formula({}, typed(given))

    def recall(self, stored: Json) -> str:
        return str(stored)


@dataclass(frozen=True)
class Expression(Plain):
    """A mathematical expression, of which no more is known here than that something legible was typed."""

    def recall(self, stored: Json) -> str:
        words = super().recall(stored)
        if not any(character.isalnum() for character in words):
            raise Refused("math-unreadable", given=words[:60])
        return words


@dataclass(frozen=True)
class SoFar:
    """What was tapped of an answer that takes several taps: the options' places in their order of tapping."""

    places: tuple[int, ...]


@dataclass(frozen=True)
class ByTaps(Question[list[str] | SoFar]):
    """An answer by several taps, or at once by words. What was tapped is kept as `{"so far": [places]}`.

    A tap says what shall hold, not what shall change: the second of two quick ones changes nothing.
    """

    rule: Rule
    labels: tuple[str, ...]
    so_far: tuple[int, ...] = ()

    def opened(self, stored: Json) -> ByTaps:
        return replace(self, so_far=tuple(stored["so far"])) if isinstance(stored, dict) else self

    def keep(self, value: list[str] | SoFar) -> Json:
        return {"so far": list(value.places)} if isinstance(value, SoFar) else list(value)

    def _words(self, places: Sequence[int]) -> list[str]:
        options = options_of(self.rule)
        return [options[place] for place in places]

    def _says(self, given: Given, button: Text) -> bool:
        return (given.words or "").strip().casefold() in spelled(button, given.reader)

    def _unknown(self) -> Refused:
        return Refused("answer-not-offered")


@dataclass(frozen=True)
class Choices(ByTaps):
    """Several of the options: each tap chooses one or leaves it out, until it is said that these are all."""

    @property
    def options(self) -> Sequence[Option]:
        boxes = tuple(
            option([place, place not in self.so_far], text(f"answer-{_box(place in self.so_far)}", option=label))
            for place, label in enumerate(self.labels)
        )
        return (*boxes, option(DONE, text("answer-done")))

    def read(self, given: Given) -> list[str] | SoFar:
        """Refusals as `read_choices`; too many are refused with the tap, too few when it is said to be all."""
        if given.chosen == DONE or (self.so_far and self._says(given, text("answer-done"))):
            return choices_of(self.rule, self._words(self.so_far))
        if given.words is not None:
            return read_choices(self.rule, given.words)
        match given.chosen:
            case [int(place), bool(wanted)] if 0 <= place < len(self.labels):
                return self._with(place, wanted=wanted)
        raise self._unknown()

    def recall(self, stored: Json) -> list[str] | SoFar:
        if not isinstance(stored, list):
            raise ValueError("not all has been chosen")
        return choices_of(self.rule, stored)

    def _with(self, place: int, *, wanted: bool) -> SoFar:
        others = tuple(one for one in self.so_far if one != place)
        if not wanted:
            return SoFar(others)
        choices_of({**self.rule, "min": 0}, self._words((*others, place)))
        return SoFar((*others, place))


@dataclass(frozen=True)
class Ranking(ByTaps):
    """All options from the best to the worst: each tap ranks the next one, and the last one is ranked by itself."""

    @property
    def options(self) -> Sequence[Option]:
        ranks = {place: n for n, place in enumerate(self.so_far, 1)}
        labels = (
            text("answer-ranked", n=ranks[place], option=label) if place in ranks else label
            for place, label in enumerate(self.labels)
        )
        undo = (option([UNDO, len(self.so_far)], text("answer-undo")),) if self.so_far else ()
        return (*(option(place, label) for place, label in enumerate(labels)), *undo)

    def read(self, given: Given) -> list[str] | SoFar:
        """Refusals as `read_ranking`."""
        if self.so_far and self._says(given, text("answer-undo")):
            return SoFar(self.so_far[:-1])
        if given.words is not None:
            return read_ranking(self.rule, given.words)
        match given.chosen:
            case [str(word), int(ranked)] if word == UNDO:
                return SoFar(self.so_far[: max(0, ranked - 1)])
            case int(place) if 0 <= place < len(self.labels):
                return self._with(place)
        raise self._unknown()

    def recall(self, stored: Json) -> list[str] | SoFar:
        if not isinstance(stored, list):
            raise ValueError("not all are ranked")
        return ranking_of(self.rule, stored)

    def _with(self, place: int) -> list[str] | SoFar:
        ranked = (*self.so_far, place) if place not in self.so_far else self.so_far
        left = [one for one in range(len(self.labels)) if one not in ranked]
        return SoFar(ranked) if len(left) > 1 else self._words((*ranked, *left))


def _box(chosen: bool) -> str:
    return "chosen" if chosen else "not-chosen"
