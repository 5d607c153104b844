"""Words as the field search compares them: one spelling for each, without endings, articles and empty words.

Both the taxonomy and what people type go through here, so a rule only has to be the same for both sides; it
need not be good grammar.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from models.digits import BIDI_MARKS

MAX_CHARACTERS = 200
MAX_WORDS = 16

_LETTERS = str.maketrans("أإآٱىئؤةکی", "اااايي" + "وهكي")
_MARKS = re.compile(r"[\u0300-\u036f\u0610-\u061a\u0621\u0640\u064b-\u065f\u0670\u200c\u200d]")
"""What is left out: accents, vowel signs, lengthening, joiners, and a hamza on its own."""
_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_ARABIC = re.compile(r"[\u0600-\u06ff]")

_ARABIC_PREFIX = re.compile(r"^(?:وال|بال|فال|كال|ولل|لل|ال)(?:ال)?(?=\w{2})")
"""The article goes twice, so that a word which itself begins like it is the same with and without."""
_ARABIC_ENDING = re.compile(r"(?<=\w{3})(?:يات|يين|يون|ات|ون|ين|يه|ه|ي)$")
_ARABIC_SAME = {
    "طبيب": "طب", "طبيبه": "طب", "اطبا": "طب", "دكتور": "طب", "دكتوره": "طب", "طبي": "طب", "طبيه": "طب",
    "مرض": "امراض", "جراح": "جراحه", "جراحين": "جراحه", "عمليات": "جراحه", "عمليه": "جراحه", "مهندس": "هندسه",
    "مهندسه": "هندسه", "مهندسين": "هندسه", "محامي": "قانون", "محاميه": "قانون", "محاماه": "قانون",
    "مدرس": "تعليم", "مدرسه": "تعليم", "معلم": "تعليم", "معلمه": "تعليم", "تدريس": "تعليم", "لغات": "لغه",
    "زرع": "زراعه", "زراعيه": "زراعي", "طفل": "اطفال", "قلبي": "قلب", "عظم": "عظام", "عين": "عيون",
    "سن": "اسنان", "ورم": "اورام", "حاسب": "حاسوب", "كمبيوتر": "حاسوب", "كومبيوتر": "حاسوب",
    "كيمياي": "كيميا", "فيزياي": "فيزيا", "بنك": "بنوك", "سرطانات": "سرطان",
}  # fmt: skip
_ENGLISH_SAME = {
    "engineering": "engineer", "engineers": "engineer", "infant": "baby", "infants": "baby", "fetus": "fetal",
    "fysician": "doctor", "fysicians": "doctor", "doctors": "doctor", "doc": "doctor",
    "attorney": "lawyer", "attorneys": "lawyer", "solicitor": "lawyer", "barrister": "lawyer",
    "lawyers": "lawyer", "kids": "child", "kid": "child", "children": "child", "childrens": "child",
    "babies": "baby", "women": "woman", "womens": "woman", "maths": "math", "teeth": "tooth",
    "feet": "foot", "bones": "bone", "diseases": "disease", "medical": "medic", "medicine": "medic",
    "medicines": "medic", "dental": "dentist", "legal": "law", "laws": "law",
}  # fmt: skip
_ENGLISH_ENDINGS = (
    (re.compile(r"(?<=\wolog)(?:ists?|ical|ies|y|ic)$"), ""),
    (re.compile(r"(?<=\wiatr)(?:ics?|icians?|ists?|y|ical)$"), ""),
    (re.compile(r"(?<=^surg)(?:ery|eries|eons?|ical)$"), ""),
    (re.compile(r"(?<=^chem)(?:istry|ists?|icals?|ic)$"), ""),
    (re.compile(r"(?<=\wonom)(?:y|ies|ists?|ics?|ical|ers?)$"), ""),
    (re.compile(r"(?<=\wgraf)(?:y|ers?|ic|ical|ics)$"), ""),
    (re.compile(r"(?<=\wmetr)(?:y|ists?|ics?|ical)$"), ""),
    (re.compile(r"(?<=\w{3}ist)(?:ics?|icians?|ical|ry|s)$"), ""),
    (re.compile(r"(?<=\w{3}ic)(?:s|ists?|ians?|al|als|ally)$"), ""),
    (re.compile(r"(?<=\w{4})(?:ations?|ators?|ating|ated|ates?)$"), ""),
    (re.compile(r"(?<=\w{4})(?:ings?|ers?|ors?|ants?|ancy|ism|ists?|ments?)$"), ""),
    (re.compile(r"(?<=\w{2})ies$"), "y"),
    (re.compile(r"(?<=\w{2}(?:ch|sh|ss))es$"), ""),
    (re.compile(r"(?<=\w{2}[^s])s$"), ""),
)
_LAST_VOWEL = re.compile(r"(?<=\w{3})[ey]$")

_EMPTY_ENGLISH = """
a an and am are as at be been by do does doing for from have i im in is it its me mostly mainly my of on or
our the to with work working works job field fields area areas speciality specialty specialist specialists
specialised specialized specialise specialize specializing specialising expert experts expertise professional
professionals that this we who year years experience about treat treating treats mr dr prof professor phd
degree department senior junior consultant study studies studied studying research researcher sector kind
stuff very bsc msc ba ma mba qualified practice practise practicing how what why where which when know want
like need can will look after before put people patient patients
"""
_EMPTY_ARABIC = """
في من علي عن مع او و انا اعمل عملي عملت تخصص تخصصي متخصص متخصصه اختصاصي اختصاص اخصايي اخصاييه خبير خبيره خبره
استشاري استشاريه مجال مجالي هو هي التي الذي سنوات سنه قسم اشتغل استاذ بروفيسور باحث باحثه دراسه دراسات شغلي
شهاده ماجستير دكتوراه بكالوريوس منذ عشر اريد كيف ماذا
"""
_EMPTY = frozenset((_EMPTY_ENGLISH + _EMPTY_ARABIC).split())


class Word(NamedTuple):
    """A word as it was written, in one spelling, and its stem."""

    form: str
    stem: str


def is_arabic(word: str) -> bool:
    """Whether it is written in Arabic letters."""
    return _ARABIC.search(word) is not None


def forms(text: str) -> list[str]:
    """All the words in one spelling, in order, with those that say little."""
    return [_plain(word) for word in _WORD.findall(_spelled(text[:MAX_CHARACTERS]))][:MAX_WORDS]


def words(text: str) -> list[Word]:
    """The different words that carry meaning, in order; all of them where none does."""
    plain = forms(text)
    telling = [word for word in plain if word not in _EMPTY] or plain
    return [Word(word, _stem(word)) for word in dict.fromkeys(telling)]


def _spelled(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.translate(BIDI_MARKS)).casefold()
    text = _MARKS.sub("", unicodedata.normalize("NFKC", text).replace("'", "").replace("’", ""))
    return text.translate(_LETTERS)


def _plain(word: str) -> str:
    if is_arabic(word):
        return _ARABIC_PREFIX.sub("", word)
    return word.replace("ae", "e").replace("oe", "e").replace("ph", "f") if len(word) > 4 else word


def _stem(word: str) -> str:
    if is_arabic(word):
        return _ARABIC_ENDING.sub("", _ARABIC_SAME.get(word, word))
    word = _ENGLISH_SAME.get(word, word)
    if len(word) < 4:
        return word
    stems = (ending.sub(put, word) for ending, put in _ENGLISH_ENDINGS)
    return _LAST_VOWEL.sub("", next((stem for stem in stems if stem != word), word))
