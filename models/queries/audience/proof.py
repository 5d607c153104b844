"""What an expert knows and how far it is proven: field, verified level, how past answers fared."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import col

from models.expert import PRIOR_ACCEPTED, PRIOR_DECIDED
from models.field import covers
from models.prospect import Prospect
from models.queries.audience.candidate import Candidate
from models.queries.audience.condition import Condition
from models.queries.audience.criteria import Criteria
from models.standing import verified_level


def _of_field(wanted: Criteria, _: datetime) -> ColumnElement[bool]:
    return col(Prospect.field_code) == wanted.field_code


def _is_of_field(wanted: Criteria, one: Candidate, _: datetime) -> bool:
    return covers(wanted.field_code, one.expert.field_code)


def proven(level: int, now: datetime) -> ColumnElement[bool]:
    """To at least a level above zero, in the field or in a part of it."""
    until: Mapped[datetime | None] = getattr(Prospect, f"proven_{level}")
    return until > now


def _proven(wanted: Criteria, now: datetime) -> ColumnElement[bool] | None:
    return proven(wanted.min_level, now) if wanted.min_level > 0 else None


def _is_proven(wanted: Criteria, one: Candidate, now: datetime) -> bool:
    return wanted.min_level <= 0 or verified_level(one.credentials, wanted.field_code, now) >= wanted.min_level


def _of_quality(wanted: Criteria, _: datetime) -> ColumnElement[bool] | None:
    if not wanted.min_quality:
        return None
    accepted, rejected = col(Prospect.accepted), col(Prospect.rejected)
    return (accepted + PRIOR_ACCEPTED) * 100 >= (accepted + rejected + PRIOR_DECIDED) * wanted.min_quality


def _has_quality(wanted: Criteria, one: Candidate, _: datetime) -> bool:
    return one.expert.has_quality(wanted.min_quality)


FIELD = Condition("field", _of_field, _is_of_field)
LEVEL = Condition("level", _proven, _is_proven)
QUALITY = Condition("quality", _of_quality, _has_quality)
