"""Signing in at ORCID shows that an iD is the person's own: the link, the way back, and what comes of it."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.chat.event import Finished
from bot.chat.message import Message, Text, text
from bot.chat.wire import Json
from bot.checks.page import new_string
from handlers.evidence import given_proofs, page_claims, tongue_claims
from handlers.evidence.evidence import ORCID_VALID, claim_of, offer_more, own_credentials, result
from handlers.evidence.page_claims import ask_register
from handlers.evidence.sealing import of_someone_else
from handlers.help import adding, way
from handlers.questions.task_terms import labels
from handlers.routes import on_finished
from handlers.talking import talk
from handlers.turn import Turn
from models.credential import CheckMethod, Credential, CredentialKind, CredentialState, Level
from models.errors import Refused
from models.field import by_code
from models.job import Job
from models.person import Account, Person
from models.standing import same_claim

STATE_VALID = timedelta(minutes=15)
SOURCE = "orcid.org, signed in"


def begin_sign_in(turn: Turn, _: int, field_code: str) -> Json:
    """A claim without an iD, and the link that will give it one; nothing where the house has no such way."""
    if not turn.policy.orcid_sign_in:
        return result(text("proving-nothing"))
    claim = next((one for one in own_credentials(turn) if _awaits(one) and one.field_code == field_code), None)
    claim = claim or claim_of(turn, field_code, CredentialKind.PUBLICATIONS, CheckMethod.ORCID, "")
    claim.challenge, claim.claimed_at = new_string(turn.rng), turn.now
    turn.session.flush()
    link = f"{turn.policy.orcid_sign_in}?state={claim.id}.{claim.challenge}"
    return result(text("orcid-sign-in-link", link=link), code=claim.id)


def after_sign_in(turn: Turn, _: int, credential_id: int) -> Json:
    """How far it is; the person need not wait."""
    credential = turn.own(Credential, credential_id, owner="person_id")
    if credential.state is CredentialState.VERIFIED:
        return result(text("proving-orcid-kept", identifier=credential.claim), done=True, kept=True)
    return result(text("orcid-sign-in-later"), done=True, kept=credential.state is CredentialState.PENDING)


def drop_sign_in(turn: Turn, _: int, credential_id: int) -> Json:
    """Not by this way after all."""
    credential = turn.own(Credential, credential_id, owner="person_id")
    if credential.state is CredentialState.PENDING:
        credential.withdraw(turn.now)
    return result(text("proving-nothing"), done=True)


def setting_out(session: Session, state: str, now: datetime) -> str:
    """Whose sign-in it is, by the name that they gave. Refused "orcid-page-over" where the state is no good."""
    person = session.get(Person, _claim_of_state(session, state, now).person_id)
    return person.name if person else ""


def come_back(session: Session, state: str, code: str, now: datetime) -> Text:
    """Uses the state up and has the code exchanged; without one, the person said no. Errors as `setting_out`."""
    claim = _claim_of_state(session, state, now)
    claim.challenge = None
    account = session.exec(
        select(Account)
        .where(Account.person_id == claim.person_id)
        .order_by(col(Account.last_seen_at).desc(), col(Account.id).desc())
    ).first()
    if not code or account is None:
        claim.withdraw(now)
        return text("orcid-page-no")
    job = Job(
        kind="orcid-sign-in",
        person_id=claim.person_id,
        account_id=account.key,
        about_id=claim.id or 0,
        payload={"code": code},
        due_at=now,
    )
    session.add(job)
    return text("orcid-page-thanks")


@on_finished("orcid-sign-in")
def signed_in(turn: Turn, finished: Finished) -> list[Message]:
    """The iD is the person's own; unless it is another's here already, or ORCID did not say."""
    job = turn.session.get(Job, finished.job_id)
    claim = turn.lock(Credential, job.about_id) if job else None
    if claim is None or claim.state is not CredentialState.PENDING or claim.person_id != turn.person.key:
        return []
    if finished.error:
        claim.withdraw(turn.now)
        return _said(turn, Text(finished.error, finished.result), again=True)
    identifier = str(finished.result["number"])
    if of_someone_else(turn, identifier):
        claim.fail("proving-taken", turn.now)
        turn.note("evidence-taken", f"credential:{claim.id}", turn.person.key)
        return _said(turn, text("proving-taken"), again=True)
    held = _kept(turn, claim, identifier)
    field = labels(by_code(held.field_code))
    return _said(turn, text("orcid-signed-in", identifier=identifier, field=field, until=turn.now + ORCID_VALID))


EFFECTS: Mapping[str, talk.Effect] = {
    **page_claims.EFFECTS,
    **tongue_claims.EFFECTS,
    **given_proofs.EFFECTS,
    "begin-sign-in": begin_sign_in,
    "after-sign-in": after_sign_in,
    "drop-sign-in": drop_sign_in,
}


def _kept(turn: Turn, claim: Credential, identifier: str) -> Credential:
    """The claim with its iD: this one, or the one that was typed before."""
    typed = same_claim(own_credentials(turn), claim.field_code, CheckMethod.ORCID, identifier, turn.now)
    if typed is not None:
        claim.withdraw(turn.now)
    held = typed or claim
    held.claim, held.evidence_hash = identifier, turn.policy.seals.seal(identifier)
    held.verify(Level.CONTROLLED, SOURCE, turn.now, ORCID_VALID)
    turn.note("credential-verified", f"credential:{held.id}", turn.person.key)
    offer_more(turn)
    if "orcid" in turn.policy.registers:
        ask_register(turn, held, "orcid", attempt=0)
    return held


def _said(turn: Turn, news: Text, *, again: bool = False) -> list[Message]:
    rows = ((adding(),),) if again else ((way("profile"), way("work")),)
    return [Message((news,), rows), *talk.resume(turn)]


def _claim_of_state(session: Session, state: str, now: datetime) -> Credential:
    number, _, secret = state.partition(".")
    claim = (
        session.get(Credential, int(number), with_for_update=True) if number.isdecimal() and len(number) < 19 else None
    )
    expected = claim.challenge if claim is not None and _awaits(claim) else None
    if claim is None or not expected or not hmac.compare_digest(secret.encode(), expected.encode()):
        raise Refused("orcid-page-over")
    if now >= claim.claimed_at + STATE_VALID:
        raise Refused("orcid-page-over")
    return claim


def _awaits(claim: Credential) -> bool:
    return claim.method is CheckMethod.ORCID and claim.state is CredentialState.PENDING and not claim.claim
