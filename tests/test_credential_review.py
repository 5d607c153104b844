"""Documents are looked at by a reviewer; the file goes, a hash stays."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from handlers.credential_review import announce_credential
from handlers.turn import Work
from models.credential import CheckMethod, Credential, CredentialKind, CredentialState, Level
from models.file import File
from models.membership import Role
from models.types import CredentialId, PersonId
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import broadcasts, describes, member, recruiter


def test_a_confirmed_document_proves_the_field_and_is_deleted(chat: Chat) -> None:
    rana, sara = recruiter(chat), make.expert(chat, "Sara", level=Level.CLAIMED)
    broadcasts(describes(rana, level="Confirmed by"))
    lina = member(chat, "Lina", Role.REVIEWER)
    credential_id = document(chat, sara)

    assert lina.sees("One document waits for your eyes.")
    lina.taps("Look at documents")
    assert lina.sees("Sara claims: Hepatology")
    assert lina.sees("Licence to practise: licence.pdf")
    assert lina.sees("The file: application/pdf, 20 KB")
    assert lina.last.file == "handle-licence"
    lina.taps("Confirm")

    assert lina.has_seen("✓ Confirmed for Sara. The file has been deleted.")
    assert sara.has_seen("Your document is confirmed: Hepatology is proven until")
    assert sara.has_seen("One more task is open to you now")
    assert sara.has_seen("Liver scans")
    held = make.row(chat, Credential, credential_id)
    assert (held.state, held.level, held.evidence_hash) == (CredentialState.VERIFIED, Level.CONFIRMED, "abc")
    assert make.rows(chat, File) == []


def test_a_rejected_document_gets_a_reason_and_what_would_do(chat: Chat) -> None:
    sara, lina = make.expert(chat, "Sara", level=Level.CLAIMED), member(chat, "Lina", Role.REVIEWER)
    credential_id = document(chat, sara)

    lina.writes("/documents").taps("Reject")
    assert lina.sees("What is wrong with the document of Sara?")
    lina.taps("The name differs")

    assert lina.has_seen("Not confirmed: Sara has been told why")
    assert lina.sees("No documents wait")
    assert sara.sees("couldn't be confirmed; the file has been deleted")
    assert sara.sees("A document in that name would do")
    held = make.row(chat, Credential, credential_id)
    assert (held.state, held.reason) == (CredentialState.FAILED, "proof-reason-name-differs")
    assert make.rows(chat, File) == []


def test_of_two_reviewers_one_wins(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", level=Level.CLAIMED)
    lina, omar = member(chat, "Lina", Role.REVIEWER), member(chat, "Omar", Role.ADMIN)
    credential_id = document(chat, sara)
    lina.writes("/documents").taps("Reject")
    omar.writes("/documents")

    omar.taps("Confirm")
    lina.taps("It looks altered")

    assert lina.has_seen("Another reviewer has decided on that document already.")
    assert make.row(chat, Credential, credential_id).state is CredentialState.VERIFIED
    omar.taps("Confirm", again=True)
    sara.never_sees("couldn't be confirmed")


def test_nobody_sees_their_own_case(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", level=Level.CLAIMED)
    member(chat, "Sara", Role.REVIEWER)
    document(chat, sara)

    sara.writes("/documents")

    assert sara.sees("No documents wait")
    sara.never_sees("waits for your eyes")


def test_the_same_file_from_others_is_a_warning(chat: Chat) -> None:
    lina = member(chat, "Lina", Role.REVIEWER)
    document(chat, make.expert(chat, "Sara", level=Level.CLAIMED))
    document(chat, make.expert(chat, "Omar", level=Level.CLAIMED))

    lina.writes("/review")

    assert lina.sees("⚠ Someone else has sent exactly the same file.")
    assert lina.sees("One more waits.")
    lina.taps("Skip")
    assert lina.sees("Omar claims")
    lina.taps("Skip")
    assert lina.sees("Sara claims")


def test_a_file_that_has_not_been_looked_at_is_not_shown(chat: Chat) -> None:
    lina = member(chat, "Lina", Role.REVIEWER)
    document(chat, make.expert(chat, "Sara", level=Level.CLAIMED), sha256="")

    lina.writes("/documents")

    assert lina.sees("No documents wait")


def test_one_notice_for_several_documents(chat: Chat) -> None:
    lina = member(chat, "Lina", Role.REVIEWER)
    before = len(lina.messages)

    document(chat, make.expert(chat, "Sara", level=Level.CLAIMED))
    document(chat, make.expert(chat, "Omar", level=Level.CLAIMED))

    assert lina.sees("2 documents wait for your eyes.")
    assert len(lina.messages) == before + 1


def test_who_reviews_answers_and_documents_chooses(chat: Chat) -> None:
    rana = recruiter(chat)
    member(chat, "Rana", Role.REVIEWER)
    sara = make.expert(chat, "Sara", level=Level.CLAIMED)
    document(chat, sara)

    rana.writes("/review")

    assert rana.sees("Sara claims")


def document(chat: Chat, expert: Chatter, *, sha256: str = "abc") -> CredentialId:
    """A licence of the expert's, inspected and waiting for a reviewer."""
    person_id = make.person_id(chat, expert)
    credential_id = make.within(chat, lambda session: _document(session, person_id, sha256, chat.now))
    if sha256:

        def announce(work: Work) -> None:
            announce_credential(work, work.get(Credential, credential_id))

        chat.sweep(announce)
    return credential_id


def _document(session: Session, person_id: PersonId, sha256: str, now: datetime) -> CredentialId:
    file = File(
        person_id=person_id,
        platform="telegram",
        handle="handle-licence",
        kind="file",
        name="licence.pdf",
        size=20480,
        mime="application/pdf",
        sha256=sha256,
        received_at=now,
    )
    session.add(file)
    session.flush()
    claim = Credential(
        person_id=person_id,
        kind=CredentialKind.LICENCE,
        method=CheckMethod.DOCUMENT,
        field_code="hepatology",
        claim="licence.pdf",
        claimed_at=now,
        evidence_file_id=file.id,
        evidence_hash=sha256 or None,
    )
    session.add(claim)
    session.flush()
    assert claim.id is not None
    return claim.id
