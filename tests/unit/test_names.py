"""One name in two spellings is one name, and two people stay two: on pairs that were not used to find the rules."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import given_names
from models.name_sounds import likeness
from models.name_words import fold
from models.names import LEAST_FOR_A_MATCH, NameReason, compare
from tests.bench.names import errors, pairs

HERE = Path(__file__).parent
TEXTS = st.text(st.characters(codec="utf-8") | st.sampled_from("محدعبلا أبن-.,، 'aeioumhdlbn"), max_size=80)
SPELLINGS = [word for arabic, latin in given_names.rows() for word in (*arabic, *latin)]


def test_pairs_that_were_not_used_to_find_the_rules_show_few_errors_of_either_kind() -> None:
    held_out = pairs(HERE / "name_pairs.txt")
    found = errors(held_out)
    print(found)
    assert len(held_out) >= 200
    assert found.same >= 100 and found.different >= 100
    assert found.false_matches / found.different <= 0.02
    assert found.false_non_matches / found.same <= 0.055


def test_no_pair_was_used_for_both() -> None:
    tuning = {frozenset(pair[:2]) for pair in pairs(HERE / "name_pairs_tuning.txt")}
    assert tuning.isdisjoint({frozenset(pair[:2]) for pair in pairs(HERE / "name_pairs.txt")})


@pytest.mark.parametrize("pair", pairs(HERE / "name_pairs.txt"), ids=lambda pair: f"{pair[0]} | {pair[1]}")
def test_a_score_says_the_same_as_the_verdict_both_ways_round(pair: tuple[str, str, bool]) -> None:
    one, other, _ = pair
    found = compare(one, other)
    assert found == compare(other, one)
    assert found.match == (found.score >= LEAST_FOR_A_MATCH)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Layla Haddad", "LAYLA HADDAD", NameReason.SAME),
        ("Dr. Layla Haddad", "Layla al-Haddad, MD", NameReason.SAME),
        ("Mohammed Qasim", "Muhamad Kassem", NameReason.SPELLING),
        ("Layla Haddad", "ليلى الحداد", NameReason.SCRIPT),
        ("Haddad Layla", "Layla Haddad", NameReason.ORDER),
        ("L. Haddad", "Layla Haddad", NameReason.INITIALS),
        ("Layla Omar Haddad", "Layla Haddad", NameReason.PARTS_MISSING),
        ("Layla Haddad", "Salma Haddad", NameReason.GIVEN_DIFFERS),
        ("Layla Haddad", "Layla Mansour", NameReason.FAMILY_DIFFERS),
        ("Layla Omar Haddad", "Layla Ali Haddad", NameReason.MIDDLE_DIFFERS),
        ("Ahmed Omar Haddad", "Omar Ahmed Haddad", NameReason.ORDER_DIFFERS),
        ("John Doe Jr", "John Doe Sr", NameReason.GENERATION_DIFFERS),
        ("Layla", "Layla Haddad", NameReason.TOO_LITTLE),
        ("L. H.", "Layla Haddad", NameReason.TOO_LITTLE),
        ("", "Layla Haddad", NameReason.TOO_LITTLE),
        ("123 😀", "123 😀", NameReason.TOO_LITTLE),
    ],
)
def test_the_reason_is_what_differs(one: str, other: str, reason: NameReason) -> None:
    assert compare(one, other).reason is reason


@pytest.mark.parametrize("other", ["Muhammad", "Mohamad", "MOHAMED", "محمد", "مُحَمَّد", "Mehmet"])
def test_one_word_may_be_a_whole_name(other: str) -> None:
    assert compare("Mohammed", other).match


def test_a_father_is_not_taken_for_his_son_unless_a_comma_tells() -> None:
    assert not compare("Omar Khaled", "Khaled Omar").match
    assert compare("Omar, Khaled", "Khaled Omar").match
    assert compare("عمر، خالد", "Khaled Omar").match


@given(TEXTS, TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_two_texts_are_compared_the_same_both_ways(one: str, other: str) -> None:
    found = compare(one, other)
    assert found == compare(other, one)
    assert 0 <= found.score <= 100
    assert found.match == (found.score >= LEAST_FOR_A_MATCH)


@given(st.lists(st.sampled_from(SPELLINGS), min_size=2, max_size=6))
@settings(max_examples=200, deadline=None)
def test_every_name_is_itself_in_any_case_with_a_title_before(words: list[str]) -> None:
    name = " ".join(words)
    assert compare(name, name).match
    assert compare(name, f"Dr. {name.upper()}").match


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=20), st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويء", max_size=12))
@settings(deadline=None)
def test_a_likeness_is_the_same_both_ways_and_between_nothing_and_one(latin: str, arabic: str) -> None:
    assert likeness(latin, arabic) == likeness(arabic, latin)
    assert 0 <= likeness(latin, arabic) <= 1


def test_the_tables_spellings_are_each_of_one_word_and_stand_once_in_their_line() -> None:
    for arabic, latin in given_names.rows():
        folded = [fold(word) for word in (*arabic, *latin)]
        assert latin, arabic
        assert all(word.isalpha() for word in folded), folded
        assert all("\u0600" <= word[0] <= "\u06ff" for word in arabic), arabic


def test_five_thousand_characters_take_no_longer_than_a_name() -> None:
    long = "محمد عبد الرحمن al-Ghamdi Qwerty Zxcvb " * 130
    other = "Hossam Bouteflika Wxyz عبدالناصر زملط " * 130
    compare(long, other)
    computed = process_time()
    for number in range(5):
        compare(f"{number} {long}x", f"y{other}")
    assert (process_time() - computed) / 5 < 0.25
