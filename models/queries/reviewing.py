"""What waits for a reviewer: answers and documents, in the order in which they are gone through."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlmodel import Session, col

from models.credential import CheckMethod, Credential, CredentialKind, CredentialState, Level
from models.field import covers
from models.file import File
from models.membership import Membership, Role
from models.money import Money
from models.offer import Offer, OfferState
from models.person import Account
from models.task import Task, TaskState
from models.types import CredentialId, PersonId, TaskId, holds


def count_answers(session: Session, tasks: ColumnElement[bool], reviewer: PersonId) -> int:
    """How many answers to such tasks wait, the reviewer's own left out."""
    return int(session.execute(_answers(tasks, reviewer).with_only_columns(func.count())).scalar_one())


def next_answer(
    session: Session,
    tasks: ColumnElement[bool],
    reviewer: PersonId,
    *,
    after: Offer | None = None,
    first_of: TaskId | None = None,
) -> Offer | None:
    """The answer to look at next: task by task, the oldest first; after the last it begins again.

    Args:
        after: the one that was looked at before.
        first_of: begin with this task, if anything of it waits.
    """
    every = _answers(tasks, reviewer).with_only_columns(Offer)
    waiting = every.order_by(col(Offer.task_id), col(Offer.submitted_at), col(Offer.id)).limit(1)
    for preferred in (_later(after), col(Offer.task_id) == first_of if first_of else false()):
        found: Offer | None = session.execute(waiting.where(preferred)).scalar()
        if found is not None:
            return found
    first: Offer | None = session.execute(waiting).scalar()
    return first


def count_documents(session: Session, reviewer: PersonId) -> int:
    """How many documents wait that this reviewer may look at."""
    return int(session.execute(_documents(reviewer).with_only_columns(func.count())).scalar_one())


def next_document(session: Session, reviewer: PersonId, *, after: CredentialId | None = None) -> Credential | None:
    """The claim to look at next, oldest first; after the last it begins again."""
    waiting = _documents(reviewer).order_by(col(Credential.id)).limit(1)
    later = session.execute(waiting.where(col(Credential.id) > (after or 0))).first()
    found = later or session.execute(waiting).first()
    return found[0] if found else None


def unseen(session: Session) -> tuple[int, int, set[str]]:
    """How many claims wait for eyes, how many of them nobody may look at who can be reached, and on which platforms
    those who may are."""
    staff = (
        select(col(Account.person_id), col(Account.platform))
        .join(Membership, col(Membership.person_id) == col(Account.person_id))
        .where(col(Membership.role) != Role.RECRUITER, col(Account.unreachable_since).is_(None))
    )
    found = session.execute(staff).all()
    people = {person_id for person_id, _ in found}
    asked = _waiting().with_only_columns(col(Credential.person_id), col(Credential.first_by))
    waiting = session.execute(asked).all()
    return len(waiting), sum(not people - {*row} for row in waiting), {platform for _, platform in found}


def shown_by_others(session: Session, credential: Credential) -> int:
    """How many other people have shown the very same document."""
    same = select(func.count(func.distinct(col(Credential.person_id)))).where(
        col(Credential.evidence_hash) == credential.evidence_hash,
        col(Credential.person_id) != credential.person_id,
    )
    return int(session.execute(same).scalar_one())


def numbered_alike(session: Session, credential: Credential) -> int:
    """How many other people have claimed a certificate with the same number, whoever issued it."""
    if not credential.number:
        return 0
    spelled = func.upper(func.replace(col(Credential.number), " ", ""))
    same = select(func.count(func.distinct(col(Credential.person_id)))).where(
        spelled == credential.number.replace(" ", "").upper(),
        col(Credential.kind) == credential.kind,
        col(Credential.person_id) != credential.person_id,
    )
    return int(session.execute(same).scalar_one())


