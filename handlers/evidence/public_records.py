"""Whether a public record that has somebody's name bears out what they claim: its works, and where they work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from bot.chat.message import Text, text
from bot.checks.academic import institutions
from handlers.evidence.evidence import own_credentials
from handlers.questions.task_terms import labels
from handlers.turn import Turn
from models.credential import CheckMethod, Credential
from models.employer import keys
from models.field import by_code, covers


class Borne(NamedTuple):
    """Whether it supports the claim, and what it shows, in words."""

    out: bool
    told: tuple[Text, ...]


def weighed(turn: Turn, credential: Credential, result: Mapping[str, Any]) -> Borne:
    """A work that is plainly of the field, the employer of the profile, or the institution of a proven address: one of
    them is enough. A record made today has none.

    Args:
        result: as `Lookups.look_up` gives it.
    """
    places = _keys(result.get("places", ()))
    works = sum(n for code, n in result.get("works", {}).items() if touches(credential.field_code, code))
    told = [text("orcid-record-works", n=works, field=labels(by_code(credential.field_code)))]
    employer = turn.expert is not None and bool(turn.expert.employer_keys & places)
    proven = bool(_keys(_proven_places(turn)) & places)
    told += [text("orcid-record-employer")] if employer else []
    told += [text("orcid-record-institution")] if proven else []
    return Borne(bool(works) or employer or proven, tuple(told))


def touches(field: str, other: str) -> bool:
    """Whether one field is part of the other."""
    return covers(field, other) or covers(other, field)


def _proven_places(turn: Turn) -> list[str]:
    """The institutions at which a code has proven an address of theirs."""
    held = [one for one in own_credentials(turn) if one.method is CheckMethod.EMAIL_CODE and one.stands(turn.now)]
    return [name for one in held for name in institutions(one.claim)]


def _keys(names: Iterable[str]) -> frozenset[str]:
    """Each by its whole name: a city that stands behind a comma is no employer."""
    return frozenset(key for name in names for key in keys(name.replace(",", " ").replace(";", " ")))
