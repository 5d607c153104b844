"""Whether two spellings are one person's name, in Arabic and Latin letters in any mixture, and why.

What may differ: transliteration, articles and "son of", titles, initials, middle names that one side leaves out, a
family name that stands first. What may not: another given name, a father and his son ("Ahmed Mohammed" and "Mohammed
Ahmed"), a woman's and a man's form. How often that is decided wrongly is measured: docs/names.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.given_names import names_spelled, spellings
from models.name_sounds import ALIKE, likeness, sound
from models.name_words import Name, Part, is_arabic, read_name

LEAST_FOR_A_MATCH = 80.0
"""A match has at least this score, all else less."""
_MOST_OTHERWISE = 60.0
_KNOWN, _INITIAL = 0.97, 0.75
_PER_MISSING, _MOST_MISSING, _FOR_ORDER = 2.0, 8.0, 3.0


class NameReason(StrEnum):
    """Why two names are one, or not. Each has the text `name-<value>`."""

    SAME = "same"
    SPELLING = "spelling"
    SCRIPT = "script"
    ORDER = "order"
    INITIALS = "initials"
    PARTS_MISSING = "parts-missing"
    GIVEN_DIFFERS = "given-differs"
    MIDDLE_DIFFERS = "middle-differs"
    FAMILY_DIFFERS = "family-differs"
    ORDER_DIFFERS = "order-differs"
    GENERATION_DIFFERS = "generation-differs"
    TOO_LITTLE = "too-little"


@dataclass(frozen=True)
class NameMatch:
    """`score` is from 0 to 100; `reason` is what differs most, or why it is no match."""

    match: bool
    score: float
    reason: NameReason


@dataclass(frozen=True)
class _Aligned:
    """For each part of the shorter name: where it stands in the longer, and how alike they are."""

    places: tuple[int, ...]
    alike: tuple[float, ...]


def compare(one: str, other: str) -> NameMatch:
    """Compares two names as they were written, at most 300 characters of each. The same both ways round."""
    first, second = sorted((read_name(one), read_name(other)), key=_size)
    if not first.parts:
        return NameMatch(False, 0.0, NameReason.TOO_LITTLE)
    first, second = _joined_like(first, second), _joined_like(second, first)
    shorter, longer = sorted((first, second), key=_size)
    if shorter.generation and longer.generation and shorter.generation != longer.generation:
        return _no_match(shorter, longer, NameReason.GENERATION_DIFFERS)
    if len(shorter.parts) == 1 < len(longer.parts):
        return _no_match(shorter, longer, NameReason.TOO_LITTLE)
    return _in_some_order(shorter, longer)


def _size(name: Name) -> tuple[int, list[tuple[str, ...]]]:
    return len(name.parts), [part.forms for part in name.parts]


def _in_some_order(shorter: Name, longer: Name) -> NameMatch:
    """As they stand, or with the family name moved from one end to the other where that is not a son's father."""
    parts = shorter.parts
    found = _align(parts, longer.parts)
    if found is not None:
        return _judged(parts, longer.parts, found, moved=False)
    for turned in ((*parts[1:], parts[0]), (parts[-1], *parts[:-1])):
        found = _align(turned, longer.parts)
        if found is not None and len(parts) > 1:
            if all(_is_given(part) for part in parts):
                return _no_match(shorter, longer, NameReason.ORDER_DIFFERS)
            return _judged(turned, longer.parts, found, moved=True)
    return _no_match(shorter, longer, _what_differs(parts, longer.parts))


def _judged(parts: tuple[Part, ...], longer: tuple[Part, ...], found: _Aligned, *, moved: bool) -> NameMatch:
    full = [score for score in found.alike if score != _INITIAL]
    ends = found.places[-1] == len(longer) - 1
    if not full or not (ends or len(parts) >= 3 or not _is_given(parts[-1])):
        return NameMatch(False, _MOST_OTHERWISE, NameReason.TOO_LITTLE)
    missing = len(longer) - len(parts)
    score = 100 * sum(found.alike) / len(parts) - min(_PER_MISSING * missing, _MOST_MISSING) - _FOR_ORDER * moved
    reason = _what_is_alike(parts, longer, found, missing=missing, moved=moved)
    return NameMatch(True, round(max(score, LEAST_FOR_A_MATCH), 1), reason)