def standing_beside(session: Session, credential: Credential, now: datetime, most: int = 5) -> list[Credential]:
    """Other proofs of the same person in this field, or in any beside a name, that stand, the highest first.

    A number that is only well formed proves nothing; a code to an employer's address does, whatever its level.
    """
    others = select(Credential).where(
        col(Credential.person_id) == credential.person_id,
        col(Credential.kind) != CredentialKind.IDENTITY,
        col(Credential.state) == CredentialState.VERIFIED,
        col(Credential.expires_at) > now,
        or_(col(Credential.level) > Level.WELL_FORMED, col(Credential.method) == CheckMethod.EMAIL_CODE),
    )
    if credential.field_code:
        others = others.where(col(Credential.field_code) == credential.field_code)
    highest = others.order_by(col(Credential.level).desc(), col(Credential.id)).limit(most)
    return list(session.execute(highest).scalars())


def refused_before(session: Session, credential: Credential) -> int:
    """How many claims of the same person in the same field have failed."""
    failed = select(func.count()).where(
        col(Credential.person_id) == credential.person_id,
        col(Credential.field_code) == credential.field_code,
        col(Credential.state) == CredentialState.FAILED,
        or_(col(Credential.field_code) != "", col(Credential.kind) == credential.kind),
    )
    return int(session.execute(failed).scalar_one())


def opens_above(session: Session, credential: Credential, level: Level, above: Money, now: datetime) -> bool:
    """Whether an open task asks for such a proof and pays more than that an hour."""
    paid = col(Task.pay_minor) * 60 > col(Task.minutes) * above.minor
    tasks = select(col(Task.field_code)).where(
        col(Task.state) == TaskState.OPEN, col(Task.deadline) > now, col(Task.currency) == above.currency, paid
    )
    if credential.language:
        spoken = col(Task.min_fluency).between(1, credential.fluency), holds(col(Task.languages), credential.language)
        return session.execute(tasks.where(*spoken).limit(1)).first() is not None
    required = session.execute(tasks.where(col(Task.min_level).between(1, int(level))).distinct()).scalars()
    return any(covers(one, credential.field_code) for one in required)


def _answers(tasks: ColumnElement[bool], reviewer: PersonId) -> Select[Any]:
    return (
        select(Offer)
        .join(Task, col(Task.id) == col(Offer.task_id))
        .where(col(Offer.state) == OfferState.SUBMITTED, col(Offer.expert_id) != reviewer, tasks)
    )


def _later(offer: Offer | None) -> ColumnElement[bool]:
    """Behind an answer in the order: SQLite and PostgreSQL agree on this longhand for a comparison of rows."""
    if offer is None:
        return false()
    at: datetime | None = offer.submitted_at
    same_task = col(Offer.task_id) == offer.task_id
    behind = or_(
        col(Offer.submitted_at) > at,
        and_(col(Offer.submitted_at) == at, col(Offer.id) > offer.key),
    )
    return or_(col(Offer.task_id) > offer.task_id, and_(same_task, behind))


def _documents(reviewer: PersonId) -> Select[Credential]:
    """Nobody's own, and none that they have confirmed already."""
    first = or_(col(Credential.first_by).is_(None), col(Credential.first_by) != reviewer)
    return _waiting().where(col(Credential.person_id) != reviewer, first)


def _waiting() -> Select[Credential]:
    """A file once a machine has looked at it, from whichever platform it came; and what is looked up in a register."""
    shown = and_(col(Credential.method) == CheckMethod.DOCUMENT, col(File.sha256) != "")
    return (
        select(Credential)
        .outerjoin(File, col(File.id) == col(Credential.evidence_file_id))
        .where(col(Credential.state) == CredentialState.PENDING, or_(shown, col(Credential.register_code) != ""))
    )


def reviewers(session: Session, most: int = 50) -> list[PersonId]:
    """Who is told that something waits: whoever may review, those known longest where there are more."""
    may = select(col(Membership.person_id)).where(col(Membership.role) != Role.RECRUITER)
    each = may.group_by(col(Membership.person_id)).order_by(col(Membership.person_id)).limit(most)
    return [PersonId(person_id) for person_id in session.execute(each).scalars()]
