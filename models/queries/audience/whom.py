"""Whom a client wants and whom not: countries, who has been asked, who has a conflict of interest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, String, and_, exists, or_, select, type_coerce
from sqlmodel import col

from models.credential import CheckMethod, Credential, CredentialState
from models.employer import within
from models.offer import TAKEN_UP, Offer
from models.prospect import Prospect
from models.queries.audience.candidate import Candidate
from models.queries.audience.condition import Condition
from models.queries.audience.criteria import Criteria
from models.task import Task
from models.types import holds


def _can_be_reached(_: Criteria, __: datetime) -> ColumnElement[bool]:
    return col(Prospect.reachable).is_(True)


def _not_author(wanted: Criteria, _: datetime) -> ColumnElement[bool]:
    return col(Prospect.person_id) != wanted.author


def _not_asked(wanted: Criteria, _: datetime) -> ColumnElement[bool]:
    return ~exists().where(col(Offer.task_id) == wanted.task_id, col(Offer.expert_id) == col(Prospect.person_id))


def _lives_there(wanted: Criteria, _: datetime) -> ColumnElement[bool] | None:
    """Who has not said where they live can't be shown to live in the right place."""
    if not wanted.countries and not wanted.barred_countries:
        return None
    country = col(Prospect.country)
    allowed = country.in_(wanted.countries) if wanted.countries else country != ""
    return and_(allowed, country.not_in(wanted.barred_countries))


def _does_live_there(wanted: Criteria, one: Candidate, _: datetime) -> bool:
    if not wanted.countries and not wanted.barred_countries:
        return True
    country = one.expert.country
    allowed = country in wanted.countries if wanted.countries else country != ""
    return allowed and country not in wanted.barred_countries


def _fresh(wanted: Criteria, _: datetime) -> ColumnElement[bool] | None:
    """Not who has answered a task of a project that the task leaves out, and not who is answering one."""
    if not wanted.not_after:
        return None
    answered = (
        select(col(Offer.expert_id))
        .join(Task, col(Task.id) == col(Offer.task_id))
        .where(col(Task.client_id) == wanted.client_id, col(Task.project).in_(wanted.not_after))
        .where(col(Offer.state).in_(TAKEN_UP))
    )
    return col(Prospect.person_id).not_in(answered)


def _is_fresh(wanted: Criteria, one: Candidate, _: datetime) -> bool:
    return not any((wanted.client_id, project) in one.answered for project in wanted.not_after)


def _no_conflict(wanted: Criteria, now: datetime) -> ColumnElement[bool] | None:
    """Works for nobody whom the client keeps out: by what they say, and by the addresses that they have proven."""
    said = [~holds(col(Prospect.employer_keys), key) for key in sorted(wanted.barred_keys)]
    said += [or_(~_may_have(domain), ~_has(domain, now)) for domain in sorted(wanted.barred_domains)]
    return and_(*said) if said else None


def _may_have(domain: str) -> ColumnElement[bool]:
    """An address there, or in a domain below, was theirs at some time: few enough to look closer."""
    return or_(
        *(type_coerce(col(Prospect.domains), String).contains(f"{sign}{domain},", autoescape=True) for sign in ",.")
    )


def _has(domain: str, now: datetime) -> ColumnElement[bool]:
    claim, until = col(Credential.claim), col(Credential.expires_at)
    return exists().where(
        col(Credential.person_id) == col(Prospect.person_id),
        col(Credential.method) == CheckMethod.EMAIL_CODE,
        col(Credential.state) == CredentialState.VERIFIED,
        or_(until.is_(None), until > now),
        or_(claim == domain, claim.endswith(f".{domain}", autoescape=True)),
    )


def _has_no_conflict(wanted: Criteria, one: Candidate, now: datetime) -> bool:
    addresses = [held.claim for held in one.credentials if held.method is CheckMethod.EMAIL_CODE and held.stands(now)]
    proven = any(within(address, domain) for address in addresses for domain in wanted.barred_domains)
    return not proven and not wanted.barred_keys & one.expert.employer_keys


def _no_rival(wanted: Criteria, now: datetime) -> ColumnElement[bool] | None:
    """Has claimed nothing of a competitor's lately; whoever has held a task has seen what it asks."""
    if not wanted.rivals:
        return None
    lately = [
        and_(col(Task.client_id) == client, col(Offer.claimed_at) > now - length)
        for client, length in sorted(wanted.rivals)
    ]
    worked = select(col(Offer.expert_id)).join(Task, col(Task.id) == col(Offer.task_id)).where(or_(*lately))
    return col(Prospect.person_id).not_in(worked)


def kept_apart_until(wanted: Criteria, one: Candidate) -> datetime | None:
    """When the last work for a competitor is long enough ago; None for who has never worked for one."""
    ends = [one.worked[client] + length for client, length in wanted.rivals if client in one.worked]
    return max(ends, default=None)


def _has_no_rival(wanted: Criteria, one: Candidate, now: datetime) -> bool:
    until = kept_apart_until(wanted, one)
    return until is None or until <= now


REACHABLE = Condition("reachable", _can_be_reached, lambda _, one, __: one.reachable)
AUTHOR = Condition("author", _not_author, lambda wanted, one, _: one.expert.person_id != wanted.author)
ASKED = Condition("asked", _not_asked, lambda wanted, one, _: wanted.task_id not in one.offered)
COUNTRY = Condition("country", _lives_there, _does_live_there)
PROJECT = Condition("project", _fresh, _is_fresh)
EMPLOYER = Condition("employer", _no_conflict, _has_no_conflict)
RIVAL = Condition("rival", _no_rival, _has_no_rival)
