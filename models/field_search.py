"""Ranks the taxonomy's fields for a text: word by word, forgiving typing errors, rare words counting more."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from models.field import all_fields
from models.field_words import compact, is_arabic, words

FLOOR = 38.0
"""Below this a likeness is chance."""
_SHORTEST_FORGIVEN = 4
"""Shorter words must be typed right: one letter makes another word of them."""


@dataclass(frozen=True)
class _Phrase:
    code: str
    words: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class _Index:
    """All phrases of all fields, and for each word the phrases that hold it."""

    phrases: list[_Phrase]
    compacts: list[str]
    holding: dict[str, list[int]]
    rarity: dict[str, float]
    arabic: list[str]
    latin: list[str]
    order: dict[str, int]


def rank(text: str) -> list[tuple[str, float]]:
    """Codes with scores from 0 to 100, best first; equals are in the taxonomy's order (broader first)."""
    asked = list(dict.fromkeys(words(text)))
    if not asked:
        return []
    index = _index()
    scores = _by_words(asked, index)
    for code, score in _by_letters(compact(text), index).items():
        scores[code] = max(scores.get(code, 0.0), score)
    kept = [(code, round(score, 1)) for code, score in scores.items() if score >= FLOOR]
    return sorted(kept, key=lambda entry: (-entry[1], index.order[entry[0]]))


def _by_words(asked: list[str], index: _Index) -> dict[str, float]:
    """How much of the text each phrase explains, times how much of the phrase the text says."""
    total = 0.0
    explained: dict[int, float] = defaultdict(float)
    said: dict[int, float] = defaultdict(float)
    anywhere: dict[str, float] = defaultdict(float)
    for word in asked:
        alike = _alike(word)
        weight = max((index.rarity[known] * likeness for known, likeness in alike), default=_unknown(word))
        total += weight
        best: dict[int, tuple[float, float]] = {}
        for known, likeness in alike:
            for place in index.holding[known]:
                best[place] = max(best.get(place, (0.0, 0.0)), (likeness, index.rarity[known]))
        in_field: dict[str, float] = {}
        for place, (likeness, rarity) in best.items():
            explained[place] += weight * likeness
            said[place] += rarity * likeness
            code = index.phrases[place].code
            in_field[code] = max(in_field.get(code, 0.0), weight * likeness)
        for code, gain in in_field.items():
            anywhere[code] += gain
    scores: dict[str, float] = {}
    for place, gain in explained.items():
        phrase = index.phrases[place]
        covered = min(1.0, said[place] / phrase.weight)
        whole = 0.75 * gain / total + 0.25 * anywhere[phrase.code] / total
        scores[phrase.code] = max(scores.get(phrase.code, 0.0), 100 * whole * (0.6 + 0.4 * covered))
    return scores


def _by_letters(typed: str, index: _Index) -> dict[str, float]:
    """How alike the text as a whole is to each phrase, whatever became of the spaces."""
    if len(typed) < _SHORTEST_FORGIVEN:
        return {}
    scores: dict[str, float] = {}
    found = process.extract(typed, index.compacts, scorer=fuzz.ratio, score_cutoff=82, limit=40)
    for _, score, place in found:
        code = index.phrases[place].code
        scores[code] = max(scores.get(code, 0.0), score - 2 if score < 100 else score)
    return scores


@lru_cache(maxsize=4096)
def _alike(word: str) -> tuple[tuple[str, float], ...]:
    """The taxonomy's words that this one may be, each with a likeness up to 1."""
    index = _index()
    alike = {word: 1.0} if word in index.rarity else {}
    if len(word) >= _SHORTEST_FORGIVEN:
        script = index.arabic if is_arabic(word) else index.latin
        cutoff = 0.74 if len(word) > 5 or not is_arabic(word) else 0.75
        for known, likeness, _ in process.extract(
            word, script, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=12
        ):
            alike.setdefault(known, likeness * likeness if known[:1] == word[:1] else likeness**3)
        if word not in index.rarity:
            for known in script:
                if known.startswith(word):
                    alike[known] = max(alike.get(known, 0.0), 0.8)
    return tuple(alike.items())


def _unknown(word: str) -> float:
    """What a word that the taxonomy has nowhere takes off: a little, for people say where and since when."""
    return 1.5 if len(word) > 2 else 0.5


@cache
def _index() -> _Index:
    phrases: list[tuple[str, tuple[str, ...], str]] = []
    fields_with: dict[str, set[str]] = defaultdict(set)
    for field in all_fields():
        for text in field.phrases:
            stems = tuple(dict.fromkeys(words(text)))
            phrases.append((field.code, stems, compact(text)))
            for stem in stems:
                fields_with[stem].add(field.code)
    count = len(all_fields())
    rarity = {stem: math.log(1 + count / len(codes)) for stem, codes in fields_with.items()}
    holding: dict[str, list[int]] = defaultdict(list)
    for place, (_, stems, _) in enumerate(phrases):
        for stem in stems:
            holding[stem].append(place)
    return _Index(
        phrases=[_Phrase(code, stems, sum(rarity[stem] for stem in stems)) for code, stems, _ in phrases],
        compacts=[joined for _, _, joined in phrases],
        holding=dict(holding),
        rarity=rarity,
        arabic=[stem for stem in rarity if is_arabic(stem)],
        latin=[stem for stem in rarity if not is_arabic(stem)],
        order={field.code: place for place, field in enumerate(all_fields())},
    )
