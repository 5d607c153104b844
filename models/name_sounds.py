"""How alike two words of a name sound: Latin beside Latin, and Latin beside Arabic, letter by letter.

Arabic writes no short vowels and has letters that Latin spells in several ways; what each difference costs is in the
tables below. A likeness of 1 is the same sound, 0.8 is the least for one name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from models.name_words import is_arabic

ALIKE = 0.8
"""From here on two words are one name in two spellings."""
_WORST = 1.7
"""What costs as much has no likeness left."""
_DIFFERENT = 2.0
MAX_LETTERS = 40

_LATIN = [
    (re.compile(pattern), put)
    for pattern, put in (
        (r"^abd(?:[aeiou]l|[aeiou](?=([a-z])\1)|[aeiou](?=sh|ch))", "abdal"),
        (r"(?<=\w{2})[aeou][ld]d(?:i|ee)ne?$", "aldin"),
        (r"iyy?(?=[aeou])", "i"),
        (r"(?<=[aeiou])(?:h)$", ""),
        (r"sch", "S"), (r"tch", "C"), (r"ch", "C"), (r"sh", "S"), (r"dj", "j"), (r"dh", "D"), (r"th", "T"),
        (r"kh", "X"), (r"gh", "G"), (r"rh", "r"), (r"ph", "f"), (r"ck", "k"), (r"qu(?=[ei])", "k"), (r"x", "ks"),
        (r"c(?=[eiy])", "s"), (r"c", "k"),
        (r"ou(?=[aeiuy])", "w"),
        (r"(?<=[aeo])y(?=[aeiou])|^y(?=[aeiou])", "Y"),
        (r"a[iy]|e[iy]", "E"), (r"a[uw](?![aeiou])|ow(?![aeiou])", "O"),
        (r"ee|ie|y", "i"), (r"oo|ou", "u"),
        (r"(.)\1+", r"\1"),
    )
]  # fmt: skip
_VOWELS = frozenset("aeiouEO")
_BETWEEN_VOWELS = {
    "ae": 0.05, "aE": 0.2, "eE": 0.12, "iE": 0.15, "ei": 0.06, "ou": 0.05, "uO": 0.1, "oO": 0.05, "aO": 0.25, "ao": 0.4,
}  # fmt: skip
_BETWEEN_CONSONANTS = {
    "kq": 0.05, "gq": 0.1, "Gq": 0.1, "Gg": 0.1, "gj": 0.15, "CS": 0.2, "Dd": 0.1, "Dz": 0.1, "Tt": 0.12, "Ts": 0.15,
    "Xk": 0.3, "vw": 0.1, "YE": 0.1, "Yi": 0.1, "uw": 0.1, "Ow": 0.05, "Yj": 0.5,
}  # fmt: skip
_LEFT_OUT = {"a": 0.12, "e": 0.12, "o": 0.15, "i": 0.2, "u": 0.2, "E": 0.4, "O": 0.4, "h": 0.3, "Y": 0.2, "w": 0.5}
_FIRST_LEFT_OUT, _LAST_LEFT_OUT = 0.5, 0.7

_ARABIC_AS = {
    "ا": "a0 e5 i5 o5 u5 E10 O10", "ب": "b0 p0", "ت": "t0 T20", "ث": "T0 t10 s10", "ج": "j0 g5 C20", "ح": "h0",
    "خ": "X0 k20", "د": "d0", "ذ": "D0 d5 z5", "ر": "r0", "ز": "z0", "س": "s0", "ش": "S0 C5", "ص": "s0",
    "ض": "d0 D0 z20", "ط": "t0", "ظ": "z0 D0", "ع": "a0 e0 i0 o0 u0 E0 O0", "غ": "G0 g5 r20", "ف": "f0 v0",
    "ق": "q0 k3 g5 G10", "ك": "k0 q20 C20", "گ": "g0", "ل": "l0", "م": "m0", "ن": "n0", "ه": "h0",
    "و": "u0 o0 w0 O0 v10",
    "ي": "i0 Y0 E0 e10 j30", "پ": "p0 b0", "چ": "C0 S10", "ژ": "j0 z10", "ڤ": "v0 f0", "ء": "a5 e5 i5",
}  # fmt: skip
_ACROSS = {arabic: {cost[0]: int(cost[1:]) / 100 for cost in sounds.split()} for arabic, sounds in _ARABIC_AS.items()}
_ACROSS_LAST = {"ه": {"a": 0.0, "e": 0.1}, "ي": {"a": 0.05, "u": 0.6}, "ا": {"a": 0.0, "o": 0.3}}
_LATIN_UNWRITTEN = {"a": 0.03, "e": 0.03, "i": 0.08, "o": 0.08, "u": 0.08, "E": 0.25, "O": 0.25}
_ARABIC_UNHEARD = {"ء": 0.0, "ع": 0.05, "ا": 0.4, "و": 0.6, "ي": 0.6, "ه": 0.5}


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """From 0 to 1, the same both ways. Words are folded (`name_words.fold`); other scripts are alike only if equal."""
    one, other = sorted((one[:MAX_LETTERS], other[:MAX_LETTERS]))
    if one == other:
        return 1.0
    if is_arabic(one) and is_arabic(other):
        return 0.97 if one.replace("ء", "") == other.replace("ء", "") else 0.0
    if is_arabic(other):  # Latin letters sort before Arabic ones
        return _from(_cost_across(sound(one), _undoubled(other))) if one.isascii() else 0.0
    if not (one.isascii() and other.isascii()):
        return 0.0
    return min(0.99, _from(_cost_within(sound(one), sound(other))))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A Latin word as it sounds: one sign for each sound, capitals for those that Latin spells with two letters."""
    for pattern, put in _LATIN:
        word = pattern.sub(put, word)
    return word


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def _from(cost: float) -> float:
    return max(0.0, 1 - cost / _WORST)


