"""How well a language is known: the levels of the Common European Framework, and what comes before all of them."""

from __future__ import annotations

import re
from enum import IntEnum

from models.digits import BIDI_MARKS, western


class Fluency(IntEnum):
    """From A1 to C2 (Council of Europe, *Common European Framework of Reference for Languages*, 2001, table 1); a
    higher one includes the lower ones. NONE is that nothing is said or asked."""

    NONE = 0
    A1 = 1
    A2 = 2
    B1 = 3
    B2 = 4
    C1 = 5
    C2 = 6
    NATIVE = 7


CLAIMABLE = tuple(level for level in Fluency if level)
_WORDS = {
    Fluency.A1: "beginner;basic;a little;مبتدئ;مبتدئة;قليلا",
    Fluency.A2: "elementary;pre intermediate;أساسي;أساسية;أولي",
    Fluency.B1: "intermediate;conversational;متوسط;متوسطة",
    Fluency.B2: "upper intermediate;good;very good;fairly fluent;فوق المتوسط;جيد;جيدة;جيد جدا;جيدة جدا",
    Fluency.C1: "advanced;fluent;fluently;متقدم;متقدمة;طليق;طلاقة;بطلاقة;ممتاز;ممتازة",
    Fluency.C2: "proficient;proficiency;mastery;bilingual;إتقان;متقن;متقنة;ثنائي اللغة",
    Fluency.NATIVE: "native;native speaker;mother tongue;first language;الأم;لغة أم;اللغة الأم;لغتي;لغتي الأم;أصلي",
}
_LETTERS = str.maketrans("أإآة", "اااه")


def read_fluency(words: str) -> Fluency | None:
    """What is meant by "c1 ", "C١", "fluent" or "الأم"; None where nobody can tell."""
    plain = _plain(words)
    found = re.fullmatch(r"(?:cefr |level |مستوى )*([abc])\s?([12])(?: (?:cefr|level))?", plain)
    if found:
        return Fluency[f"{found[1]}{found[2]}".upper()]
    return next((level for level, said in _WORDS.items() if plain in map(_plain, said.split(";"))), None)


def _plain(words: str) -> str:
    text = western(words[:60].translate(BIDI_MARKS)).casefold().translate(_LETTERS)
    return " ".join(re.findall(r"[^\W_]+", text))
