"""What has lapsed with what it was for, a little at a time: codes that nobody typed, answers that were never handed in,
offers that nobody touched.

Each function looks at the next rows after a place, at most so many, and deletes those that nobody needs since before.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, exists, func, select

from models.broadcast import Broadcast
from models.email_code import EmailCode
from models.link import LinkCode
from models.membership import Invitation
from models.offer import Offer
from models.person import Progress
from models.queries.outlived import Step, changed
from models.task import Task, TaskState


def forget_mailed_codes(session: Session, before: datetime, after: int, most: int) -> Step:
    """Codes to addresses, except of those who are in the middle of something: it may ask for that code."""
    busy = exists().where(col(Progress.person_id) == col(EmailCode.person_id))
    rows = session.execute(
        select(EmailCode.id, EmailCode.expires_at, EmailCode.address, busy)
        .where(col(EmailCode.id) > after)
        .order_by(col(EmailCode.id))
        .limit(most)
    ).all()
    old = [row for row in rows if row[1] < before]
    gone = [id_ for id_, _, address, is_busy in old if address is None and not is_busy]
    number = changed(session, delete(EmailCode).where(col(EmailCode.id).in_(gone))) if gone else 0
    return Step(number, rows[-1][0] if len(rows) == len(old) == most else None)


def forget_typed_codes(session: Session, before: datetime, after: int, most: int) -> Step:
    """Codes that joined two accounts, or would have; invitations that nobody took up. They are few."""
    links = select(LinkCode.code_hash).where(col(LinkCode.expires_at) < before).limit(most)
    number = changed(session, delete(LinkCode).where(col(LinkCode.code_hash).in_(links)))
    unused = (col(Invitation.expires_at) < before, col(Invitation.used_by).is_(None))
    invitations = select(Invitation.code_hash).where(*unused).limit(most)
    number += changed(session, delete(Invitation).where(col(Invitation.code_hash).in_(invitations), *unused))
    return Step(number, after if number else None)


def forget_answers(conversation: str, session: Session, before: datetime, after: int, most: int) -> Step:
    """Answers that were begun and never handed in, of tasks that are closed.

    Args:
        conversation: its name; its subject is an offer.
    """
    window = select(Progress.id).where(col(Progress.id) > after).order_by(col(Progress.id)).limit(most)
    ids = session.scalars(window).all()
    of_closed = select(Offer.id).join(Task, col(Task.id) == col(Offer.task_id)).where(Task.state == TaskState.CLOSED)
    lapsed = (
        col(Progress.id).in_(ids),
        col(Progress.conversation) == conversation,
        col(Progress.touched_at) < before,
        col(Progress.subject).in_(of_closed),
    )
    number = changed(session, delete(Progress).where(*lapsed)) if ids else 0
    return Step(number, ids[-1] if len(ids) == most else None)


def forget_offers(session: Session, before: datetime, after: int, most: int) -> Step:
    """Offers that nobody touched, of broadcasts that are over: of one broadcast after another, `after` an expert.

    The newest offer of all stays, for SQLite would give its number to the next one.
    """
    over = select(Broadcast).where(col(Broadcast.ended_at) < before, col(Broadcast.tidied).is_(False))
    broadcast = session.exec(over.order_by(col(Broadcast.id)).limit(1)).first()
    if broadcast is None:
        return Step(0, None)
    row = (col(Offer.id), col(Offer.expert_id), *_UNTOUCHED)
    of_task = select(*row).where(Offer.task_id == broadcast.task_id, col(Offer.expert_id) > after)
    rows = session.execute(of_task.order_by(col(Offer.expert_id)).limit(most)).all()
    gone = [id_ for id_, _, *untouched in rows if all(untouched)]
    number = changed(session, delete(Offer).where(col(Offer.id).in_(gone), *_UNTOUCHED)) if gone else 0
    broadcast.tidied = len(rows) < most
    return Step(number, 0 if broadcast.tidied else rows[-1][1])


_UNTOUCHED: tuple[ColumnElement[bool], ...] = (
    col(Offer.tapped_at).is_(None),
    col(Offer.claimed_at).is_(None),
    col(Offer.card_id).is_(None),
    col(Offer.declined_because) == "",
    col(Offer.id) < select(func.max(Offer.id)).scalar_subquery(),
)
