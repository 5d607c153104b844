"""Closed lists whose members have a name in every language: countries and languages, found by whatever people call
them. The names are CLDR's; the lists of everyday ones are ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from babel import Locale
from babel.core import get_global

from bot.chat.message import Labels
from bot.chat.texts import LANGUAGES
from models.errors import Refused
from models.field_words import forms

CLOSE = 80
"""From this likeness on, of 100, a misspelt name is taken for what it is likest to."""
CLEARLY = 5
"""By so much it must be likelier than the next."""
_BETWEEN = re.compile(r"\s*(?:[,;\n،؛/&+]|\band\b)\s*|\s+و\s*(?=\S)")
"""What stands between the members of a list that someone writes."""

_COUNTRIES = {
    "US": "USA;America;United States of America;أمريكا;الولايات المتحدة الأمريكية",
    "GB": "UK;Britain;Great Britain;England;Scotland;Wales;Northern Ireland;بريطانيا;إنجلترا",
    "AE": "UAE;Emirates;الإمارات", "SA": "KSA;Saudi;السعودية", "KR": "Korea", "CZ": "Czech Republic",
    "PS": "Palestine;فلسطين", "NL": "Holland;هولندا", "TR": "Turkey;تركيا", "CD": "DR Congo", "RU": "Russia;روسيا",
    "IE": "Ireland", "CH": "سويسرا", "CN": "الصين", "SY": "Syria;سوريا", "MA": "المغرب",
}  # fmt: skip
_LANGUAGES = {
    "en": "English", "ar": "العربية", "fr": "français", "de": "Deutsch", "es": "español;castellano",
    "pt": "português", "it": "italiano", "nl": "Nederlands", "sv": "svenska", "pl": "polski", "uk": "українська",
    "ru": "русский", "tr": "Türkçe", "fa": "فارسی;Farsi", "ur": "اردو", "hi": "हिन्दी", "bn": "বাংলা",
    "id": "Bahasa;Bahasa Indonesia", "vi": "tiếng Việt", "th": "ไทย", "zh": "中文;Mandarin", "ja": "日本語",
    "ko": "한국어", "he": "עברית", "sw": "Kiswahili", "am": "አማርኛ",
}  # fmt: skip
"""By their own names."""


@dataclass(frozen=True)
class Vocabulary:
    """Codes with their names by language, and what else each is called.

    Args:
        unknown: the key of the refusal of a name that is none of theirs (given).
    """

    names: Mapping[str, Mapping[str, str]]
    unknown: str
    also: Mapping[str, Iterable[str]] = field(default_factory=dict)

    def label(self, code: str) -> Labels:
        """Its name in each language; the code itself where it has none any more."""
        return Labels(self.names.get(code) or {"en": code})

    def listed(self, codes: Iterable[str]) -> Labels:
        """Several names on one line."""
        known = {language: sorted(self._name(code, language) for code in codes) for language in LANGUAGES}
        return Labels({"en": ", ".join(known["en"]), "ar": "، ".join(known["ar"])})

    def meant(self, words: str) -> str:
        """The code of what is named. Raises Refused: `unknown`."""
        name = _key(words)
        if name in self._codes:
            return self._codes[name]
        found = self._alike(name) if len(name) > 3 else None
        if found is None:
            raise Refused(self.unknown, given=words.strip()[:60])
        return found

    def several(self, words: str) -> frozenset[str]:
        """The codes of all that a list names, as "Arabic, English and French". Refusals as `meant`."""
        if _key(words) in self._codes:  # "Bosnia and Herzegovina" is one
            return frozenset({self._codes[_key(words)]})
        parts = [part for part in _BETWEEN.split(words.strip()) if part] or [words]
        return frozenset(self.meant(part) for part in parts)

    def _alike(self, name: str) -> str | None:
        from rapidfuzz import fuzz, process  # loads when the first name is misspelled, not at start

        scored = process.extract(name, list(self._codes), scorer=fuzz.ratio, score_cutoff=CLOSE, limit=5)
        best: dict[str, float] = {}
        for spelling, score, _ in scored:
            best.setdefault(self._codes[spelling], score)
        likeliest = list(best.items())
        clear = len(likeliest) == 1 or (len(likeliest) > 1 and likeliest[0][1] - likeliest[1][1] >= CLEARLY)
        return likeliest[0][0] if clear else None

    def _name(self, code: str, language: str) -> str:
        return self.names.get(code, {}).get(language, code)

    @cached_property
    def _codes(self) -> dict[str, str]:
        """By every spelling, as they are compared; a code itself is one."""
        found: dict[str, str] = {}
        for code, by_language in self.names.items():
            for name in (*by_language.values(), *self.also.get(code, ()), code):
                found.setdefault(_key(name), code)
        return found


@cache
def countries() -> Vocabulary:
    """Every country that has a time zone of its own, by its ISO 3166-1 code."""
    codes = sorted(code for code in set(get_global("zone_territories").values()) if len(code) == 2 and code != "ZZ")
    named = {language: Locale(language).territories for language in LANGUAGES}
    names = {code: {language: named[language][code] for language in LANGUAGES} for code in codes}
    return Vocabulary(names, "country-unknown", {code: also.split(";") for code, also in _COUNTRIES.items()})


@cache
def languages() -> Vocabulary:
    """The languages that work may be asked in, by their ISO 639-1 codes."""
    named = {language: Locale(language).languages for language in LANGUAGES}
    names = {code: {language: named[language][code] for language in LANGUAGES} for code in _LANGUAGES}
    return Vocabulary(names, "work-language-unknown", {code: own.split(";") for code, own in _LANGUAGES.items()})


def country_of(timezone: str) -> str:
    """The country that a time zone lies in; "" where it says nothing of it."""
    zone = get_global("zone_aliases").get(timezone, timezone)
    code: str = get_global("zone_territories").get(zone, "")
    return code if code in countries().names else ""


def _key(name: str) -> str:
    """One spelling for a name: "Bosnia & Herzegovina" and "Bosnia and Herzegovina" are the same."""
    return "".join(word for word in forms(name) if word not in ("and", "the"))
