"""What is done with the evidence that someone shows: mails sent, codes compared, claims kept.

These are the effects of a proving conversation. Each says how it went as `{"news", "done", "kept", "code"}`:
what to tell the person, whether this check has ended, whether it leaves a claim, and the code that is on its way.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import bindparam
from sqlmodel import select

from bot.chat.message import Text, text
from bot.chat.wire import Json, dump_text
from bot.checks.academic import above, is_academic
from handlers.cards.sending import offer_to
from handlers.credentials.claim_words import already_claimed
from handlers.evidence.proof_traces import masked
from handlers.evidence.sealing import mailbox, of_someone_else
from handlers.talking import talk
from handlers.turn import Turn
from models.credential import CheckMethod, Credential, CredentialKind, CredentialState, Level
from models.email_code import Accepted, EmailCode, expect_few, new_code
from models.errors import Refused
from models.file import File
from models.known_domain import known_domain
from models.queries.identities import known_names
from models.standing import same_claim

ADDRESS_VALID = timedelta(days=365)
"""People change employers: a proven address is asked for again after a year."""
ORCID_VALID = timedelta(days=730)
MOST_PENDING_DOCUMENTS = 5


def send_code(turn: Turn, _: int, field_code: str, address: str, domain: str, institution: str, words: str) -> Json:
    """Has a code mailed to an address, or takes over what the same person has proven of it before.

    An address that was given as an institution's and whose domain no list knows gets none.
    """
    own = known_domain(turn.session, above(domain)) if institution == domain else None
    institution = own.institution if own else institution
    if words == "address" and not own and not is_academic(address):
        return result(text("email-not-academic", domain=domain))
    seals = turn.policy.seals.every(mailbox(address))
    mine = own_credentials(turn)
    standing = next((held for held in mine if held.evidence_hash in seals and held.stands(turn.now)), None)
    if standing is not None:
        _carry_over(turn, standing, field_code, mine)
        return result(text("proving-known-address", institution=institution), done=True, kept=True)
    try:
        code = _issue(turn, field_code, address, domain, mine)
    except Refused as refused:
        return result(Text(refused.key, refused.variables))
    return result(text("proving-code-sent", address=masked(address)), code=code)


def resend_code(turn: Turn, _: int, code_id: int) -> Json:
    """Mails a new code to the same address; the old one is void."""
    code = turn.own(EmailCode, code_id, owner="person_id")
    if code.address is None:
        return result(text("proving-dropped"))
    fresh = new_code(turn.rng)
    try:
        code.resend(fresh, turn.now)
    except Refused as refused:
        return result(Text(refused.key, refused.variables))
    _mail(turn, code, fresh)
    return result(text("proving-code-sent", address=masked(code.address)))


def try_code(turn: Turn, _: int, code_id: int, typed: str) -> Json:
    """Compares a code; the right one proves the address, unless somebody else has proven it before."""
    code = turn.own(EmailCode, code_id, owner="person_id")
    credential = turn.own(Credential, code.credential_id, owner="person_id")
    address = code.address
    outcome = code.try_code(typed, turn.now)
    if not isinstance(outcome, Accepted):
        return result(Text(outcome.key, vars(outcome)))
    if address and of_someone_else(turn, mailbox(address)):
        credential.fail("proving-taken", turn.now)
        turn.note("evidence-taken", f"credential:{credential.id}", turn.person.key)
        return result(text("proving-taken"), done=True)
    level, news = _shown_by_address(turn, credential.claim)
    credential.verify(level, credential.claim, turn.now, ADDRESS_VALID)
    turn.note("credential-verified", f"credential:{credential.id}", turn.person.key)
    offer_more(turn)
    proven = text(news, domain=credential.claim, until=turn.now + ADDRESS_VALID)
    return result(proven, done=True, kept=True)


def _shown_by_address(turn: Turn, domain: str) -> tuple[Level, str]:
    """An institution's address shows a field; a company's shows where someone works, and no more than that."""
    if is_academic(f"x@{domain}") or known_domain(turn.session, above(domain)):
        return Level.CONTROLLED, "proving-address-proven"
    return Level.WELL_FORMED, "proving-employer-proven"


def drop_code(turn: Turn, _: int, code_id: int) -> Json:
    """The address is not to be proven after all: it is forgotten, and so is the claim."""
    code = turn.own(EmailCode, code_id, owner="person_id")
    credential = turn.own(Credential, code.credential_id, owner="person_id")
    if credential.state is CredentialState.PENDING:
        code.address, code.expires_at, credential.evidence_hash = None, turn.now, None
        credential.withdraw(turn.now)
    return result(text("proving-nothing"), done=True)


def keep_orcid(turn: Turn, _: int, field_code: str, identifier: str) -> Json:
    """Keeps a well-formed ORCID iD as a claim; one iD belongs to one person."""
    if of_someone_else(turn, identifier):
        turn.note("evidence-taken", f"person:{turn.person.key}", turn.person.key)
        return result(text("proving-taken"))
    credential = same_claim(own_credentials(turn), field_code, CheckMethod.ORCID, identifier, turn.now)
    if credential is None:
        credential = claim_of(turn, field_code, CredentialKind.PUBLICATIONS, CheckMethod.ORCID, identifier)
        credential.show(turn.policy.seals.seal(identifier))
        credential.verify(Level.WELL_FORMED, "orcid.org", turn.now, ORCID_VALID)
        offer_more(turn)
    if "orcid" in turn.policy.registers:
        turn.session.flush()
        turn.job("look-up", about=credential.id or 0, register="orcid", number=identifier, attempt=0)
    return result(text("proving-orcid-kept", identifier=identifier), kept=True)


def keep_file(
    turn: Turn, _: int, field_code: str, kind: str, upload: list[Json], said: Mapping[str, str] | None = None
) -> Json:
    """Keeps a document for a reviewer, and has its content looked at; `said` is what it is claimed to say of itself."""
    mine = own_credentials(turn)
    known = already_claimed(mine, kind, said or {}, turn.now)
    if known is not None:
        return result(known)
    pending = [held for held in mine if held.evidence_file_id and held.state is CredentialState.PENDING]
    if len(pending) >= MOST_PENDING_DOCUMENTS:
        return result(text("proving-enough-documents", most=MOST_PENDING_DOCUMENTS))
    form, handle, name, size, mime = upload
    file = File(
        person_id=turn.person.key,
        platform=turn.account.platform,
        handle=handle,
        kind=form,
        name=name[:200],
        size=size,
        mime=mime,
        received_at=turn.now,
    )
    turn.session.add(file)
    turn.session.flush()
    assert file.id is not None, "a file without a row"
    credential = claim_of(turn, field_code, CredentialKind(kind), CheckMethod.DOCUMENT, "", said)
    credential.evidence_file_id = file.id
    _inspect(turn, credential, file)
    return result(text("proving-file-kept"), kept=True)


def _inspect(turn: Turn, credential: Credential, file: File) -> None:
    """Has a machine look for what was said: the name that is claimed or those that its sender is known by."""
    is_name = credential.kind is CredentialKind.IDENTITY
    names = [credential.title] if is_name else known_names(turn.session, turn.person, turn.now)
    titled = {"title": credential.title} if credential.title and not is_name else {}
    asked = {"file_id": file.id, "handle": file.handle, "field": credential.field_code, "shows": credential.kind.value}
    turn.job("inspect-file", about=file.id or 0, names=names, **asked, **titled)


EFFECTS: Mapping[str, talk.Effect] = {
    "send-code": send_code,
    "resend-code": resend_code,
    "try-code": try_code,
    "drop-code": drop_code,
    "keep-orcid": keep_orcid,
    "keep-file": keep_file,
}


def _issue(turn: Turn, field_code: str, address: str, domain: str, mine: list[Credential]) -> int:
    """The id of a code that is on its way to the address: one sent a moment ago, or a new one."""
    codes = turn.session.exec(select(EmailCode).where(EmailCode.person_id == turn.person.key)).all()
    alive = {held.id for held in mine if held.state is CredentialState.PENDING and held.field_code == field_code}
    for sent in codes:
        if sent.address == address and sent.credential_id in alive and sent.tries_left and turn.now < sent.expires_at:
            assert sent.id is not None, "a code without a row"
            return sent.id
    expect_few(codes, turn.now)
    credential = claim_of(turn, field_code, CredentialKind.AFFILIATION, CheckMethod.EMAIL_CODE, domain)
    credential.show(turn.policy.seals.seal(mailbox(address)))
    turn.session.flush()
    assert credential.id is not None, "a credential without a row"
    fresh = new_code(turn.rng)
    code = EmailCode.issue(turn.person.key, credential.id, address, fresh, turn.now)
    turn.session.add(code)
    turn.session.flush()
    assert code.id is not None, "a code without a row"
    _mail(turn, code, fresh)
    return code.id


def _mail(turn: Turn, code: EmailCode, fresh: str) -> None:
    subject, body = text("proving-mail-subject"), text("proving-mail-body", code=fresh)
    turn.job("mail", about=code.id or 0, to=code.address, subject=dump_text(subject), body=dump_text(body))


def _carry_over(turn: Turn, standing: Credential, field_code: str, mine: list[Credential]) -> None:
    """The same proof for another field, until the same day."""
    if same_claim(mine, field_code, standing.method, standing.claim, turn.now) or standing.expires_at is None:
        return
    copy = claim_of(turn, field_code, standing.kind, standing.method, standing.claim)
    copy.show(standing.evidence_hash or "")
    copy.verify(standing.level, standing.source, turn.now, standing.expires_at - turn.now)


def offer_more(turn: Turn) -> None:
    """What was proven may open tasks; who has not joined yet is offered them on joining."""
    if turn.expert is not None:
        offer_to(turn, turn.expert)


def claim_of(
    turn: Turn,
    field_code: str,
    kind: CredentialKind,
    method: CheckMethod,
    claim: str,
    said: Mapping[str, str] | None = None,
) -> Credential:
    """A new claim, pending, on its way into the database."""
    credential = Credential(
        person_id=turn.person.key, field_code=field_code, kind=kind, method=method, claim=claim, claimed_at=turn.now
    )
    if said:
        credential.describe(said)
    turn.session.add(credential)
    return credential


def own_credentials(turn: Turn) -> list[Credential]:
    """All claims of whose turn it is, in whatever state."""
    with turn.reading(Credential):
        return list(turn.session.scalars(_OWN, {"person_id": turn.person.key}))


def result(news: Text, *, done: bool = False, kept: bool = False, code: int | None = None) -> Json:
    """An effect's result, as the module says."""
    return {"news": dump_text(news), "done": done, "kept": kept, "code": code}


_OWN = select(Credential).where(Credential.person_id == bindparam("person_id"))
