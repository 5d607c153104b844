"""What an expert knows and how far it is proven: field, verified level, how past answers fared."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import col

from models.credential import Credential, CredentialState, verified_level
from models.expert import PRIOR_ACCEPTED, PRIOR_DECIDED, Expert
from models.field import covers, parts
from models.queries.audience.candidate import Candidate
from models.queries.audience.condition import Condition
from models.queries.audience.criteria import Criteria


def stands(now: datetime) -> ColumnElement[bool]:
    """`Credential.stands`, for a query."""
    lasts = or_(col(Credential.expires_at).is_(None), col(Credential.expires_at) > now)
    return and_(col(Credential.state) == CredentialState.VERIFIED, lasts)


def _of_field(wanted: Criteria, _: datetime) -> ColumnElement[bool]:
    return col(Expert.field_code).in_(parts(wanted.field_code))


def _is_of_field(wanted: Criteria, one: Candidate, _: datetime) -> bool:
    return covers(wanted.field_code, one.expert.field_code)


def _proven(wanted: Criteria, now: datetime) -> ColumnElement[bool] | None:
    """Verified to the level in the field or in a part of it."""
    if wanted.min_level <= 0:
        return None
    return exists().where(
        col(Credential.person_id) == col(Expert.person_id),
        col(Credential.level) >= wanted.min_level,
        col(Credential.field_code).in_(parts(wanted.field_code)),
        stands(now),
    )


def _is_proven(wanted: Criteria, one: Candidate, now: datetime) -> bool:
    return wanted.min_level <= 0 or verified_level(one.credentials, wanted.field_code, now) >= wanted.min_level


def _of_quality(wanted: Criteria, _: datetime) -> ColumnElement[bool] | None:
    if not wanted.min_quality:
        return None
    accepted, rejected = col(Expert.accepted), col(Expert.rejected)
    return (accepted + PRIOR_ACCEPTED) * 100 >= (accepted + rejected + PRIOR_DECIDED) * wanted.min_quality


def _has_quality(wanted: Criteria, one: Candidate, _: datetime) -> bool:
    return one.expert.has_quality(wanted.min_quality)


FIELD = Condition("field", _of_field, _is_of_field)
LEVEL = Condition("level", _proven, _is_proven)
QUALITY = Condition("quality", _of_quality, _has_quality)
