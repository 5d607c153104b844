"""One notice at a time that something waits: edited while it is fresh, sent anew when it was dealt with or is old."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import col, select

from handlers.turn import View, Work
from models.delivery import Delivery, DeliveryState
from models.expert import Expert
from models.person import Account, Person
from models.queries.audience import JUST_HERE
from models.queries.progress import WAITING
from models.types import PersonId

FRESH = timedelta(hours=12)


def notify(work: Work, person_id: PersonId, name: str, *, about: int, anew: bool) -> None:
    """Tells someone by the view `name`, whose subject is the person.

    Args:
        about: the row that set it off; each is told once.
        anew: nothing else waits, so that an earlier notice has been dealt with.
    """
    last = _last(work, person_id, name)
    if last is None or anew or last.created_at < work.now - FRESH:
        # What happens in one batch doesn't see each other's notices: they share the key, and one is stored.
        work.tell(person_id, View(name, person_id), key=f"{name}:{person_id}:after-{last.id if last else 0}")
    elif last.state == DeliveryState.SENT and not _edit_waits(work, last):
        work.tell(person_id, View(name, person_id, replaces=last.id), key=f"{name}:{person_id}:{about}")


def awake_at(work: Work, person_id: PersonId) -> datetime:
    """When someone may be told what can wait: now, or at the end of their quiet hours. Who was here just now is awake,
    as for cards."""
    expert, person = work.session.get(Expert, person_id), work.session.get(Person, person_id)
    at = expert.next_awake(work.now, person.timezone) if expert and person else work.now
    return work.now if at > work.now and _is_here(work, person_id) else at


def _is_here(work: Work, person_id: PersonId) -> bool:
    recent = select(Account.id).where(
        Account.person_id == person_id,
        col(Account.last_seen_at) > work.now - JUST_HERE,
        col(Account.unreachable_since).is_(None),
    )
    return work.session.exec(recent.limit(1)).first() is not None


def _last(work: Work, person_id: PersonId, name: str) -> Delivery | None:
    sent = (
        select(Delivery)
        .where(Delivery.person_id == person_id, col(Delivery.dedupe_key).startswith(f"{name}:{person_id}:"))
        .where(col(Delivery.edits).is_(None))
        .order_by(col(Delivery.id).desc())
        .limit(1)
    )
    return work.session.exec(sent).first()


def _edit_waits(work: Work, notice: Delivery) -> bool:
    """The edit that waits will say what is true when it goes out."""
    edits = select(Delivery.id).where(Delivery.person_id == notice.person_id, Delivery.edits == notice.id)
    return work.session.exec(edits.where(col(Delivery.state).in_(WAITING)).limit(1)).first() is not None
