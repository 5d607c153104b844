"""Ranks the taxonomy's fields for a text: word by word, forgiving typing errors, rare words counting more."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from models.field_index import Index, index_of_fields
from models.field_learned import Learned
from models.field_words import Word, forms, is_arabic, words

FLOOR = 38.0
"""Below this a likeness is chance."""
_SHORTEST_FORGIVEN = 4
"""Shorter words must be typed right: one letter makes another word of them."""
_SAME_STEM = 0.97
_BEGINNING = 0.8
_MISTYPED = 0.74
_MISTYPED_WHOLE = 0.88
"""Likenesses by optimal string alignment (one for each letter that is wrong, missing, added or swapped)."""
_IN_ONE_PHRASE, _IN_THE_FIELD = 0.7, 0.3
"""How much it counts that one phrase explains the text, and that the field's phrases together do."""

_ALL_BUT_EXACT = 99.0
"""Only a phrase that is typed as it stands scores 100."""
_TELLING = 4.5
"""The rarity from which on a phrase says something by itself: "hepatologist" does, "doctor" doesn't."""


Ranked = tuple[tuple[str, float], ...]


@lru_cache(maxsize=4096)
def rank(text: str) -> Ranked:
    """Codes with scores from 0 to 100, best first; equals are in the taxonomy's order (broader first).

    Kept, because a conversation that is replayed asks for the same text again with each of its answers.
    """
    asked = words(text)
    if not asked:
        return ()
    index = index_of_fields()
    scores = _by_words(asked, index)
    as_typed, telling = "".join(forms(text)), "".join(word.form for word in asked)
    for typed in dict.fromkeys((as_typed, telling)):  # mostly they are the same
        for code, likeness in _by_letters(typed, index):
            scores[code] = max(scores.get(code, 0.0), 100 * likeness - 2)
    for place in index.exactly.get(as_typed, ()):
        scores[index.code[place]] = 100.0
    kept = [(code, round(score, 1)) for code, score in scores.items() if score >= FLOOR]
    return tuple(sorted(kept, key=lambda entry: (-entry[1], index.order[entry[0]])))


def with_learned(text: str, ranked: Ranked, learned: Learned) -> Ranked:
    """The ranking with the fields of synonyms that were learned: 100 as they stand, less where they are mistyped."""
    typed = "".join(forms(text))
    near = [(letters, 1.0) for letters in (typed,) if letters in learned]
    if not near and len(typed) >= _SHORTEST_FORGIVEN:
        scorer = OSA.normalized_similarity
        found = process.extract(typed, list(learned), scorer=scorer, score_cutoff=_MISTYPED_WHOLE, limit=5)
        near = [(letters, likeness) for letters, likeness, _ in found]
    scores, order = dict(ranked), index_of_fields().order
    for letters, likeness in near:
        for code in learned[letters] & order.keys():
            scores[code] = max(scores.get(code, 0.0), round(100 * likeness - (0 if likeness == 1 else 2), 1))
    return tuple(sorted(scores.items(), key=lambda entry: (-entry[1], order[entry[0]])))


def _by_words(asked: list[Word], index: Index) -> dict[str, float]:
    """How much of the text each phrase explains, and how much of the phrase the text says.

    A phrase that is said in full counts although the text goes on: people add where, since when and for whom.
    """
    total = 0.0
    explained: dict[int, float] = defaultdict(float)
    said: dict[int, float] = defaultdict(float)
    in_field: dict[str, float] = defaultdict(float)
    for word in asked:
        weight, places = _found(word, index)
        total += weight
        best: dict[str, float] = {}
        for place, (likeness, rarity) in places.items():
            explained[place] += weight * likeness
            said[place] += rarity * likeness
            code = index.code[place]
            best[code] = max(best.get(code, 0.0), weight * likeness)
        for code, gain in best.items():
            in_field[code] += gain
    scores: dict[str, float] = {}
    for place, gain in explained.items():
        code, weight = index.code[place], index.weight[place]
        covered = min(1.0, said[place] / weight)
        whole = (_IN_ONE_PHRASE * gain + _IN_THE_FIELD * in_field[code]) / total
        said_in_full = covered**3 * (0.5 + 0.5 * whole) * min(1.0, weight / _TELLING)
        score = _ALL_BUT_EXACT * max(whole * (0.5 + 0.5 * covered), said_in_full)
        scores[code] = max(scores.get(code, 0.0), score)
    return scores


def _found(word: Word, index: Index) -> tuple[float, dict[int, tuple[float, float]]]:
    """What a word of the text weighs, and for each phrase that may hold it (likeness, rarity)."""
    alike = _alike(word)
    places: dict[int, tuple[float, float]] = {}
    for form, likeness in alike:
        for place in index.holding[form]:
            places[place] = max(places.get(place, (0.0, 0.0)), (likeness, index.rarity[form]))
    weight = max((index.rarity[form] * likeness for form, likeness in alike), default=_unknown(word))
    return weight, places


def _by_letters(typed: str, index: Index) -> Iterable[tuple[str, float]]:
    """How alike the text as a whole is to each phrase, whatever became of the spaces.

    What is longer or shorter by more letters than may be wrong is not looked at: most phrases are.
    """
    if len(typed) < _SHORTEST_FORGIVEN:
        return
    scorer = OSA.normalized_similarity
    for length in range(math.ceil(len(typed) * _MISTYPED_WHOLE), math.floor(len(typed) / _MISTYPED_WHOLE) + 1):
        places, phrases = index.by_length.get(length, ((), ()))
        found = process.extract(typed, phrases, scorer=scorer, score_cutoff=_MISTYPED_WHOLE, limit=None)
        for _, likeness, nth in found:
            yield index.code[places[nth]], likeness


@lru_cache(maxsize=4096)
def _alike(word: Word) -> tuple[tuple[str, float], ...]:
    """The taxonomy's words that this one may be, each with a likeness up to 1."""
    index = index_of_fields()
    alike = dict.fromkeys(index.of_stem.get(word.stem, ()), _SAME_STEM)
    if len(word.form) >= _SHORTEST_FORGIVEN:
        script = index.arabic if is_arabic(word.form) else index.latin
        scorer = OSA.normalized_similarity
        for form, likeness, _ in process.extract(word.form, script, scorer=scorer, score_cutoff=_MISTYPED, limit=12):
            alike.setdefault(form, likeness**2 if form[0] == word.form[0] else likeness**3)
        if word.stem not in index.of_stem:
            for form in script:
                if form.startswith(word.form):
                    alike[form] = max(alike.get(form, 0.0), _BEGINNING)
    if word.form in index.rarity:
        alike[word.form] = 1.0
    return tuple(alike.items())


def _unknown(word: Word) -> float:
    """What a word that the taxonomy has nowhere takes off: a little, for people say where and since when."""
    return 1.5 if len(word.form) > 2 else 0.5
