"""What the doctor finds of money: a payday that has passed, while what was promised for it is owed still."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.cli.queue_health import Verdict
from models.payday import Payday
from models.queries import owed

MEND = (
    "callboard export payouts --format csv --out payouts.csv lists what is due; "
    "when it is transferred, callboard payouts paid payouts.csv books it"
)


def payday(rule: str, session: Session, now: datetime) -> Verdict:
    """Whether everything was paid out and booked that experts were promised for the last payday or one before."""
    if not rule:
        return Verdict(True, "pay.payday is not set: no day is promised", "")
    last = Payday(rule).before(now.date())
    late = owed.since(session, last)
    figures = {
        "promised_for": last.isoformat(),
        "owed": {one.amount.currency: {"minor": one.amount.minor, "experts": one.people} for one in late},
    }
    if not late:
        return Verdict(True, f"all that was promised for {last:%Y-%m-%d} is paid out", "", figures)
    sums = ", ".join(f"{one.amount.amount} {one.amount.currency} to {one.people} experts" for one in late)
    return Verdict(False, f"promised for {last:%Y-%m-%d} or before, and not booked as paid: {sums}", MEND, figures)
