"""Credentials: an ORCID iD, a document, several of them; in onboarding and from the profile."""

from __future__ import annotations

from sqlmodel import select

from models.credential import CheckMethod, CredentialState, Level
from models.file import File
from models.job import Job
from tests import make
from tests.chat import Chat
from tests.joining import reaches
from tests.proving import ADDRESS, acts, asks_for_a_code, code_in_the_mail, credentials, looked_at


def test_who_has_answered_nothing_has_nothing_to_throw_away(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/profile").taps("Add a proof")
    assert sara.sees("How would you like to show")

    sara.taps("Cancel")

    assert sara.sees("All right, nothing has changed.")


def test_an_orcid_is_kept_when_its_checksum_is_right(chat: Chat) -> None:
    sara, eve = chat.person("Sara"), chat.person("Eve")
    reaches(sara, "proof")
    sara.taps("ORCID")
    sara.writes("0000-0002-1825-0098")
    assert sara.sees("one of its characters is mistyped")
    sara.writes("https://orcid.org/0000-0002-1825-0097")
    assert sara.sees("Noted: ORCID iD 0000-0002-1825-0097")

    reaches(eve, "proof")
    eve.taps("ORCID").writes("0000000218250097")

    assert eve.sees("I can't count that one")
    (held,) = credentials(chat)
    assert (held.method, held.level) == (CheckMethod.ORCID, Level.WELL_FORMED)


def test_what_the_buttons_say_may_be_typed_where_words_are_asked_for(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")

    for way in ("ORCID iD", "NPI", "A page of mine", "Professional certificate"):
        sara.taps(way).writes("leave this out")
        assert sara.sees("Left out, and forgotten")
    sara.taps("Code to my address").writes(ADDRESS).writes("another address")
    assert sara.sees("All right, another address")


def test_a_document_goes_to_a_reviewer_while_the_person_goes_on(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Document or photo").taps("Diploma")
    assert sara.sees("Please send it now")
    sara.writes("I don't have it here")
    assert sara.sees("Please send a file or a photo")
    sara.uploads("diploma.pdf")
    assert sara.sees("Thank you, it has arrived.")
    sara.taps("Enough")

    before = sara.last.text
    looked_at(chat)

    assert sara.last.text == before, "nothing to say: it waits for a reviewer"
    (held,) = credentials(chat)
    assert (held.state, held.method, held.evidence_hash) == (CredentialState.PENDING, CheckMethod.DOCUMENT, "a" * 64)
    with chat.database.transaction() as session:
        file = session.get(File, held.evidence_file_id)
        assert file is not None and (file.sha256, file.handle) == ("a" * 64, "handle-diploma.pdf")


def test_a_file_whose_name_rules_it_out_is_refused_at_once(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Document or photo").taps("Licence").uploads("licence.ZIP", mime="application/zip")

    assert sara.sees("That is of the kind “zip”")
    assert sara.sees("Please send it now")
    assert chat.jobs("inspect-file") == []


def test_an_unusable_document_is_told_and_can_be_sent_again(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Document or photo").taps("Licence").uploads("licence.pdf").taps("Enough")

    chat.finish("inspect-file", error="file-kind", found="docx")

    assert sara.has_seen("That is of the kind “docx”")
    assert sara.sees("What must an hour pay at least?")
    with chat.database.transaction() as session:
        assert session.exec(select(File)).all() == []
    sara.taps("Send another file").taps("Licence").uploads("licence.pdf")
    assert sara.has_seen("Added.")
    assert sara.sees("What must an hour pay at least?")
    assert [held.state for held in credentials(chat)] == [CredentialState.FAILED, CredentialState.PENDING]


def test_a_file_that_is_too_large_is_refused_at_once(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Document or photo").taps("Diploma")

    sara.uploads("scan.pdf", size=30_000_000)

    assert sara.sees("10 MB is the most")
    sara.uploads("hello.ogg", kind="voice")
    assert sara.sees("Please send a file or a photo")
    assert chat.jobs("inspect-file") == []


def test_the_same_document_of_two_people_is_flagged(chat: Chat) -> None:
    for name in ("Sara", "Eve"):
        person = chat.person(name)
        reaches(person, "proof")
        person.taps("Document or photo").taps("Diploma").uploads()
        looked_at(chat)

    assert acts(chat).count("evidence-duplicate") == 1


def test_a_finished_job_of_a_document_that_is_gone_says_nothing(chat: Chat) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Document or photo").taps("Diploma").uploads()
    with chat.database.transaction() as session:
        session.exec(select(Job).where(Job.kind == "inspect-file")).one().about_id = 999
    before = len(sara.messages)

    looked_at(chat)

    assert len(sara.messages) == before


def test_several_proofs_are_shown_one_after_another(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)
    sara.writes(code_in_the_mail(chat))
    sara.taps("ORCID").writes("0000-0002-1825-0097")
    sara.taps("Document or photo").taps("Licence").uploads()
    sara.taps("Enough").taps("$125").taps("No quiet")

    assert sara.sees("Proofs: 3 shown")
    sara.taps("Edit: Proofs")
    assert sara.sees("Would you like to show something else")


def test_an_expert_adds_a_proof_from_the_profile(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")

    sara.writes("/profile").taps("Add a proof")
    sara.taps("Code to my address").writes(ADDRESS).writes(code_in_the_mail(chat))
    sara.taps("Enough")

    assert sara.sees("Added.")
    sara.taps("My profile")
    assert sara.sees("Work address (ksu.edu.sa), Hepatology: control proven, until 24 Nov 2027")


def test_a_proven_address_counts_for_a_new_field_without_another_code(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)
    sara.writes(code_in_the_mail(chat))
    sara.taps("Enough").taps("$125").taps("No quiet").taps("Edit: Field").writes("cardiology")

    sara.taps("Code to my address").writes(ADDRESS)

    assert sara.sees("You've already proven your address")
    assert len(chat.jobs("mail")) == 1
    assert [held.field_code for held in credentials(chat)] == ["hepatology", "cardiology"]
