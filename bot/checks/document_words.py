"""What a document's text says of its holder: whether it has a name, and until when it is valid."""

from __future__ import annotations

import re
from datetime import date

from models.digits import western
from models.names import NameMatch, compare

MOST_LINES = 300
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_NAMED = rf"(?:{_MONTHS.replace(' ', '|')})[a-z]*\.?"
_DATE = (
    r"(?P<iso>[12]\d{3}-\d{1,2}-\d{1,2})|"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_NAMED}),?\s+(?P<year>[12]\d{{3}})|"
    rf"(?P<month2>{_NAMED})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>[12]\d{{3}})"
)
_UNTIL = re.compile(
    r"(?:valid\s+(?:until|to|through|till)|expir(?:y|es|ation)(?:\s+(?:date|on))?|"
    r"صالح[ة]?\s+حتى|تاريخ\s+(?:الانتهاء|انتهاء\s+الصلاحية))"
    rf"\s*[:：.\-]?\s*(?:{_DATE})",
    re.IGNORECASE,
)


def find_name(text: str, name: str) -> tuple[str, NameMatch] | None:
    """The words of the text that are most like the name, and how alike they are; None for no text or no name."""
    size = len(name.split())
    windows = {
        " ".join(words[at : at + length])
        for line in text.splitlines()[:MOST_LINES]
        if (words := line.split())
        for length in {size, size + 1, min(size, 2)}
        for at in range(max(1, len(words) - length + 1))
    }
    compared = ((words, compare(name, words)) for words in sorted(windows) if size)
    return max(compared, key=lambda one: (one[1].match, one[1].score), default=None)


def find_end(text: str) -> date | None:
    """The last day for which the text says that it is valid. A date in numbers alone may be read in two ways: only
    the international one counts."""
    days = [day for found in _UNTIL.finditer(western(text)) if (day := _read(found)) is not None]
    return max(days, default=None)


def _read(found: re.Match[str]) -> date | None:
    try:
        if found["iso"]:
            year, month, day = map(int, found["iso"].split("-"))
            return date(year, month, day)
        named = found["month"] or found["month2"]
        month = _MONTHS.split().index(named[:3].lower()) + 1
        return date(int(found["year"] or found["year2"]), month, int(found["day"] or found["day2"]))
    except ValueError:
        return None
