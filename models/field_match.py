"""Finding a field from a person's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.field import Discipline, by_code
from models.field_learned import NOTHING, Learned


@dataclass(frozen=True)
class Match:
    """A field and how well a text fits it, from 0 to 100."""

    field: Discipline
    score: float


EXACT = 100.0
"""The text is one of the field's own phrases."""
CERTAIN = 78.0
"""From this score on a field is taken without asking, if no other is close."""
MARGIN = 8.0
"""What is closer than this to the best is asked about."""


def find_fields(text: str, limit: int = 5, learned: Learned = NOTHING) -> list[Match]:
    """The fields that a text may mean, best first; none when it resembles nothing.

    Args:
        learned: synonyms that reviewers approved (`models.field_learned`), beside the taxonomy's own phrases.

    English and Arabic in any mixture, with typing errors, in any word order. The same text always gives the
    same list.
    """
    from models.field_search import rank, with_learned  # rapidfuzz loads when the first field is named, not at start

    ranked = with_learned(text, rank(text), learned) if learned else rank(text)
    return [Match(by_code(code), score) for code, score in ranked[:limit]]


def confident(matches: Sequence[Match]) -> Discipline | None:
    """The field to take without asking: it fits well and no other fits nearly as well, or it alone is exact."""
    if not matches or matches[0].score < CERTAIN:
        return None
    best = matches[0]
    margin = MARGIN if best.score < EXACT else 0.1
    rivals = [m for m in matches[1:] if best.score - m.score < margin]
    return None if rivals else best.field
