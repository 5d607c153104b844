"""Credentials: a code to an address, an ORCID iD, a document; in onboarding and from the profile."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from models.audit import AuditEntry
from models.credential import CheckMethod, Credential, CredentialState, Level
from models.email_code import EmailCode
from models.file import File
from models.job import Job
from tests import make
from tests.chat import START, Chat, Chatter
from tests.test_onboarding import reaches

ADDRESS = "sara@ksu.edu.sa"


def code_in_the_mail(chat: Chat, place: int = -1) -> str:
    """The code of a mail that is due, the newest one by default."""
    body = chat.jobs("mail")[place]["body"]
    assert isinstance(body, list)
    return str(body[1]["code"])


def looked_at(chat: Chat) -> None:
    """The oldest file turns out to be a sound PDF."""
    chat.finish("inspect-file", mime="application/pdf", sha256="a" * 64, size=2048)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def credentials(chat: Chat) -> list[Credential]:
    with chat.database.transaction() as session:
        return list(session.exec(select(Credential).order_by("id")))


def acts(chat: Chat) -> list[str]:
    with chat.database.transaction() as session:
        return [entry.act for entry in session.exec(select(AuditEntry).order_by("id"))]


def asks_for_a_code(person: Chatter, address: str = ADDRESS) -> None:
    reaches(person, "proof")
    person.taps("Code to my address").writes(address)


def test_who_has_answered_nothing_has_nothing_to_throw_away(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    sara.writes("/profile").taps("Add a proof")
    assert sara.sees("How would you like to show")

    sara.taps("Cancel")

    assert sara.sees("All right, nothing has changed.")


def test_an_address_is_proven_by_a_code(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)
    assert sara.sees("I've sent a code to s…@ksu.edu.sa")
    assert sara.sees("Step 7 of 9")
    mail = chat.jobs("mail")[0]
    assert mail["to"] == ADDRESS and mail["subject"] == ["proving-mail-subject", {}]

    sara.writes(code_in_the_mail(chat))

    assert sara.sees("Your address at ksu.edu.sa is proven until 24 Nov 2027")
    (held,) = credentials(chat)
    assert (held.state, held.level, held.field_code) == (CredentialState.VERIFIED, Level.CONTROLLED, "hepatology")
    assert held.expires_at == START + timedelta(days=365)
    sara.taps("Enough").taps("$125").taps("No quiet")
    assert sara.sees("Proofs: 1 shown")
    sara.taps("That's right")
    assert "You haven't shown a proof yet" not in sara.last.text
    done = next(chat.counter) - 1
    assert done <= 25, "what joining with a proof takes, taps and texts together"


def test_a_code_may_be_typed_in_arabic_digits_and_with_a_gap(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)
    code = code_in_the_mail(chat)

    sara.writes(code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))[:3] + " " + code[3:])

    assert sara.sees("That's right.")


def test_a_wrong_code_costs_a_try_and_five_are_all(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)
    code = code_in_the_mail(chat)

    sara.writes(wrong(code))
    assert sara.sees("You have 4 more tries")
    sara.writes("what?")
    assert sara.sees("That didn't cost a try")
    for _ in range(3):
        sara.writes(wrong(code))
    assert sara.sees("You have one more try")
    sara.writes(wrong(code))
    assert sara.sees("There are no tries left")
    sara.writes(code)
    assert sara.sees("There are no tries left")

    chat.later(seconds=61)
    sara.taps("Send it again")
    assert sara.sees("I've sent a code")
    sara.writes(code_in_the_mail(chat))
    assert sara.sees("That's right.")


def test_a_code_expires_and_a_new_one_waits_a_minute(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)
    first = code_in_the_mail(chat)

    sara.taps("Send it again")
    assert sara.sees("Please wait 60 more seconds")
    chat.later(minutes=10)
    sara.writes(first)
    assert sara.sees("That code is too old")
    sara.taps("Send it again")
    assert len(chat.jobs("mail")) == 2
    sara.writes(code_in_the_mail(chat))

    assert sara.sees("That's right.")


def test_five_resends_are_all(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)

    for _ in range(6):
        chat.later(seconds=61)
        sara.taps("Send it again")

    assert sara.sees("I've sent as many codes to this address as I may")
    assert len(chat.jobs("mail")) == 6


def test_going_back_to_the_same_address_sends_no_second_mail(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)

    sara.taps("Back")
    sara.writes(ADDRESS)

    assert len(chat.jobs("mail")) == 1
    sara.writes(code_in_the_mail(chat))
    assert sara.sees("That's right.")


def test_nobodys_mailbox_is_flooded_through_us(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)

    for number in range(5):
        sara.taps("Another address").writes(f"sara{number}@ksu.edu.sa")

    assert sara.sees("only 5 codes a day")
    assert len(chat.jobs("mail")) == 5


def test_a_mail_that_cannot_be_delivered_is_told_and_another_address_offered(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)

    chat.finish("mail", error="mail-failed")

    assert sara.sees("The mail to an address at ksu.edu.sa couldn't be delivered")
    sara.taps("Another address").writes("sara@kau.edu.sa")
    assert sara.sees("I've sent a code to s…@kau.edu.sa")


def test_the_same_address_gets_a_new_mail_after_one_was_lost(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)
    chat.finish("mail", error="mail-failed")

    sara.taps("Back")
    sara.writes(ADDRESS)

    assert len(chat.jobs("mail")) == 1
    sara.writes(code_in_the_mail(chat))
    assert sara.sees("That's right.")


def test_an_address_left_out_is_forgotten(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)

    sara.taps("Leave this out").taps("Enough").taps("$125").taps("No quiet").taps("That's right")

    (held,) = credentials(chat)
    assert (held.state, held.evidence_hash) == (CredentialState.WITHDRAWN, None)
    with chat.database.transaction() as session:
        assert session.exec(select(EmailCode)).one().address is None
    sara.writes("/profile")
    assert sara.sees("None yet. One proof opens most tasks.")


def test_going_back_to_an_address_that_was_left_out_starts_it_anew(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)
    code = code_in_the_mail(chat)
    sara.taps("Leave this out").taps("Back")
    chat.later(seconds=61)

    sara.writes(code)
    assert sara.sees("That code is too old")
    sara.taps("Send it again")
    assert sara.sees("I've forgotten that address")
    sara.taps("Another address").writes(ADDRESS).writes(code_in_the_mail(chat))

    assert sara.sees("Your address at ksu.edu.sa is proven")


def test_a_mail_that_went_out_needs_no_words(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)
    before = len(sara.messages)

    chat.finish("mail")

    assert len(sara.messages) == before


def test_an_address_that_someone_else_has_proven_is_refused_only_to_who_reads_its_mail(chat: Chat) -> None:
    sara, eve = chat.person("Sara"), chat.person("Eve")
    asks_for_a_code(sara)
    sara.writes(code_in_the_mail(chat))
    seen = len(sara.messages)

    asks_for_a_code(eve, "sara+two@ksu.edu.sa")
    assert eve.sees("I've sent a code")
    eve.writes(code_in_the_mail(chat))

    assert eve.sees("I can't count that one")
    assert len(sara.messages) == seen
    assert [held.state for held in credentials(chat)] == [CredentialState.VERIFIED, CredentialState.FAILED]
    assert "evidence-taken" in acts(chat)


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("sara@gmail.com", "gmail.com gives an address to anyone"),
        ("not an address", "doesn't look like an e-mail address"),
        ("info@ksu.edu.sa", "looks like a mailbox that several people read"),
        ("sara@example.com", "I don't know example.com as a university"),
        ("😀", "doesn't look like an e-mail address"),
        ("x" * 5000, "400 is the most"),
    ],
)
def test_an_address_that_shows_nothing_is_refused_with_what_would(chat: Chat, address: str, answer: str) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps("Code to my address")

    sara.writes(address)

    assert sara.sees(answer)
    assert chat.jobs("mail") == []
    sara.taps("Leave this out")
    assert sara.sees("Left out, and forgotten.")


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


def test_the_right_code_tapped_twice_counts_once(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)
    code = code_in_the_mail(chat)

    sara.writes(code)
    sara.writes(code)

    assert sara.sees("Please tap one of the buttons")
    assert len(credentials(chat)) == 1
