"""Evidence that waits too long is deleted without a verdict, and whoever showed it hears what to do."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, delete, select

from bot.chat.message import Message, say
from handlers.credentials.claim_words import subject
from handlers.due import ago
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
    old = work.session.exec(OLD_EVENTS, params=work.moments).all()
    if old:
        work.session.execute(delete(ParkedEvent).where(col(ParkedEvent.id).in_(old)))


def _end_old_claims(work: Work) -> None:
    for credential in work.session.exec(OLD_CLAIMS.with_for_update(skip_locked=True), params=work.moments).all():
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
    for code in work.session.exec(UNTYPED.with_for_update(skip_locked=True), params=work.moments).all():
        code.address = None
        claim = work.session.get(Credential, code.credential_id, with_for_update=True)
        if claim is not None and claim.state is CredentialState.PENDING:
            claim.evidence_hash = None
            claim.withdraw(work.now)


def _waited(credential: Credential, days: int) -> Message:
    field = subject(credential)
    return say("proving-too-old", field=field, days=timedelta(days=days), rows=[[adding()], [way("profile")]])


_TOO_OLD = ago("evidence_too_old", lambda policy: timedelta(days=policy.evidence_days))
OLD_CLAIMS = (
    select(Credential)
    .where(Credential.state == CredentialState.PENDING, col(Credential.claimed_at) <= _TOO_OLD)
    .order_by(col(Credential.claimed_at), col(Credential.id))
    .limit(MOST_AT_ONCE)
)
UNTYPED = (
    select(EmailCode)
    .where(col(EmailCode.address).is_not(None), col(EmailCode.expires_at) < ago("code_untyped", UNTYPED_FOR))
    .order_by(col(EmailCode.expires_at), col(EmailCode.id))
    .limit(MOST_AT_ONCE)
)
OLD_EVENTS = (
    select(ParkedEvent.id).where(col(ParkedEvent.at) < _TOO_OLD).order_by(col(ParkedEvent.id)).limit(MOST_AT_ONCE)
)
