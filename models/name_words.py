"""A person's name taken apart: its parts in their natural order, without titles, each in its possible spellings.

Arabic and Latin letters keep to themselves here; `name_sounds` compares across them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from models.digits import BIDI_MARKS

MAX_CHARACTERS = 300
MAX_PARTS = 12

_LETTERS = str.maketrans(
    "أإآٱىئؤةکیہھ" + "øłđıðħ",
    "اااايي" + "وهكيهه" + "oldidh",
)
_LIGATURES = {"æ": "ae", "œ": "oe", "þ": "th", "ĳ": "ij"}
_MARKS = re.compile(r"[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200d'’‘ʼ`´ʿʾʻ′]")
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_DOCTORATE = re.compile(r"\bph\.?\s*d\b\.?|\bm\.\s?d\b\.?\s*$|(?<=,)\s*m\.\s?d\b\.?", re.IGNORECASE)

_TITLE_WORDS = """
dr prof professor doctor mr mrs ms eng engr sir sheikh shaikh shaykh sheik haj hadj hajj hajji rev
د دكتور دكتوره الدكتور الدكتوره استاذ استاذه الاستاذ الاستاذه مهندس مهندسه المهندس المهندسه بروفيسور
البروفيسور الشيخ الشيخه الحاج الحاجه السيده الانسه المحامي المحاميه
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_LETTER_TITLES = (("ا", "د"), ("ا", "م", "د"), ("م",))
_DEGREE_WORDS = "md phd msc bsc mba mbbs frcp frcs facp facs rn pharmd dds esq cpa ma ba llm llb"
_DEGREES = frozenset(_DEGREE_WORDS.split())
_GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}

_SON_OF = frozenset(("bin", "ibn", "ben", "bint", "bent", "بن", "ابن", "بنت"))
_SERVANT = frozenset(("abd", "abdul", "abdel", "abdal", "abdur", "abdus", "عبد"))
_FATHER = frozenset(("abu", "abou", "abo", "umm", "ابو", "ابي", "ام"))
_ARTICLES = frozenset(("al", "el", "ul", "ال"))
_ASSIMILATED = re.compile(r"[aeiu](?:sh|ch|[stdnrz])")
_FAITH = re.compile(r"(?:al|el|ul|ud|ed|ad)?d(?:i|ee)ne?|الدين")
_EUROPEAN_WORDS = "de del della di da das dos du la las los le van von der den ter zu"
_EUROPEAN = frozenset(_EUROPEAN_WORDS.split())


@dataclass(frozen=True)
class Part:
    """One part of a name: the spellings that it may have (the plainest first), or an initial."""

    forms: tuple[str, ...]

    @property
    def is_initial(self) -> bool:
        return len(self.forms[0]) == 1 and self.forms[0].isalpha() and not _is_cjk(self.forms[0])


@dataclass(frozen=True)
class Name:
    """A name's parts, given name first as far as the writing tells, and the generation ("jr") where it is said."""

    parts: tuple[Part, ...]
    generation: str = ""


def is_arabic(word: str) -> bool:
    """Whether it is written in Arabic letters."""
    return _ARABIC.search(word) is not None


@lru_cache(maxsize=4096)
def read_name(text: str) -> Name:
    """Takes a name apart; no parts where it has no letters.

    What stands before a comma is the family name: "Haddad, Layla" is read as "Layla Haddad".
    """
    text = unicodedata.normalize("NFKC", text[:MAX_CHARACTERS].translate(BIDI_MARKS))
    text = _DOCTORATE.sub(" phd ", text.replace("،", ","))
    kept: list[list[tuple[str, ...]]] = []
    generation = ""
    for segment in text.split(","):
        spelled = [_folded(word) for word in _WORD.findall(_joined(segment))][:MAX_PARTS]
        words, said = _without_titles(spelled, least=0 if kept else 1)
        generation = generation or said
        if words:
            kept.append(words)
    words = [word for segment in (*kept[1:], *kept[:1]) for word in segment][:MAX_PARTS]
    return Name(tuple(_parts(words)), generation)


