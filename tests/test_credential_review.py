"""Documents are looked at by a reviewer; the file goes, a hash stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from handlers.credentials.review import announce_credential
from handlers.turn import Work
from models.credential import CheckMethod, Credential, CredentialKind, CredentialState, Level
from models.file import File
from models.membership import Role
from models.money import Money
from models.types import CredentialId, PersonId
from tests import make
from tests.chat import Chat, Chatter
from tests.joining import reaches
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
    lina.taps("Confirm · 24")

    assert lina.has_seen("✓ Confirmed for Sara. The file has been deleted.")
    assert lina.has_seen("What you see of it in this chat is a copy: please delete that as well.")
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
    assert lina.sees("What is wrong with what Sara shows?")
    lina.taps("The name differs")
    assert lina.sees("The name differs. Do you want to add a few words")
    lina.writes("The diploma says Sarah Haddad-Nasser; " * 20)
    assert lina.sees("500 is the most")
    lina.writes("Is <b>Nasser</b> your married name?")

    assert lina.has_seen("Not confirmed: Sara has been told why")
    assert lina.sees("No documents wait")
    assert sara.sees("couldn't be confirmed; the file has been deleted")
    assert sara.sees("A document in that name would do")
    assert sara.sees("The reviewer writes: “Is <b>Nasser</b> your married name?”")
    assert sara.last.labels == ["Add a proof", "My profile"]
    held = make.row(chat, Credential, credential_id)
    assert (held.state, held.reason) == (CredentialState.FAILED, "proof-reason-name-differs")
    assert held.words == "Is <b>Nasser</b> your married name?"
    assert make.rows(chat, File) == []


def test_a_reviewer_who_finds_nothing_wrong_after_all_goes_back_to_it(chat: Chat) -> None:
    sara, lina = make.expert(chat, "Sara", level=Level.CLAIMED), member(chat, "Lina", Role.REVIEWER)
    credential_id = document(chat, sara)

    lina.writes("/documents").taps("Reject").taps("Nothing: back to it")

    assert lina.sees("Sara claims: Hepatology")
    lina.taps("Confirm · 24")
    assert make.row(chat, Credential, credential_id).state is CredentialState.VERIFIED


def test_of_two_reviewers_one_wins(chat: Chat) -> None:
    sara = make.expert(chat, "Sara", level=Level.CLAIMED)
    lina, omar = member(chat, "Lina", Role.REVIEWER), member(chat, "Omar", Role.ADMIN)
    credential_id = document(chat, sara)
    lina.writes("/documents").taps("Reject")
    omar.writes("/documents")

    omar.taps("Confirm · 24")
    lina.taps("It looks altered").taps("No, that's enough")

    assert lina.has_seen("Another reviewer has decided on that document already.")
    assert make.row(chat, Credential, credential_id).state is CredentialState.VERIFIED
    omar.taps("Confirm · 24", again=True)
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


@pytest.mark.parametrize(("sent_on", "reviewed_on"), [("slack", "telegram"), ("telegram", "slack")])
def test_a_document_is_seen_on_whichever_platform_its_reviewer_is(chat: Chat, sent_on: str, reviewed_on: str) -> None:
    lina = member(chat, "Lina", Role.REVIEWER, platform=reviewed_on)
    credential_id = document(chat, make.expert(chat, "Sara", level=Level.CLAIMED), platform=sent_on)

    assert lina.sees("One document waits for your eyes.")
    lina.taps("Look at documents")
    assert lina.sees("Sara claims: Hepatology") and lina.last.file == "handle-licence"
    lina.taps("Confirm · 24")

    assert lina.has_seen("The file has been deleted.")
    assert make.row(chat, Credential, credential_id).state is CredentialState.VERIFIED
    assert make.rows(chat, File) == []


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


def test_a_reviewer_says_how_long_it_holds(chat: Chat) -> None:
    lina = member(chat, "Lina", Role.REVIEWER)
    credential_id = document(chat, make.expert(chat, "Sara", level=Level.CLAIMED))

    lina.writes("/documents").taps("Confirm · 6 months")

    assert make.row(chat, Credential, credential_id).expires_at == chat.now + timedelta(days=182)


def test_what_opens_well_paid_tasks_takes_two_reviewers(chat: Chat) -> None:
    chat.inbox._policy = replace(chat.policy, second_reviewer_above=Money(10_000, "USD"))
    sara = make.expert(chat, "Sara", level=Level.CLAIMED)
    make.task(chat, min_level=Level.CONFIRMED, pay_minor=4000, minutes=20)
    lina, omar = member(chat, "Lina", Role.REVIEWER), member(chat, "Omar", Role.REVIEWER)
    credential_id = document(chat, sara)

    lina.writes("/documents").taps("Confirm · 24")

    assert lina.has_seen("another reviewer looks at it too")
    assert lina.sees("No documents wait")
    assert make.row(chat, Credential, credential_id).state is CredentialState.PENDING
    lina.taps("Confirm · 24", again=True)
    assert make.row(chat, Credential, credential_id).state is CredentialState.PENDING
    omar.writes("/documents")
    assert omar.sees("Lina has confirmed it.")
    omar.taps("Confirm · 24")
    held = make.row(chat, Credential, credential_id)
    assert (held.state, held.first_by, held.decided_by) == (
        CredentialState.VERIFIED,
        make.person_id(chat, lina),
        make.person_id(chat, omar),
    )


@pytest.mark.parametrize(("pay_minor", "level"), [(3000, Level.CONFIRMED), (9000, Level.CLAIMED)])
def test_one_reviewer_is_enough_for_other_tasks(chat: Chat, pay_minor: int, level: Level) -> None:
    chat.inbox._policy = replace(chat.policy, second_reviewer_above=Money(10_000, "USD"))
    make.task(chat, min_level=level, pay_minor=pay_minor, minutes=20)
    lina = member(chat, "Lina", Role.REVIEWER)
    credential_id = document(chat, make.expert(chat, "Sara", level=Level.CLAIMED))

    lina.writes("/documents").taps("Confirm · 24")

    assert make.row(chat, Credential, credential_id).state is CredentialState.VERIFIED


def test_a_licence_number_is_looked_up_by_a_reviewer(chat: Chat) -> None:
    lina = member(chat, "Lina", Role.REVIEWER)
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Licence number").taps("General Medical Council").writes("7654321")
    assert sara.sees("A reviewer looks it up within two days") and sara.sees("Licence to practise: with a reviewer")

    lina.writes("/documents")
    assert lina.sees("Number 7654321 in: General Medical Council (UK)")
    assert lina.sees("Look for: registered with a licence to practise")
    assert "Open the register" in lina.last.labels
    lina.taps("Confirm · 12")

    assert sara.has_seen("The register lists you")
    (held,) = make.rows(chat, Credential)
    assert (held.level, held.source, held.claim) == (Level.LISTED, "General Medical Council (UK)", "7654321")


def test_a_number_that_the_register_lacks_is_told_with_what_would_do(chat: Chat) -> None:
    lina = member(chat, "Lina", Role.REVIEWER)
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Licence number").taps("Saudi Commission").writes("12-R-M-1")

    lina.writes("/documents").taps("Reject")
    assert "It can't be read" not in lina.last.labels
    lina.taps("It isn't listed").taps("No, that's enough")

    assert lina.has_seen("has been told why.") and lina.never_sees("The file has been deleted")
    assert sara.has_seen("The register doesn't list that number.")
    (held,) = make.rows(chat, Credential)
    assert (held.state, held.reason) == (CredentialState.FAILED, "proof-reason-not-listed")


def test_a_number_without_a_digit_is_no_number(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Licence number").taps("General Medical Council")

    sara.writes("🙂")
    assert sara.sees("“🙂” has no digit in it") and sara.sees("As “General Medical Council (UK)” lists it.")
    sara.writes("٧٦٥٤٣٢١")

    (held,) = make.rows(chat, Credential)
    assert held.claim == "7654321"


def test_a_number_can_be_passed_over(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Licence number").taps("General Medical Council").taps("Leave this out")

    assert sara.sees("Left out, and forgotten.") and make.rows(chat, Credential) == []


def document(chat: Chat, expert: Chatter, *, sha256: str = "abc", platform: str = "telegram") -> CredentialId:
    """A licence of the expert's, inspected and waiting for a reviewer."""
    person_id = make.person_id(chat, expert)
    credential_id = make.within(chat, lambda session: _document(session, person_id, sha256, platform, chat.now))
    if sha256:

        def announce(work: Work) -> None:
            announce_credential(work, work.get(Credential, credential_id))

        chat.sweep(announce)
    return credential_id


def _document(session: Session, person_id: PersonId, sha256: str, platform: str, now: datetime) -> CredentialId:
    file = File(
        person_id=person_id,
        platform=platform,
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
