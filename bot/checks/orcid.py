"""ORCID iDs as people paste them.

Sources: ISO 27729 (ISNI) for the sixteen characters, ISO/IEC 7064 MOD 11-2 for the check character, and ORCID's
support pages "Structure of the ORCID Identifier" and "What is the relationship between ISNI and ORCID?" for the
two blocks that ORCID assigns from.
"""

from __future__ import annotations

import re

from models.digits import BIDI_MARKS, western
from models.errors import Refused

_BLOCKS = (range(15_000_000, 35_000_001), range(900_000_000_000, 900_100_000_001))
"""The first fifteen digits of 0000-0001-5000-0007 to 0000-0003-5000-0001 and of 0009-0000-… to 0009-0010-…"""

_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(?:sandbox\.)?orcid\.org/+|(?:orcid(?:[ _-]?id)?|id)\s*[:#=]?\s*")
_TAIL = re.compile(r"[/?#].*$|[.,;)\]>]+$")
_DASHES = re.compile(r"[\s\-‐‑‒–—−_]+")


def read_orcid(text: str) -> str:
    """The iD in its canonical form, 0000-0002-1825-0097, with an upper-case X.

    Takes it as a web address, with or without hyphens, with Arabic digits or a lower-case x.

    Raises:
        Refused: "orcid-malformed" when there aren't sixteen characters of the right kind, "orcid-checksum"
            (given) when one of them must be wrong, "orcid-not-assigned" (given) for an ISNI that is no ORCID iD.
    """
    plain = western(text[:300].translate(BIDI_MARKS)).strip(" \t\r\n<([\"'").casefold()
    plain = _TAIL.sub("", _ADDRESS.sub("", plain, count=1).strip())
    compact = _DASHES.sub("", plain).upper()
    if not re.fullmatch(r"[0-9]{15}[0-9X]", compact):
        raise Refused("orcid-malformed")
    given = "-".join(compact[at : at + 4] for at in range(0, 16, 4))
    if check_character(compact[:15]) != compact[15]:
        raise Refused("orcid-checksum", given=given)
    if not any(int(compact[:15]) in block for block in _BLOCKS):
        raise Refused("orcid-not-assigned", given=given)
    return given


def check_character(digits: str) -> str:
    """The check character of ISO/IEC 7064 MOD 11-2: every wrong digit and every swap of neighbours changes it.

    Args:
        digits: any number of ASCII digits.
    """
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2 % 11
    value = (12 - total) % 11
    return "X" if value == 10 else str(value)
