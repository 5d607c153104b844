"""Given names that are known in several spellings: `given_names.csv`, one name a line, in Arabic and Latin letters.

It tells apart what sounds alike (Ahmed and Hamed, Amir and Amira), which no rule of spelling could.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib import resources

from models.name_words import fold


def names_spelled(word: str) -> frozenset[int]:
    """The numbers of the names that a folded word may be a spelling of; none for a name that is not in the table."""
    return _table()[0].get(word, frozenset())


def spellings(name: int) -> tuple[str, ...]:
    """Every spelling of a name, folded, Arabic ones first."""
    return _table()[1][name]


def rows() -> Iterable[tuple[list[str], list[str]]]:
    """The table as it is written: Arabic spellings, Latin spellings."""
    table = resources.files("models").joinpath("given_names.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        yield row["arabic"].split(), row["latin"].split()


@cache
def _table() -> tuple[dict[str, frozenset[int]], list[tuple[str, ...]]]:
    numbers: dict[str, set[int]] = defaultdict(set)
    spelled: list[tuple[str, ...]] = []
    for number, (arabic, latin) in enumerate(rows()):
        forms = tuple(dict.fromkeys(fold(word) for word in (*arabic, *latin)))
        spelled.append(forms)
        for form in forms:
            numbers[form].add(number)
    return {form: frozenset(found) for form, found in numbers.items()}, spelled
