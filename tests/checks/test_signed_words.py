"""What a signed document must say of its own accord, since no reviewer reads it."""

from __future__ import annotations

import pytest

from bot.checks.signed_words import shows_claim, shows_holder

GIVEN = "The University has conferred upon\nSara Haddad\nthe degree of Doctor of Hepatology"


@pytest.mark.parametrize(
    ("text", "field", "kind", "shown"),
    [
        (GIVEN, "hepatology", "degree", True),
        (GIVEN.upper(), "hepatology", "degree", True),
        (GIVEN, "gastroenterology", "degree", True),
        (GIVEN, "cardiology", "degree", False),
        (GIVEN, "hepatology", "licence", False),
        (GIVEN, "hepatology", "document", False),
        (GIVEN, "", "degree", False),
        (
            "enrolled in the degree of Doctor of Hepatology, to be conferred",
            "hepatology",
            "degree",
            False,
        ),
        ("was awarded the degree of Doctor, Department of Hepatology", "hepatology", "degree", False),
        ("the degree of Doctor of Hepatology", "hepatology", "degree", False),
        ("Hepatology. The degree was awarded", "hepatology", "degree", False),
        ("is licensed to practise in the specialty of Hepatology", "hepatology", "licence", True),
        ("was licensed to practise Hepatology; suspended", "hepatology", "licence", False),
        ("منحت الجامعة سارة حداد درجة الدكتوراه في أمراض الكبد", "hepatology", "degree", True),
        ("", "hepatology", "degree", False),
        ("has passed the examination and is board certified in Hepatology", "hepatology", "certificate", True),
        ("is certified in Cardiology", "hepatology", "certificate", False),
        ("Certificate of attendance: a course in Hepatology was awarded", "hepatology", "certificate", False),
        ("is certified by the Department of Hepatology", "hepatology", "certificate", False),
    ],
)
def test_the_field_must_have_been_given(text: str, field: str, kind: str, shown: bool) -> None:
    assert shows_claim(text, field, kind) is shown


@pytest.mark.parametrize(
    ("text", "name", "shown"),
    [
        (GIVEN, "Sara Haddad", True),
        (GIVEN, "سارة حداد", True),
        (GIVEN, "Sara", False),
        (GIVEN, "Omar Nasser", False),
        ("conferred upon\nSara Haddad\nthe degree\n\nOmar Nasser\nRector", "Omar Nasser", False),
        ("conferred upon\nSara Haddad\nthe degree\n\nDean: Omar Nasser", "Omar Nasser", False),
        ("conferred upon\nS. Haddad\nthe degree", "Sara Haddad", False),
        ("", "Sara Haddad", False),
    ],
)
def test_the_name_must_be_the_holders(text: str, name: str, shown: bool) -> None:
    assert shows_holder(text, name) is shown