def fold(word: str) -> str:
    """One word in the spelling that names are compared by."""
    return _folded(_joined(word))[0]


def _joined(text: str) -> str:
    """Apostrophes and vowel signs part no words; the letters that they belong to stay as they were."""
    bare = unicodedata.normalize("NFC", text).casefold()
    return _MARKS.sub("", bare)


def _folded(word: str) -> tuple[str, ...]:
    """A word's spellings, accents left out; an umlaut may also be written with an e."""
    for one, two in _LIGATURES.items():
        word = word.replace(one, two)
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).translate(_LETTERS)
    spelled = word
    for one, two in _UMLAUTS.items():
        spelled = spelled.replace(one, two)
    return (bare,) if spelled == word else (bare, spelled)


def _without_titles(words: list[tuple[str, ...]], least: int) -> tuple[list[tuple[str, ...]], str]:
    """At least so many of the words, without titles before, degrees and generation after; and the generation."""
    plain = [forms[0] for forms in words]
    start, end, generation = 0, len(words), ""
    for title in _LETTER_TITLES:
        if tuple(plain[: len(title)]) == title and len(plain) > len(title) + 1:
            start = len(title)
    while end - start > least and plain[start] in _TITLES:
        start += 1
    while end - start > least and (plain[end - 1] in _DEGREES or plain[end - 1] in _GENERATIONS):
        generation = _GENERATIONS.get(plain[end - 1], generation)
        end -= 1
    return words[start:end], generation


def _parts(words: list[tuple[str, ...]]) -> list[Part]:
    parts: list[Part] = []
    place, last = 0, len(words) - 1
    while place <= last:
        word = words[place][0]
        if place and _FAITH.fullmatch(word) and not parts[-1].is_initial:
            parts[-1] = Part((parts[-1].forms[0] + ("الدين" if is_arabic(word) else "aldin"),))
        elif place and place < last and word in _ARTICLES and _FAITH.fullmatch(words[place + 1][0]):
            pass  # the next round joins it
        else:
            before, at = _particles(words, place, last)
            parts.append(Part(_spellings(before, words[at])))
            place = at
        place += 1
    return parts


def _particles(words: list[tuple[str, ...]], place: int, last: int) -> tuple[list[str], int]:
    """The little words before a part, and where the part itself stands."""
    before: list[str] = []
    at = place
    while at < last and _belongs_to_next(words[at][0], words[at + 1][0], first=at == 0, two=last == 1):
        before.append(words[at][0])
        at += 1
    return before, at


def _belongs_to_next(word: str, following: str, *, first: bool, two: bool) -> bool:
    if word in _SERVANT or word in _FATHER:
        return True
    if first:
        return word in _SON_OF and word != "ben"
    if word in _ARTICLES or word in _SON_OF:
        return True
    if _ASSIMILATED.fullmatch(word):
        return following.startswith(word[1:])
    return word in _EUROPEAN and not two


def _spellings(before: list[str], word: tuple[str, ...]) -> tuple[str, ...]:
    """With and without what may be left out. "Abd" and "Abu" are part of the name, the rest may be missing."""
    core = [particle for particle in before if particle in _SERVANT or particle in _FATHER]
    if core:
        start = before.index(core[0])
        return ("".join((*before[start:], word[0])),)
    bare = [form for whole in word for form in (whole, _without_article(whole))]
    joined = ["".join((*before[at:], word[0])) for at in range(len(before))]
    return tuple(dict.fromkeys((*bare, *joined)))


def _without_article(word: str) -> str:
    if is_arabic(word):
        return word[2:] if word.startswith("ال") and len(word) >= 5 else word
    return word[2:] if word[:2] in ("al", "el") and len(word) >= 6 else word


def _is_cjk(letter: str) -> bool:
    return letter >= "\u2e80"
