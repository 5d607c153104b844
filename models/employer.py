"""Whom someone works for, as far as it can be compared: by name, or by the domain of its addresses."""

from __future__ import annotations

import re
import unicodedata

from models.field_words import forms

MOST = 200
"""Characters of all names together."""
_BETWEEN = re.compile(r"[,;\n،؛]+")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_LEGAL = frozenset(
    "ag bv co company corp corporation gmbh group inc limited llc llp ltd nv plc sa sarl the".split()  # noqa: SIM905
)
"""What a name is the same with and without."""


def names(words: str) -> tuple[str, ...]:
    """The names in a list: "Acme Labs, acme.com"."""
    return tuple(dict.fromkeys(name for part in _BETWEEN.split(words) if (name := " ".join(part.split()))))


def keys(words: str) -> frozenset[str]:
    """What each name of a list is compared by: the same for "ACME Labs, Inc." and "Acme labs". A legal form is
    no name."""
    return frozenset(key for name in names(words) if (key := _key(name)))


def domains(words: str) -> frozenset[str]:
    """The names of a list that are domains of addresses."""
    return frozenset(bare for name in names(words) if _DOMAIN.fullmatch(bare := name.casefold().lstrip("@")))


def within(domain: str, other: str) -> bool:
    """Whether a domain is another one or lies in it."""
    return domain == other or domain.endswith(f".{other}")


def _key(name: str) -> str:
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return "".join(part for part in forms(bare.removeprefix("@")) if part not in _LEGAL)
