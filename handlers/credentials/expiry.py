"""Proofs that run out: asked for again a month ahead, and taken for what they are on the day."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import col, select

from bot.chat.message import say
from handlers.credentials.claim_words import subject
from handlers.due import NOW, ago
from handlers.help import adding, way
from handlers.notices import awake_at
from handlers.turn import Work
from models.credential import Credential, CredentialState
from models.delivery import Priority
from models.reminder import ReminderKind

AHEAD = timedelta(days=30)
MOST_AT_ONCE = 200


def sweep(work: Work) -> None:
    """Lapsed proofs stop new offers, which they did by the hour already, and are said to; work in hand goes on."""
    for credential in work.session.exec(LAPSED.with_for_update(skip_locked=True), params=work.moments).all():
        _lapse(work, credential)
    for credential in work.session.exec(SOON.with_for_update(skip_locked=True), params=work.moments).all():
        credential.renewal_asked = True
        work.remind(credential.person_id, ReminderKind.PROOF_EXPIRES, at=work.now, about=credential.id or 0)


def _lapse(work: Work, credential: Credential) -> None:
    credential.expire(work.now)
    told = say("proof-lapsed", field=subject(credential), rows=[[adding()], [way("profile")]])
    key = f"lapsed:{credential.person_id}:{credential.field_code or credential.id}:{work.now:%Y-%m-%d}"
    morning = awake_at(work, credential.person_id)
    work.tell(credential.person_id, told, key=key, priority=Priority.REMINDER, not_before=morning)
    work.note("credential-expired", f"credential:{credential.id}")


_IN_ORDER = (
    select(Credential)
    .where(Credential.state == CredentialState.VERIFIED)
    .order_by(col(Credential.expires_at), col(Credential.id))
    .limit(MOST_AT_ONCE)
)
LAPSED = _IN_ORDER.where(col(Credential.expires_at) <= NOW)
SOON = _IN_ORDER.where(col(Credential.expires_at) <= ago("month_ahead", -AHEAD), ~col(Credential.renewal_asked))
