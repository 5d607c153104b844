"""Who does which job, where several processes work: PostgreSQL only, by the database's clock."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, tuple_, update
from sqlmodel import Session, col, select

from models.job import Job, JobState

LEASE = timedelta(seconds=15)
"""So long a job stays with whoever took it and does not renew; then the holder counts as dead."""

Held = tuple[int, int]
"""A job's id, and the number under which it was taken."""


def any_free(session: Session, now: datetime) -> bool:
    """Whether a job is due that nobody holds."""
    return session.exec(select(col(Job.id)).where(_free(now)).limit(1)).first() is not None


def take(session: Session, now: datetime) -> Job | None:
    """The job that has waited longest, taken under its next number; None where all are held or none is due."""
    longest = select(Job).where(_free(now)).order_by(col(Job.due_at), col(Job.id)).limit(1)
    job = session.exec(longest.with_for_update(skip_locked=True)).first()
    if job is not None:
        job.lease += 1
        job.leased_until = func.clock_timestamp() + LEASE  # type: ignore[assignment]  # the database's clock fills it in
        session.flush()
        session.refresh(job)
    return job


def renew(session: Session, held: Collection[Held]) -> set[Held]:
    """Keeps what is held for another while.

    Returns:
        Those that are no longer the holder's: somebody else has taken them, or they are gone.
    """
    mine = tuple_(col(Job.id), col(Job.lease)).in_(held)
    until = func.clock_timestamp() + LEASE
    session.execute(update(Job).where(mine, col(Job.leased_until).is_not(None)).values(leased_until=until))
    kept = session.exec(select(col(Job.id), col(Job.lease)).where(mine))
    return set(held) - {(int(job_id or 0), lease) for job_id, lease in kept}


def give_back(session: Session, held: Collection[Held]) -> None:
    """Anybody may take them at once."""
    mine = tuple_(col(Job.id), col(Job.lease)).in_(held)
    session.execute(update(Job).where(mine).values(leased_until=None))


def _free(now: datetime) -> ColumnElement[bool]:
    """A lease far longer than any is given was given before the database's clock was set back.

    By the clock, not by the time at which the transaction began: another that began later may have taken it since.
    """
    until, moment = col(Job.leased_until), func.clock_timestamp()
    nobody = or_(until.is_(None), until < moment, until > moment + 2 * LEASE)
    return and_(col(Job.state) == JobState.DUE, col(Job.due_at) <= now, nobody)
