"""Whether evidence was used by somebody else: told by the keyed hashes that stay of it."""

from __future__ import annotations

import structlog
from sqlmodel import Session, col, func, select

from bot.seals import PLAIN_LENGTH, Seals
from handlers.turn import Turn
from models.credential import CheckMethod, Credential

log = structlog.get_logger()

MOST_AT_ONCE = 1000
_UNKEYED = (func.length(Credential.evidence_hash) == PLAIN_LENGTH, Credential.method != CheckMethod.DOCUMENT)


def mailbox(address: str) -> str:
    """The same for all that reaches one mailbox: what stands after a plus doesn't make another."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def of_someone_else(turn: Turn, evidence: str) -> bool:
    """Whether another person holds a standing proof by the same evidence."""
    others = select(Credential).where(
        col(Credential.evidence_hash).in_(turn.policy.seals.every(evidence)),
        col(Credential.person_id) != turn.person.key,
    )
    return any(held.stands(turn.now) for held in turn.session.exec(others))


def reseal(session: Session, seals: Seals) -> None:
    """Hashes that were kept before there was a key get it. A document's own hash is no secret, and stays."""
    if changed := _keyed_now(session, seals):
        log.info("evidence-resealed", rows=changed)
    if lost := _of_lost_keys(session, seals):
        mend = "put the key that was there behind the new one in privacy.encryption_key"
        log.warning("evidence-of-a-lost-key", rows=lost, mend=mend)


def unkeyed(session: Session) -> int:
    """How many proofs have a hash that was made without a key and should have one."""
    return session.exec(select(func.count()).select_from(Credential).where(*_UNKEYED)).one()


def _keyed_now(session: Session, seals: Seals) -> int:
    """How many have got the key."""
    if not seals.ids:
        return 0
    plain = select(Credential).where(*_UNKEYED).limit(MOST_AT_ONCE).with_for_update(skip_locked=True)
    changed = 0
    while found := session.exec(plain).all():
        for held in found:
            held.evidence_hash = seals.keyed(held.evidence_hash or "")
        session.flush()
        changed += len(found)
    return changed


def _of_lost_keys(session: Session, seals: Seals) -> int:
    """How many were made with a key that is not there any more: nobody can tell what they are of."""
    keyed = select(func.count()).select_from(Credential).where(col(Credential.evidence_hash).contains(":"))
    for known in seals.ids:
        keyed = keyed.where(~col(Credential.evidence_hash).startswith(f"{known}:"))
    return session.exec(keyed).one()
