"""What the doctor finds in the tables: whether the service is at work, what waits, and what was given up."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from bot.cli import backlog
from models.alive import CLOCK, Alive
from models.delivery import UP_TO_THE_OPERATOR, Delivery, DeliveryState
from models.job import Job, JobState
from models.queries import backlog as queues

Verdict = tuple[bool, str, str]
"""Whether all is well, what was found, and what mends it."""

AT_WORK = timedelta(minutes=3)
"""The clock notes each minute that it is there."""
LATE = timedelta(minutes=5)
MOST_ERRORS = 3


def service(session: Session, now: datetime) -> Verdict:
    """Whether a process with a clock was seen at work just now."""
    seen = session.get(Alive, CLOCK)
    if seen is None:
        return True, "has not run yet", ""
    away = now - seen.at
    if away > AT_WORK:
        return False, f"not at work since {seen.at:%Y-%m-%d %H:%M}", "callboard run (or callboard worker)"
    return True, "at work", ""


def jobs(session: Session, now: datetime) -> Verdict:
    """Mails, look-ups and the like: how many wait, since when, and why the last one had to be tried again."""
    counted, since = queues.jobs(session), queues.oldest_job(session, now)
    failing = select(Job.error).where(Job.state == JobState.DUE, Job.error != "")
    error = session.exec(failing.order_by(col(Job.due_at), col(Job.id)).limit(1)).first()
    found = f"{counted[JobState.DUE]} to do" + (f", the oldest since {since:%Y-%m-%d %H:%M}" if since else "")
    found += f", {counted[JobState.FAILED]} failed for good" + (f" (tried again: {error})" if error else "")
    return since is None or now - since <= LATE, found, "is the service running? its log says why under job-again"


def messages(session: Session, now: datetime) -> Verdict:
    """What is late, by urgency; what was given up, with the errors; what failed; and whether sending is paused."""
    waiting, kept = queues.late(session, now), queues.kept_for_lost(session, now)
    parked, off = queues.parked(session), queues.paused(session)
    also = f", {kept} wait for lost workspaces" if kept else ""
    found = f"{backlog.shown(waiting)}{also}, {_given_up(session)}, {parked} events that failed"
    if off is not None:
        return False, f"sending is paused ({off.because}): {found}", "callboard sending resume"
    is_late = any(now - one.since > LATE for one in waiting)
    return not is_late and not parked, found, "is callboard run running? its log names each failed event"


def _given_up(session: Session) -> str:
    """ "1 that may have arrived, 2 refused by a platform (2 × chat not found; …)"."""
    stuck = col(Delivery.state).in_(UP_TO_THE_OPERATOR)
    rows = session.exec(
        select(Delivery.state, Delivery.error, func.count())
        .where(stuck)
        .group_by(col(Delivery.state), col(Delivery.error))
        .order_by(func.count().desc(), col(Delivery.error), col(Delivery.state))
    ).all()
    refused = sum(number for state, _, number in rows if state == DeliveryState.REFUSED)
    unclear = sum(number for _, _, number in rows) - refused
    errors = [f"{number} × {error}" for _, error, number in rows if error]
    more = ["…"] if len(errors) > MOST_ERRORS else []
    why = f" ({'; '.join([*errors[:MOST_ERRORS], *more, 'callboard deliveries list has all'])})" if errors else ""
    return (f"{unclear} that may have arrived, " if unclear else "") + f"{refused} refused by a platform{why}"
