"""Domains of institutions that the built-in lists lack, as an operator added them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.types import UtcDateTime


class KnownDomain(SQLModel, table=True):
    """An address at this domain or below it shows an affiliation with the institution."""

    domain: str = Field(primary_key=True, max_length=253)
    institution: str = Field(max_length=200)
    added_at: datetime = Field(sa_type=UtcDateTime)


def known_domain(session: Session, domains: Sequence[str]) -> KnownDomain | None:
    """The nearest of these that was added.

    Args:
        domains: a domain and all that it is part of.
    """
    found = session.exec(select(KnownDomain).where(col(KnownDomain.domain).in_(domains))).all()
    return max(found, key=lambda one: len(one.domain), default=None)
