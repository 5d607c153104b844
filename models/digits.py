"""Numbers as people type them, in Arabic and in European digits, read without guessing and without floats.

The digits are those of CLDR's `arab`, `arabext` and `latn` numbering systems, with the full-width forms of
East Asian keyboards; U+066B and U+066C are Unicode's Arabic decimal and thousands separators.
"""

from __future__ import annotations

import re
from decimal import Decimal

from models.errors import Refused

MAX_CHARACTERS = 60
MAX_EXPONENT = 300
"""Wider than anything that is measured, and small enough that no later step writes out a million zeros."""

BIDI_MARKS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
"""Invisible marks that keyboards and copied text leave around numbers in right-to-left writing."""

_WESTERN = {
    **{0x0660 + digit: str(digit) for digit in range(10)},
    **{0x06F0 + digit: str(digit) for digit in range(10)},
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    ord("−"): "-",
    ord("－"): "-",
    ord("﹣"): "-",
    ord("＋"): "+",
    ord("٫"): ".",
    ord("٬"): ",",
    ord("٪"): "%",
}
_EN_DASH_BEFORE_DIGIT = re.compile(r"[–‐‑](?=\s?[.,]?[0-9])")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = re.compile(r"10([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_SPACES = re.compile(r"[\u00a0\u2007\u2009\u202f]")

_NUMBER = re.compile(
    r"(?P<sign>[+-]?)\s?(?P<body>[0-9][0-9 .,']*|[.,][0-9]+)"
    r"(?:(?:[eE]|\s?[×xX*·]\s?10\s?\^\s?)\(?(?P<exponent>[+-]?[0-9]{1,6})\)?)?"
)
_BODIES = {
    "plain": re.compile(r"[0-9]*\.?[0-9]+|[0-9]+\."),
    "grouped by space": re.compile(r"[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?"),
    "grouped by apostrophe": re.compile(r"[0-9]{1,3}('[0-9]{3})+([.,][0-9]+)?"),
    "grouped by comma": re.compile(r"[0-9]{1,3}(,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(,[0-9]{3}){2,}"),
    "grouped by lakh": re.compile(r"[0-9]{1,2}(,[0-9]{2})+,[0-9]{3}(\.[0-9]+)?"),
    "grouped by point": re.compile(r"[0-9]{1,3}(\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(\.[0-9]{3}){2,}"),
    "decimal comma": re.compile(r"[0-9]*,[0-9]+"),
}
_TWO_READINGS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")


def western(text: str) -> str:
    """The same text with European digits, a hyphen as minus, a decimal point and a comma for thousands."""
    return _EN_DASH_BEFORE_DIGIT.sub("-", text.translate(_WESTERN))


def read_number(text: str) -> Decimal:
    """The exact number that was typed.

    Grouped thousands, a decimal comma, Arabic digits and scientific notation are read where only one reading
    is possible; `1,234` has two, a thousand apart, so it is handed back. A lone point is a decimal point.

    Raises:
        Refused: "number-not-a-number" (given), "number-ambiguous" (given, one, other),
            "number-out-of-range" (given).
    """
    given = text.strip()[:MAX_CHARACTERS]
    match = _NUMBER.fullmatch(_prepared(text))
    if match is None:
        raise Refused("number-not-a-number", given=given)
    if len(text.strip()) > MAX_CHARACTERS or abs(int(match["exponent"] or 0)) > MAX_EXPONENT:
        raise Refused("number-out-of-range", given=given)
    body = match["body"].rstrip()
    if _TWO_READINGS.fullmatch(body):
        one, other = match["sign"] + body.replace(",", ""), match["sign"] + body.replace(",", ".")
        raise Refused("number-ambiguous", given=given, one=one, other=other)
    shape = next((name for name, pattern in _BODIES.items() if pattern.fullmatch(body)), None)
    if shape is None:
        raise Refused("number-not-a-number", given=given)
    return Decimal(f"{match['sign']}{_pointed(body, shape)}e{match['exponent'] or 0}")


def _prepared(text: str) -> str:
    """One line of ASCII for the patterns: an Arabic thousands separator stays distinct from a comma."""
    text = text.translate(BIDI_MARKS).strip().replace("٬", "'").replace("’", "'").replace("،", ",")
    text = _POWER.sub(lambda power: "10^" + power[1].translate(_SUPERSCRIPTS), text)
    return _SPACES.sub(" ", western(text))


def _pointed(body: str, shape: str) -> str:
    """The digits with a point for decimals and nothing between thousands."""
    if shape in ("grouped by comma", "grouped by lakh"):
        return body.replace(",", "")
    if shape == "grouped by point":
        return body.replace(".", "").replace(",", ".")
    return body.replace(" ", "").replace("'", "").replace(",", ".")