def _cost_within(one: str, other: str) -> float:
    """The least that turning one into the other costs: weighted edit distance (Wagner and Fischer 1974)."""
    row = [0.0]
    for at in range(len(other)):
        row.append(row[-1] + _left_out(other, at))
    for i, letter in enumerate(one):
        dropped = _left_out(one, i)
        above, row = row, [row[0] + dropped]
        for j, against in enumerate(other):
            row.append(min(above[j] + _between(letter, against), above[j + 1] + dropped, row[j] + _left_out(other, j)))
    return row[-1]


def _cost_across(latin: str, arabic: str) -> float:
    row = [0.0]
    for at in range(len(arabic)):
        row.append(row[-1] + _ARABIC_UNHEARD.get(arabic[at], 1.0))
    for i, letter in enumerate(latin):
        unwritten = _left_out(latin, i, _LATIN_UNWRITTEN)
        above, row = row, [row[0] + unwritten]
        for j, against in enumerate(arabic):
            both_last = i == len(latin) - 1 and j == len(arabic) - 1
            pair = _across(letter, against, last=both_last)
            row.append(min(above[j] + pair, above[j + 1] + unwritten, row[j] + _ARABIC_UNHEARD.get(against, 1.0)))
    return row[-1]


def _across(latin: str, arabic: str, *, last: bool) -> float:
    usual = _ACROSS.get(arabic, {}).get(latin, _DIFFERENT)
    return min(usual, _ACROSS_LAST.get(arabic, {}).get(latin, _DIFFERENT)) if last else usual


def _between(one: str, other: str) -> float:
    if one == other:
        return 0.0
    pair = "".join(sorted((one, other)))
    if one in _VOWELS and other in _VOWELS:
        return min(_of(_BETWEEN_VOWELS, pair), 0.5)
    return _of(_BETWEEN_CONSONANTS, pair)


def _of(costs: dict[str, float], pair: str) -> float:
    return costs.get(pair, costs.get(pair[::-1], _DIFFERENT))


def _left_out(word: str, at: int, costs: Mapping[str, float] = _LEFT_OUT) -> float:
    """What a sound costs that the other side lacks: a vowel at either end is heard."""
    cost = costs.get(word[at], 1.0)
    if word[at] in _VOWELS and at == 0:
        return max(cost, _FIRST_LEFT_OUT)
    if word[at] in _VOWELS and at == len(word) - 1:
        return max(cost, _LAST_LEFT_OUT)
    return cost