def _what_is_alike(
    parts: tuple[Part, ...], longer: tuple[Part, ...], found: _Aligned, *, missing: int, moved: bool
) -> NameReason:
    if _INITIAL in found.alike:
        return NameReason.INITIALS
    if missing:
        return NameReason.PARTS_MISSING
    if moved:
        return NameReason.ORDER
    if min(found.alike) == 1.0:
        return NameReason.SAME
    crossed = any(
        is_arabic(part.forms[0]) != is_arabic(longer[at].forms[0]) for part, at in zip(parts, found.places, strict=True)
    )
    return NameReason.SCRIPT if crossed else NameReason.SPELLING


def _align(parts: tuple[Part, ...], longer: tuple[Part, ...]) -> _Aligned | None:
    """Every part of the shorter name in the longer one, in order, the first on the first; None where one is missing."""
    alike = [[_alike(part, other) for other in longer] for part in parts]
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (alike[0][0], (0,))} if alike[0][0] else {}
    for scores in alike[1:]:
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for at, score in enumerate(scores):
            before = [reached for end, reached in best.items() if end < at]
            if score and before:
                total, places = max(before)
                following[at] = (total + score, (*places, at))
        best = following
    if not best:
        return None
    _, places = max(best.values())
    return _Aligned(places, tuple(scores[at] for scores, at in zip(alike, places, strict=True)))


def _alike(part: Part, other: Part) -> float:
    """0 where they are different names, otherwise from ALIKE to 1; an initial has a score of its own."""
    if part.is_initial or other.is_initial:
        if part.is_initial and other.is_initial:
            return 1.0 if part.forms[0] == other.forms[0] else 0.0
        return _INITIAL if _stands_for(*sorted((part, other), key=lambda one: not one.is_initial)) else 0.0
    best = max(_forms_alike(one, two) for one in part.forms for two in other.forms)
    return best if best >= ALIKE else 0.0


def _forms_alike(one: str, other: str) -> float:
    """Known names are told apart by the table; what it doesn't know, by sound against every known spelling."""
    if one == other:
        return 1.0
    ones, others = names_spelled(one), names_spelled(other)
    if ones and others:
        return _KNOWN if ones & others else 0.0
    if not ones and not others:
        return likeness(one, other)
    known, unknown = (ones, other) if ones else (others, one)
    return max(min(_KNOWN, likeness(unknown, spelled)) for name in known for spelled in spellings(name))


def _stands_for(initial: Part, part: Part) -> bool:
    letter = initial.forms[0]
    return any(
        form[0] == letter or likeness(letter, form[0]) >= ALIKE
        for form in (*part.forms, *(spelled for name in _names(part) for spelled in spellings(name)))
    )


def _names(part: Part) -> frozenset[int]:
    return frozenset().union(*(names_spelled(form) for form in part.forms))


def _is_given(part: Part) -> bool:
    return bool(names_spelled(part.forms[0]))


def _joined_like(name: Name, other: Name) -> Name:
    """Two parts that the other name writes as one are joined: "Min jun" beside "Minjun"."""
    whole = {sound(form) for part in other.parts for form in part.forms}
    parts: list[Part] = []
    for part in name.parts:
        if parts and sound(parts[-1].forms[0] + part.forms[0]) in whole:
            parts[-1] = Part((parts[-1].forms[0] + part.forms[0],))
        else:
            parts.append(part)
    return Name(tuple(parts), name.generation)


def _no_match(shorter: Name, longer: Name, reason: NameReason) -> NameMatch:
    """Its score is the share of parts that are found on the other side, wherever they stand."""
    shared = sum(max(_alike(part, other) for other in longer.parts) for part in shorter.parts)
    return NameMatch(False, round(_MOST_OTHERWISE * shared / len(longer.parts), 1), reason)


def _what_differs(parts: tuple[Part, ...], longer: tuple[Part, ...]) -> NameReason:
    if all(any(_alike(part, other) for other in longer) for part in parts):
        return NameReason.ORDER_DIFFERS
    if not _alike(parts[0], longer[0]):
        return NameReason.GIVEN_DIFFERS
    return NameReason.MIDDLE_DIFFERS if _alike(parts[-1], longer[-1]) else NameReason.FAMILY_DIFFERS
