"""Numbers of the United States' National Provider Identifier.

Source: 45 CFR 162.406 and CMS, "Requirements for National Provider Identifier (NPI) and NPI Check Digit": ten
digits, the first 1 or 2, the last the Luhn digit (ISO/IEC 7812-1) of the number with 80840 before it.
"""

from __future__ import annotations

import re

from models.digits import BIDI_MARKS, western
from models.errors import Refused

_PREFIX = "80840"


def read_npi(text: str) -> str:
    """The ten digits. That they are well formed says nothing about who holds them.

    Raises:
        Refused: "npi-malformed", "npi-checksum" (given).
    """
    plain = western(text[:100].translate(BIDI_MARKS)).casefold()
    digits = re.sub(r"[\s\-.]+", "", re.sub(r"^\s*npi\b[\s:#]*", "", plain))
    if not re.fullmatch(r"[12][0-9]{9}", digits):
        raise Refused("npi-malformed")
    if _luhn(_PREFIX + digits) != 0:
        raise Refused("npi-checksum", given=digits)
    return digits


def _luhn(digits: str) -> int:
    """The sum of the digits modulo ten, every second one from the right doubled and its own digits added."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10
