"""A code to an address: typed, mistyped, sent again, too late, and to whose address it goes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from models.credential import CredentialState, Level
from models.email_code import EmailCode
from tests.chat import START, Chat
from tests.joining import reaches
from tests.proving import ADDRESS, acts, asks_for_a_code, code_in_the_mail, credentials, wrong


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


def test_the_right_code_tapped_twice_counts_once(chat: Chat) -> None:
    sara = chat.person("Sara")
    asks_for_a_code(sara)
    code = code_in_the_mail(chat)

    sara.writes(code)
    sara.writes(code)

    assert sara.sees("Please tap one of the buttons")
    assert len(credentials(chat)) == 1
