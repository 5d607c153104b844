"""The taxonomy's phrases, laid out for the search."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from models.field import all_fields
from models.field_words import Word, forms, is_arabic, words

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Index:
    """Every phrase of every field has a place: its position in `code` and `weight`."""

    code: list[str]
    """The field's code."""
    weight: list[float]
    """The sum of its words' rarities."""
    by_length: dict[int, tuple[list[int], list[str]]]
    """Places with their letters without spaces, by how many these are."""
    exactly: dict[str, list[int]]
    """The places of each text without spaces."""
    holding: dict[str, list[int]]
    """The places of each word."""
    rarity: dict[str, float]
    """How much each word tells: the logarithm of one field in so many that have it."""
    of_stem: dict[str, list[str]]
    """The words of each stem."""
    arabic: list[str]
    latin: list[str]
    order: dict[str, int]
    """Where each field stands in the taxonomy."""


@cache
def index_of_fields() -> Index:
    """The index, made once."""
    texts = [(field.code, phrase) for field in all_fields() for phrase in field.phrases]
    phrases = [(code, words(phrase)) for code, phrase in texts]
    joined = ["".join(forms(phrase)) for _, phrase in texts]
    rarity = _rarity(phrases)
    return Index(
        code=[code for code, _ in phrases],
        weight=[sum(rarity[word.form] for word in phrase) for _, phrase in phrases],
        by_length=_by_length(joined),
        exactly=_grouped((letters, place) for place, letters in enumerate(joined)),
        holding=_grouped((word.form, place) for place, (_, phrase) in enumerate(phrases) for word in phrase),
        rarity=rarity,
        of_stem=_grouped(dict.fromkeys((word.stem, word.form) for _, phrase in phrases for word in phrase)),
        arabic=[form for form in rarity if is_arabic(form)],
        latin=[form for form in rarity if not is_arabic(form)],
        order={field.code: place for place, field in enumerate(all_fields())},
    )


def _rarity(phrases: list[tuple[str, list[Word]]]) -> dict[str, float]:
    """Counted by stem, so that a word is as common as all its endings together."""
    fields = _grouped(dict.fromkeys((word.stem, code) for code, phrase in phrases for word in phrase))
    count = len(all_fields())
    return {word.form: math.log(1 + count / len(fields[word.stem])) for _, phrase in phrases for word in phrase}


def _by_length(joined: list[str]) -> dict[int, tuple[list[int], list[str]]]:
    places = _grouped((len(letters), place) for place, letters in enumerate(joined))
    return {length: (of_it, [joined[place] for place in of_it]) for length, of_it in places.items()}


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    groups: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)
