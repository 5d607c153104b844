"""Countries and languages, by whatever people call them in either language."""

from __future__ import annotations

import pytest

from bot.chat.texts import LANGUAGES
from handlers.questions.vocabulary import countries, country_of, languages
from models.errors import Refused


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Saudi Arabia", "SA"), ("السعودية", "SA"), ("KSA", "SA"), ("uk", "GB"), ("U.S.A.", "US"), ("germny", "DE"),
        ("مصر", "EG"), ("الأردن", "JO"), ("الاردن", "JO"), ("Niger", "NE"), ("Nigeria", "NG"), ("Austria", "AT"),
        ("Australia", "AU"), ("de", "DE"), ("Bosnia and Herzegovina", "BA"), ("the Netherlands", "NL"),
    ],
)  # fmt: skip
def test_a_country(words: str, code: str) -> None:
    assert countries().meant(words) == code


@pytest.mark.parametrize("words", ["Atlantis", "", "🎉", "Nigera", "x" * 5000, "123", "%"])
def test_what_is_no_country_or_may_be_two(words: str) -> None:
    with pytest.raises(Refused, match="country-unknown"):
        countries().meant(words)


def test_every_name_leads_to_its_own_country() -> None:
    """No two share a spelling in which they are compared."""
    for code, by_language in countries().names.items():
        for language in LANGUAGES:
            assert countries().meant(by_language[language]) == code


def test_every_language_is_found_by_its_names() -> None:
    for code, by_language in languages().names.items():
        for name in (*by_language.values(), *languages().also[code]):
            assert languages().meant(name) == code


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Arabic, English and French", {"ar", "en", "fr"}),
        ("العربية والإنجليزية", {"ar", "en"}),
        ("العربية و الإنجليزية، الفرنسية", {"ar", "en", "fr"}),
        ("Deutsch/français", {"de", "fr"}),
        ("中文", {"zh"}),
    ],
)
def test_a_list_of_languages(words: str, codes: set[str]) -> None:
    assert languages().several(words) == codes


def test_a_list_of_countries() -> None:
    assert countries().several("Bosnia and Herzegovina") == {"BA"}
    assert countries().several("Oman and Yemen, السعودية") == {"OM", "YE", "SA"}


@pytest.mark.parametrize(
    ("zone", "code"),
    [("Asia/Riyadh", "SA"), ("Asia/Calcutta", "IN"), ("Asia/Kolkata", "IN"), ("Europe/Kyiv", "UA"), ("UTC", ""),
     ("Etc/GMT+3", ""), ("US/Eastern", "US"), ("no such zone", "")],
)  # fmt: skip
def test_the_country_of_a_time_zone(zone: str, code: str) -> None:
    assert country_of(zone) == code


def test_names_are_listed_in_the_readers_order() -> None:
    assert languages().listed({"fr", "ar"}).by_language == {"en": "Arabic, French", "ar": "العربية، الفرنسية"}
    assert languages().listed({"gone"}).by_language["en"] == "gone"
