"""What the doctor finds in the tables: whether the service is at work, what waits, and what was given up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlmodel import Session, col, func, select

from bot.cli import backlog
from models.alive import CLOCK, Alive
from models.delivery import UP_TO_THE_OPERATOR, Delivery, DeliveryState
from models.job import Job, JobState
from models.offer import REVIEW_WITHIN
from models.queries import appeals as appealing
from models.queries import backlog as queues
from models.queries import reviewing


class Verdict(NamedTuple):
    """Whether all is well, what was found, what mends it, and what was found in figures, for a program."""

    ok: bool
    found: str
    mend: str
    figures: dict[str, Any] | None = None


AT_WORK = timedelta(minutes=3)
"""The clock notes each minute that it is there."""
LATE = timedelta(minutes=5)
LONG_APPEAL = timedelta(days=14)
"""Of the 21 days after which silence pays."""
MOST_ERRORS = 3
DECIDE = "callboard deliveries list shows which, then retry or drop"


def service(session: Session, now: datetime) -> Verdict:
    """Whether a process with a clock was seen at work just now."""
    seen = session.get(Alive, CLOCK)
    if seen is None:
        return Verdict(True, "has not run yet", "")
    away = now - seen.at
    if away > AT_WORK:
        return Verdict(False, f"not at work since {seen.at:%Y-%m-%d %H:%M}", "callboard run (or callboard worker)")
    return Verdict(True, "at work", "")


def jobs(session: Session, now: datetime) -> Verdict:
    """Mails, look-ups and the like: how many wait, since when, and why the last one had to be tried again."""
    counted, since = queues.jobs(session), queues.oldest_job(session, now)
    failing = select(Job.error).where(Job.state == JobState.DUE, Job.error != "")
    error = session.exec(failing.order_by(col(Job.due_at), col(Job.id)).limit(1)).first()
    found = f"{counted[JobState.DUE]} to do" + (f", the oldest since {since:%Y-%m-%d %H:%M}" if since else "")
    found += f", {counted[JobState.FAILED]} failed for good" + (f" (tried again: {error})" if error else "")
    figures = {**{state.value: number for state, number in counted.items()}, **_oldest(since, now)}
    mend = "is the service running? its log says why under job-again"
    return Verdict(since is None or now - since <= LATE, found, mend, figures)


def reviewers(session: Session, _: datetime) -> Verdict:
    """Whether somebody who can be reached may look at each proof that waits for eyes. Their own they may not."""
    waiting, stuck, platforms = reviewing.unseen(session)
    who = f"on {', '.join(sorted(platforms))}" if platforms else "there are none"
    found = f"{who}; {waiting} proofs wait" + (f", {stuck} of them with nobody who may look at them" if stuck else "")
    mend = "callboard invite --role reviewer makes a code for one more"
    return Verdict(not stuck, found, mend, {"waiting": waiting, "nobody_may_look": stuck})


def appeals(session: Session, now: datetime) -> Verdict:
    """Whether somebody may decide on each appeal that waits, and since when the oldest does."""
    waiting, stuck = appealing.undecided(session), appealing.count_stuck(session)
    if waiting is None:
        return Verdict(True, "none wait", "", {"waiting": 0, "nobody_may_decide": 0})
    paid = waiting.since + REVIEW_WITHIN
    found = f"{waiting.number} to decide, the oldest since {waiting.since:%Y-%m-%d %H:%M}"
    found += f", which silence pays on {paid:%Y-%m-%d}"
    found += f"; {stuck} of them with nobody who may decide" if stuck else ""
    figures = {"waiting": waiting.number, "nobody_may_decide": stuck, "oldest_made": waiting.since.isoformat()}
    mends = ["callboard invite --role recruiter --client NAME makes a code for one more"] if stuck else []
    mends += ["/review shows them to whoever may decide"] if now - waiting.since > LONG_APPEAL else []
    return Verdict(not mends, found, "; ".join(mends), figures)


def messages(session: Session, now: datetime) -> Verdict:
    """What is late, by urgency; what was given up, with the errors; what failed; and whether sending is paused."""
    waiting, kept, given_up = queues.late(session, now), queues.kept_for_lost(session, now), _given_up(session)
    parked, off = queues.parked(session), queues.paused(session)
    also = f", {kept} wait for lost workspaces" if kept else ""
    found = f"{backlog.shown(waiting)}{also}, {_in_words(given_up)}, {parked} events that failed"
    by_urgency = {one.priority.name.lower(): {"number": one.number, **_oldest(one.since, now)} for one in waiting}
    figures = {"waiting": by_urgency, "waiting_for_lost_workspaces": kept, "events_that_failed": parked}
    figures |= {"paused": off is not None, "given_up": [one._asdict() for one in given_up]}
    if off is not None:
        return Verdict(False, f"sending is paused ({off.because}): {found}", "callboard sending resume", figures)
    is_late = any(now - one.since > LATE for one in waiting)
    mends = ["messages are late: is the service running, and its platform up?"] if is_late else []
    mends += ["the log names each event that failed, under event-parked"] if parked else []
    return Verdict(not mends, found, "; ".join(mends), figures)


class _GivenUp(NamedTuple):
    state: str
    error: str
    number: int


def _given_up(session: Session) -> list[_GivenUp]:
    """The commonest first."""
    stuck = col(Delivery.state).in_(UP_TO_THE_OPERATOR)
    rows = session.exec(
        select(Delivery.state, Delivery.error, func.count())
        .where(stuck)
        .group_by(col(Delivery.state), col(Delivery.error))
        .order_by(func.count().desc(), col(Delivery.error), col(Delivery.state))
    ).all()
    return [_GivenUp(DeliveryState(state).name.lower(), error, number) for state, error, number in rows]


def _in_words(given_up: Sequence[_GivenUp]) -> str:
    """ "1 that may have arrived, 2 refused by a platform (2 × chat not found; …)", and what can be done."""
    refused = sum(one.number for one in given_up if one.state == "refused")
    unclear = sum(one.number for one in given_up) - refused
    errors = [f"{one.number} × {one.error}" for one in given_up if one.error]
    more = ["…"] if len(errors) > MOST_ERRORS else []
    why = f" ({'; '.join([*errors[:MOST_ERRORS], *more, DECIDE])})" if given_up else ""
    return (f"{unclear} that may have arrived, " if unclear else "") + f"{refused} refused by a platform{why}"


def _oldest(since: datetime | None, now: datetime) -> dict[str, Any]:
    if since is None:
        return {}
    return {"oldest_due": since.isoformat(), "late_seconds": round((now - since).total_seconds())}
