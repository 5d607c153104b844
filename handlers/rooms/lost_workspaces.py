"""A workspace took the app away: the admins are told, once, where they can still read it."""

from __future__ import annotations

from sqlmodel import col, select

from bot.chat.message import say
from handlers.turn import Work
from models.installation import LostWorkspace
from models.membership import Membership, Role
from models.person import Account
from models.types import PersonId


def sweep(work: Work) -> None:
    """Tells of those that nobody was told of."""
    untold = work.session.exec(UNTOLD).all()
    if not untold:
        return
    for admin in _admins(work, set(work.session.exec(select(LostWorkspace.channel)))):
        for one in untold:
            key = f"workspace-lost:{one.channel}:{one.since.isoformat()}:{admin}"
            work.tell(admin, say("workspace-lost", team=one.title), key=key)
    for one in untold:
        one.told_at = work.now


def _admins(work: Work, lost: set[str]) -> set[PersonId]:
    """Those who have an account elsewhere: what waits in the lost place would come when it is no longer true."""
    accounts = (
        select(Account)
        .join(Membership, col(Membership.person_id) == col(Account.person_id))
        .where(Membership.role == Role.ADMIN, col(Account.unreachable_since).is_(None))
    )
    return {account.person_id for account in work.session.exec(accounts) if account.channel not in lost}


UNTOLD = select(LostWorkspace).where(col(LostWorkspace.told_at).is_(None)).order_by(LostWorkspace.channel)
"""Of a table that is nearly always empty."""
