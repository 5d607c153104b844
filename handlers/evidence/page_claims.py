"""What is claimed of a page or a register: kept, and asked for outside the turn; the effects of proving."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.chat.message import text
from bot.chat.wire import Json
from bot.checks.page import new_string
from handlers.credentials.review import announce_credential
from handlers.evidence import evidence
from handlers.evidence.evidence import claim_of, own_credentials, result
from handlers.evidence.sealing import of_someone_else
from handlers.talking import talk
from handlers.turn import Turn
from models.credential import CheckMethod, Credential, CredentialKind, CredentialState, Level
from models.job import Job
from models.standing import same_claim

LISTED_VALID = timedelta(days=365)
MOST_PENDING = 5


def ask_page(
    turn: Turn, _: int, field_code: str, link: str, kind: str = "profile", said: Mapping[str, str] | None = None
) -> Json:
    """A string for a page; the same one as long as it is not found there."""
    mine = [held for held in own_credentials(turn) if held.kind == kind]
    held = same_claim(mine, field_code, CheckMethod.CHALLENGE, link, turn.now)
    if held is not None and held.state is CredentialState.VERIFIED:
        return result(text("page-known"), done=True, kept=True)
    if held is not None and said:
        held.describe(said)
    if held is None:
        waiting = [one for one in mine if one.challenge and one.state is CredentialState.PENDING]
        if len(waiting) >= MOST_PENDING:
            return result(text("page-enough", most=MOST_PENDING), done=True)
        held = claim_of(turn, field_code, CredentialKind(kind), CheckMethod.CHALLENGE, link, said)
        held.show(turn.policy.seals.seal(link))
        held.challenge = new_string(turn.rng)
        turn.session.flush()
    return result(text("page-string", string=held.challenge or "", page=link), code=held.id)


def look_at_page(turn: Turn, _: int, credential_id: int) -> Json:
    """Has the page fetched; the person need not wait."""
    credential = turn.own(Credential, credential_id, owner="person_id")
    if credential.state is not CredentialState.PENDING:
        return result(text("page-over"), done=True)
    fetch_page(turn, credential, attempt=0)
    return result(text("page-looking"), done=True, kept=True)


def drop_page(turn: Turn, _: int, credential_id: int) -> Json:
    """The page is not to be checked after all."""
    credential = turn.own(Credential, credential_id, owner="person_id")
    if credential.state is CredentialState.PENDING:
        credential.evidence_hash = None
        credential.withdraw(turn.now)
    return result(text("proving-nothing"), done=True)


def keep_npi(turn: Turn, _: int, field_code: str, number: str) -> Json:
    """Keeps a well-formed number and has the register asked; one number belongs to one person."""
    if of_someone_else(turn, f"npi:{number}"):
        turn.note("evidence-taken", f"person:{turn.person.key}", turn.person.key)
        return result(text("proving-taken"))
    held = same_claim(own_credentials(turn), field_code, CheckMethod.REGISTER, number, turn.now)
    if held is None:
        held = claim_of(turn, field_code, CredentialKind.LICENCE, CheckMethod.REGISTER, number)
        held.show(turn.policy.seals.seal(f"npi:{number}"))
        if "npi" not in turn.policy.registers:
            held.verify(Level.WELL_FORMED, "NPI", turn.now, LISTED_VALID)
            return result(text("register-not-asked", number=number), kept=True)
        turn.session.flush()
        ask_register(turn, held, "npi", attempt=0)
    return result(text("register-asking", number=number), kept=True)


def keep_licence(
    turn: Turn,
    _: int,
    field_code: str,
    register: str,
    number: str,
    kind: str = "licence",
    said: Mapping[str, str] | None = None,
) -> Json:
    """Keeps the number of a licence or certificate for a reviewer, who looks it up; it belongs to one person."""
    listed = f"{register}:{''.join(number.split()).casefold()}"
    if of_someone_else(turn, listed):
        turn.note("evidence-taken", f"person:{turn.person.key}", turn.person.key)
        return result(text("proving-taken"))
    mine = own_credentials(turn)
    seals = turn.policy.seals.every(listed)
    if not any(held.evidence_hash in seals and held.state is CredentialState.PENDING for held in mine):
        if sum(bool(held.register_code) and held.state is CredentialState.PENDING for held in mine) >= MOST_PENDING:
            return result(text("proving-enough-documents", most=MOST_PENDING))
        held = claim_of(turn, field_code, CredentialKind(kind), CheckMethod.REGISTER, number, said)
        held.register_code = register
        held.show(turn.policy.seals.seal(listed))
        announce_credential(turn, held)
    return result(text("proving-licence-kept"), kept=True)


def ask_register(turn: Turn, credential: Credential, register: str, *, attempt: int) -> Job:
    """Has the register asked for what is claimed, if the installation asks it."""
    return turn.job("look-up", about=credential.id or 0, register=register, number=credential.claim, attempt=attempt)


def fetch_page(turn: Turn, credential: Credential, *, attempt: int) -> Job:
    """Has the page looked at for its string, and for the name of the certificate that is to stand there."""
    named = {"title": credential.title} if credential.title else {}
    link, string = credential.claim, credential.challenge
    return turn.job("fetch-page", about=credential.id or 0, link=link, string=string, attempt=attempt, **named)


EFFECTS: Mapping[str, talk.Effect] = {
    **evidence.EFFECTS,
    "ask-page": ask_page,
    "look-at-page": look_at_page,
    "drop-page": drop_page,
    "keep-npi": keep_npi,
    "keep-licence": keep_licence,
}
