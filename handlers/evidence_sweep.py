"""Evidence that waits too long is deleted without a verdict, and whoever showed it hears what to do."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, delete, select

from bot.chat.message import Message, say
from handlers.claim_words import subject
from handlers.help import adding, way
from handlers.turn import Work
from models.credential import Credential, CredentialState
from models.email_code import EmailCode
from models.file import File
from models.seen import ParkedEvent

UNTYPED_FOR = timedelta(days=1)
"""How long an address is kept whose code nobody types: its ten minutes are long over."""
MOST_AT_ONCE = 200


def sweep(work: Work) -> None:
    """Ends claims whose evidence is `evidence_days` old, and forgets addresses whose code was never typed."""
    _end_old_claims(work)
    _forget_addresses(work)
    too_old = work.now - timedelta(days=work.policy.evidence_days)
    old = select(ParkedEvent.id).where(col(ParkedEvent.at) < too_old).limit(MOST_AT_ONCE)
    work.session.execute(delete(ParkedEvent).where(col(ParkedEvent.id).in_(old)))


def _end_old_claims(work: Work) -> None:
    too_old = work.now - timedelta(days=work.policy.evidence_days)
    old = (
        select(Credential)
        .where(Credential.state == CredentialState.PENDING, col(Credential.claimed_at) <= too_old)
        .order_by(col(Credential.claimed_at), col(Credential.id))
        .limit(MOST_AT_ONCE)
    )
    for credential in work.session.exec(old.with_for_update(skip_locked=True)).all():
        shown = credential.fail("proving-waited-too-long", work.now)
        work.session.flush()
        file = work.session.get(File, shown) if shown else None
        if file is not None:
            work.session.delete(file)
        if file is not None or credential.register_code:
            key = f"credential:{credential.id}:too-old"
            work.tell(credential.person_id, _waited(credential, work.policy.evidence_days), key=key)
        work.note("evidence-too-old", f"credential:{credential.id}")


def _forget_addresses(work: Work) -> None:
    """The claim that hung on such an address goes with it: nothing was shown."""
    untyped = (
        select(EmailCode)
        .where(col(EmailCode.address).is_not(None), col(EmailCode.expires_at) < work.now - UNTYPED_FOR)
        .order_by(col(EmailCode.expires_at), col(EmailCode.id))
        .limit(MOST_AT_ONCE)
    )
    for code in work.session.exec(untyped.with_for_update(skip_locked=True)).all():
        code.address = None
        claim = work.session.get(Credential, code.credential_id, with_for_update=True)
        if claim is not None and claim.state is CredentialState.PENDING:
            claim.evidence_hash = None
            claim.withdraw(work.now)


def _waited(credential: Credential, days: int) -> Message:
    field = subject(credential)
    return say("proving-too-old", field=field, days=timedelta(days=days), rows=[[adding()], [way("profile")]])
