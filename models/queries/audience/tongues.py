"""How well an expert knows a task's languages: in their own word, or proven."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlmodel import col

from models.credential import Credential, CredentialState
from models.prospect import Prospect
from models.queries.audience.candidate import Candidate
from models.queries.audience.condition import Condition
from models.queries.audience.criteria import Criteria
from models.standing import fluent_in
from models.types import holds


def _speaks(wanted: Criteria, _: datetime) -> ColumnElement[bool] | None:
    if not wanted.languages:
        return None
    return and_(*(holds(col(Prospect.languages), language) for language in sorted(wanted.languages)))


def _fluent(wanted: Criteria, now: datetime) -> ColumnElement[bool] | None:
    """Proven to a level in every language that the task names; one that names none asks nothing of the kind."""
    if not wanted.languages or not wanted.min_fluency:
        return None
    proven = (_who_has_proven(language, wanted.min_fluency, now) for language in sorted(wanted.languages))
    return and_(*(col(Prospect.person_id).in_(people) for people in proven))


def _who_has_proven(language: str, least: int, now: datetime) -> Select[Any]:
    until = col(Credential.expires_at)
    return select(col(Credential.person_id)).where(
        col(Credential.language) == language,
        col(Credential.fluency) >= least,
        col(Credential.state) == CredentialState.VERIFIED,
        or_(until.is_(None), until > now),
    )


def _is_fluent(wanted: Criteria, one: Candidate, now: datetime) -> bool:
    return not wanted.min_fluency or wanted.languages <= fluent_in(one.credentials, wanted.min_fluency, now)


LANGUAGE = Condition("language", _speaks, lambda wanted, one, _: wanted.languages <= one.expert.languages)
FLUENCY = Condition("fluency", _fluent, _is_fluent)
