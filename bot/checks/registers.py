"""Public registers that list people by a number: what to ask them, and what their answer says.

Sources: the NPPES NPI Registry API, version 2.1 (npiregistry.cms.hhs.gov/api-page), and ORCID's public API, version
3.0 (info.orcid.org/documentation). A register is its address and how to read it; nothing here touches a network.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.field_match import confident, find_fields

MOST_LISTED, MOST_WORKS = 5, 60


class Unreadable(Exception):
    """The register answered something that its documentation doesn't know."""


@dataclass(frozen=True)
class Entry:
    """Who is listed: every spelling of the name, the fields that it shows, and what else is told in a few words."""

    names: tuple[str, ...]
    fields: tuple[str, ...] = ()
    about: str = ""
    places: tuple[str, ...] = ()
    works: Mapping[str, int] = field(default_factory=dict)
    """Where somebody says that they work or learned, and how many of their works are plainly in which field."""


@dataclass(frozen=True)
class Register:
    """`path(number)` follows its address; `read(answer)` is the entry, None where there is none (any more)."""

    name: str
    source: str
    path: Callable[[str], str]
    read: Callable[[Any], Entry | None]


def _npi(answer: Any) -> Entry | None:
    """An individual's active record. An organisation's is none; neither is one that was deactivated."""
    found = [one for one in answer["results"] if one.get("enumeration_type") == "NPI-1"]
    if not found or found[0]["basic"].get("status", "A") != "A":
        return None
    (one, *_) = found
    people = [one["basic"], *one.get("other_names", ())]
    names = [_joined(who, "first_name", "middle_name", "last_name") for who in people]
    kinds = [str(kind.get("desc", "")) for kind in one.get("taxonomies", ())]
    return Entry(tuple(name for name in names if name), _fields(kinds), _few(kinds))


def _orcid(answer: Any) -> Entry | None:
    person, acts = answer["person"], answer.get("activities-summary") or {}
    name = person.get("name") or {}
    written = [f"{_value(name.get('given-names'))} {_value(name.get('family-name'))}", _value(name.get("credit-name"))]
    others = [str(one.get("content", "")) for one in (person.get("other-names") or {}).get("other-name", ())]
    works = (acts.get("works") or {}).get("group", ())
    names = tuple(one.strip() for one in (*written, *others) if one.strip())
    employers = _places(acts, "employment")
    places = (*employers, *_places(acts, "education"))
    return Entry(names, (), _few([*employers, f"{len(works)} works"]), places, _works_in(works))


def _places(acts: Mapping[str, Any], kind: str) -> list[str]:
    """The organisations that someone says they are employed at, or learned at."""
    groups = (acts.get(f"{kind}s") or {}).get("affiliation-group", ())
    summaries = [one[f"{kind}-summary"] for group in groups for one in group.get("summaries", ())]
    return [str(one["organization"]["name"]) for one in summaries]


def _works_in(groups: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many of the works (MOST_WORKS of them) have a title that means one field."""
    titles = [_value((one["work-summary"][0].get("title") or {}).get("title")) for one in groups[:MOST_WORKS] if one]
    found = Counter(meant.code for title in titles if title and (meant := confident(find_fields(title))) is not None)
    return dict(found)


NPI = Register("npi", "NPPES", lambda number: f"/?version=2.1&number={number}", _npi)
ORCID = Register("orcid", "orcid.org", lambda number: f"/{number}/record", _orcid)
REGISTERS = {register.name: register for register in (NPI, ORCID)}


def read(register: Register, answer: Any) -> Entry | None:
    """The entry in a register's answer.

    Raises:
        Unreadable: it is not of the shape that it should be.
    """
    try:
        return register.read(answer)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as wrong:
        raise Unreadable(f"{register.name}: {type(wrong).__name__}") from None


def _fields(kinds: list[str]) -> tuple[str, ...]:
    """A specialty stands after a comma: "Internal Medicine, Hepatology"."""
    found = [confident(find_fields(kind.rpartition(",")[2])) or confident(find_fields(kind)) for kind in kinds]
    return tuple(dict.fromkeys(field.code for field in found if field is not None))


def _few(words: list[str]) -> str:
    return "; ".join(dict.fromkeys(words[:MOST_LISTED]))[:120]


def _joined(who: Mapping[str, Any], *parts: str) -> str:
    return " ".join(str(who[part]) for part in parts if who.get(part) and who[part] != "--")


def _value(part: Any) -> str:
    return str(part["value"]) if part else ""
