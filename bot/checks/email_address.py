"""E-mail addresses as people type and paste them: read strictly, and written in one way.

Sources: RFC 5321 (lengths, section 4.5.3.1), RFC 5322 (dot-atom, section 3.2.3), RFC 1035 (labels), RFC 3490 and
RFC 5890 (names in other scripts as A-labels), RFC 5892 (of letters, marks and digits), Unicode UTS #39 (mixed
scripts). Quoted local parts and addresses of numbers are valid and refused: no university hands them out.
"""

from __future__ import annotations

import re
import unicodedata

from models.digits import BIDI_MARKS, western
from models.errors import Refused

_WRAPPED = re.compile(r"^[^<>]*<(?:mailto:)?([^<>|]+)(?:\|[^<>]*)?>$")
"""A name with the address in angle brackets, and Slack's way to write a link."""
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_TOP = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")
_INVISIBLE = {**BIDI_MARKS, 0x00AD: None, 0x200B: None, 0x2060: None}
_DOTS = str.maketrans("。．｡", "...")
_LIKE_LATIN = frozenset("аеорсухіјѕһԁԛԝӏвαονρυτικχ")
"""Cyrillic and Greek letters that are taken for Latin ones (UTS #39, confusables), and no others."""
_CHANGED_BY_2003 = frozenset("ßς\u200c\u200d")
"""IDNA 2003 turns these into other letters, so into another domain than the one that was typed."""


def split_address(text: str) -> tuple[str, str]:
    """The local part and the domain, both in lower case, the domain as A-labels without a final dot.

    Raises:
        Refused: "email-malformed", "email-look-alike" when letters of two scripts stand in one word.
    """
    plain = unicodedata.normalize("NFKC", text[:400].translate(_INVISIBLE)).translate(_DOTS).strip()
    wrapped = _WRAPPED.match(plain)
    plain = western(wrapped[1] if wrapped else plain).strip().lower().removeprefix("mailto:").rstrip(".,;")
    local, at, domain = plain.partition("@")
    if any(_mixes_scripts(word) or _imitates(word) for word in re.split(r"[.+_-]", local)):
        raise Refused("email-look-alike")
    domain = read_domain(domain)
    if not (at and _LOCAL.fullmatch(local) and len(local) <= 64 and len(local) + len(domain) < 254):
        raise Refused("email-malformed")
    return local, domain


def read_domain(typed: str) -> str:
    """A domain as A-labels in lower case, whatever letters it was typed in.

    Raises:
        Refused: "email-malformed", "email-look-alike", as `split_address`.
    """
    domain = _ascii(typed)
    labels = domain.split(".")
    words = [*re.split(r"[.-]", typed), *(_spelled(label) for label in labels)]
    if any(_mixes_scripts(word) or _imitates(word) for word in words):
        raise Refused("email-look-alike")
    written = all(unicodedata.category(one)[0] in "LMN" for word in words for one in word.replace("-", ""))
    sound = written and all(_LABEL.fullmatch(label) for label in labels) and _TOP.fullmatch(labels[-1])
    if len(labels) < 2 or len(domain) > 253 or not sound:
        raise Refused("email-malformed")
    return domain


def _ascii(domain: str) -> str:
    """The domain as it stands in the DNS; empty when it can't stand there."""
    if domain.isascii():
        return domain
    if _CHANGED_BY_2003 & set(domain):
        return ""
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def _spelled(label: str) -> str:
    """An A-label in its own letters, whatever it was typed as."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label


def _imitates(word: str) -> bool:
    """Whether a word in other letters looks like one in Latin letters throughout."""
    letters = {letter for letter in word if letter.isalpha()}
    return bool(letters) and not word.isascii() and letters <= _LIKE_LATIN


def _mixes_scripts(word: str) -> bool:
    """Whether letters of more than one script stand side by side: the usual way to imitate a domain."""
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in word if letter.isalpha()}
    return len(scripts) > 1 and not scripts <= {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "LATIN"} | {"IDEOGRAPHIC"}
