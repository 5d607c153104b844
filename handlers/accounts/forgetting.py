"""Deleting a person: what goes, what stays without a name, and in which order the rows allow it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, SQLModel, col, delete, select, update

from handlers.turn import Turn, Work
from models.appeal import Appeal
from models.attempt import Attempt, Response
from models.credential import Credential
from models.delivery import Delivery, DeliveryState
from models.email_code import EmailCode
from models.expert import Expert
from models.field_learned import FieldChoice
from models.file import File
from models.job import Job
from models.link import LinkCode
from models.membership import Membership
from models.offer import CLAIMABLE, Offer, OfferState
from models.person import Account, Person, Progress
from models.queries import cards
from models.reminder import MutedReminder, Reminder
from models.seen import ParkedEvent
from models.task import Task
from models.types import AccountId

OWNED: tuple[type[SQLModel], ...] = (
    EmailCode, Credential, FieldChoice, Response, Attempt, File, LinkCode, Progress, Reminder, MutedReminder,
    Membership, Expert,
)  # fmt: skip
"""What is deleted by its `person_id`, those first that point to others."""
GOODBYE_WITHIN = timedelta(hours=1)
"""How long a goodbye that can't be sent keeps the chat's address."""
MOST_AT_ONCE = 100


def forget(turn: Turn) -> None:
    """Deletes whose turn it is. Offers, answers, bookings and the audit trail stay with a row that says nothing.

    The chat that they wrote from moves to a blank person, so that a goodbye can reach it; `sweep` deletes it after.
    """
    person, now = turn.person, turn.now
    _close_offers(turn)
    turn.session.flush()
    accounts = turn.session.exec(select(Account).where(Account.person_id == person.key)).all()
    _delete_traffic(turn.session, _ids(accounts))
    _delete_parked(turn.session, accounts)
    _leave_appeals(turn)
    for table in OWNED:
        turn.session.execute(delete(table).where(_owner(table) == person.key))
    turn.progress.clear()
    blank = Person(language=person.language, created_at=now, forgotten_at=now)
    turn.session.add(blank)
    turn.session.flush()
    for account in accounts:
        if account is not turn.account:
            turn.session.delete(account)
    turn.account.person_id, turn.account.username = blank.key, ""
    person.name, person.timezone = "", "UTC"
    person.consent_version, person.consented_at = "", None
    turn.note("person-forgotten", f"person:{person.key}")


def sweep(work: Work) -> None:
    """Deletes the chats of who was forgotten, once the goodbye has gone out and unless they have come back."""
    for blank in work.session.exec(LEAVING.with_for_update(skip_locked=True)).all():
        accounts = work.session.exec(select(Account).where(Account.person_id == blank.key)).all()
        if _returned(work.session, blank):
            blank.forgotten_at = None
        elif _goodbye_said(work, blank, _ids(accounts)):
            _delete_traffic(work.session, _ids(accounts))
            work.session.execute(delete(Reminder).where(col(Reminder.person_id) == blank.key))
            for account in accounts:
                work.session.delete(account)
            blank.forgotten_at = None


def _returned(session: Session, blank: Person) -> bool:
    """Whether they have begun anew in the meantime."""
    return any(
        session.execute(select(_owner(table)).where(_owner(table) == blank.key).limit(1)).first()
        for table in (Progress, Expert, Membership)
    )


def _goodbye_said(work: Work, blank: Person, accounts: Sequence[AccountId]) -> bool:
    """Whether nothing waits to be sent to them, or has waited too long."""
    unsent = select(Delivery.id).where(col(Delivery.account_id).in_(accounts), Delivery.state < DeliveryState.SENT)
    late = blank.forgotten_at is not None and blank.forgotten_at < work.now - GOODBYE_WITHIN
    return late or work.session.exec(unsent.limit(1)).first() is None


def _close_offers(turn: Turn) -> None:
    """What was offered ends, and a place that was held is free for someone else."""
    states = [*CLAIMABLE, OfferState.CLAIMED]
    mine = select(Offer.id, Offer.task_id).where(Offer.expert_id == turn.person.key, col(Offer.state).in_(states))
    for offer_id, task_id in turn.session.exec(mine.order_by(col(Offer.task_id), col(Offer.id))).all():
        task = turn.lock(Task, task_id)
        turn.lock(Offer, offer_id).close(task, turn.now)


def _leave_appeals(turn: Turn) -> None:
    """Nobody waits for what is undecided any more; of the others the verdict stays, without their words."""
    mine = col(Appeal.expert_id) == turn.person.key
    turn.session.execute(delete(Appeal).where(mine, col(Appeal.decided_at).is_(None)))
    turn.session.execute(update(Appeal).where(mine).values(words=""))


def _ids(accounts: Sequence[Account]) -> list[AccountId]:
    return [account.id for account in accounts if account.id is not None]


def _delete_traffic(session: Session, accounts: Sequence[AccountId]) -> None:
    """What was said to these chats, and the slow work asked from them."""
    with cards.counting(session, col(Delivery.account_id).in_(accounts)):
        for table in (Delivery, Job):
            session.execute(delete(table).where(col(table.account_id).in_(accounts)))


def _delete_parked(session: Session, accounts: Sequence[Account]) -> None:
    """Events of theirs that could not be handled hold what they wrote."""
    theirs = {(account.platform, account.external_id) for account in accounts}
    for parked in session.exec(select(ParkedEvent)).all():
        if (parked.platform, parked.event["sender"]["external_id"]) in theirs:
            session.delete(parked)


def _owner(table: type[SQLModel]) -> ColumnElement[Any]:
    column: ColumnElement[Any] = table.__table__.c.person_id  # type: ignore[attr-defined]  # SQLModel does not declare it
    return column


LEAVING = (
    select(Person)
    .where(col(Person.forgotten_at).is_not(None))
    .order_by(col(Person.forgotten_at), col(Person.id))
    .limit(MOST_AT_ONCE)
)
