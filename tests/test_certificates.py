"""Professional certificates: what they say of themselves, three ways to show one, and a last day that is kept to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from handlers.credentials import expiry
from models.credential import CheckMethod, Credential, CredentialKind, CredentialState, Level, end_of
from models.file import File
from models.membership import Role
from tests import make
from tests.chat import START, Chat, Chatter
from tests.proving import looked_at
from tests.recruiting import broadcasts, member, recruiter
from tests.recruiting import describes as describes_a_task

TITLE, ISSUER, NUMBER, UNTIL = "Board certification in hepatology", "ABIM", "H-77123", "31 March 2028"
PAGE = "https://badges.example.org/sara"


def describes(
    person: Chatter, title: str = TITLE, issuer: str = ISSUER, number: str = NUMBER, until: str = UNTIL
) -> None:
    """Up to the question how it is shown; "" where a button says that there is none."""
    person.writes("/profile").taps("Add a proof").taps("Professional certificate").writes(title).writes(issuer)
    for given, button in ((number, "It has none"), (until, "It has no last day")):
        if given:
            person.writes(given)
        else:
            person.taps(button)


def held(chat: Chat) -> Credential:
    return make.rows(chat, Credential)[-1]


@pytest.fixture
def sara(chat: Chat) -> Chatter:
    return make.expert(chat, "Sara", level=Level.CLAIMED)


def test_a_reviewer_confirms_it_until_the_day_that_it_says(chat: Chat, sara: Chatter) -> None:
    rana, lina = recruiter(chat), member(chat, "Lina", Role.REVIEWER)
    broadcasts(describes_a_task(rana, level="Confirmed by"))
    describes(sara)
    sara.taps("Document or photo").uploads()
    looked_at(chat)

    lina.writes("/documents")
    assert lina.sees("Professional certificate: diploma.pdf")
    assert lina.sees("It is to be “Board certification in hepatology”, issued by ABIM.")
    assert lina.sees("Its number: H-77123")
    assert lina.sees("The expert says that it is valid until 31 Mar 2028.")
    assert [label for label in lina.last.labels if "Confirm" in label] == [
        "Confirm · until 31 Mar 2028",
        "Confirm · 12 months",
        "Confirm · 6 months",
    ]
    lina.taps("Confirm · until")

    kept = held(chat)
    assert (kept.kind, kept.state, kept.level) == (
        CredentialKind.CERTIFICATE,
        CredentialState.VERIFIED,
        Level.CONFIRMED,
    )
    assert kept.expires_at == end_of(date(2028, 3, 31))
    assert make.rows(chat, File) == []
    assert sara.has_seen("Hepatology is proven until 31 Mar 2028")
    assert sara.has_seen("One more task is open to you now")
    sara.writes("/profile")
    assert sara.sees(
        "Professional certificate (Board certification in hepatology), Hepatology: confirmed, until 31 Mar"
    )


def test_no_verdict_holds_longer_than_it_says(chat: Chat, sara: Chatter) -> None:
    """A card that was made before keeps its buttons; the day counts all the same."""
    lina = member(chat, "Lina", Role.REVIEWER)
    describes(sara, until="2027-02")
    sara.taps("Document or photo").uploads()
    looked_at(chat)

    lina.writes("/documents")
    assert "Confirm · 6 months" not in lina.last.labels
    kept = held(chat)
    assert kept.ends(START, timedelta(days=730)) == end_of(date(2027, 2, 28))


def test_what_runs_out_while_it_waits_is_confirmed_by_nobody(chat: Chat, sara: Chatter) -> None:
    lina = member(chat, "Lina", Role.REVIEWER)
    describes(sara, until="2026-11-27")
    sara.taps("Document or photo").uploads()
    looked_at(chat)
    lina.writes("/documents")
    chat.later(days=5)

    lina.taps("Confirm · until")

    assert lina.has_seen("What was shown has run out meanwhile")
    assert lina.sees("⚠ The expert says that it was valid until 27 Nov 2026: it has run out")
    assert not [label for label in lina.last.labels if "Confirm" in label]
    assert held(chat).state is CredentialState.PENDING


def test_it_is_asked_for_again_ahead_and_lapses_on_its_day(chat: Chat, sara: Chatter) -> None:
    lina = member(chat, "Lina", Role.REVIEWER)
    describes(sara, until="2027-01-31")
    sara.taps("Document or photo").uploads()
    looked_at(chat)
    lina.writes("/documents").taps("Confirm · until")

    chat.later(days=40)
    chat.sweep(expiry.sweep)
    assert held(chat).renewal_asked
    chat.later(days=30)
    chat.sweep(expiry.sweep)

    assert held(chat).state is CredentialState.EXPIRED
    assert sara.has_seen("Hepatology")


def test_a_certificate_that_is_taken_back_counts_no_more(chat: Chat, sara: Chatter) -> None:
    lina = member(chat, "Lina", Role.REVIEWER)
    describes(sara, number="", until="")
    sara.taps("Document or photo").uploads()
    looked_at(chat)
    lina.writes("/documents")
    assert lina.sees("The expert says that it has no last day.")
    lina.taps("Confirm · 24")

    lina.writes("/proofs Sara").taps("Professional certificate").taps("altered").taps("No, that's enough")

    assert (held(chat).state, held(chat).level) == (CredentialState.FAILED, Level.CLAIMED)


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ("31 March 2020", "That day is past"),
        ("٢٠٢٠-٠٣-٣١", "That day is past"),
        ("03/04/2028", "That may be 2028-04-03 or 2028-03-04"),
        ("1449/05/12", "I can't read that as a day"),
        ("soon", "I can't read that as a day"),
        ("31 February 2028", "I can't read that as a day"),
        ("2028", "I can't read that as a day"),
        ("9999-12-31", "I can't read that as a day"),
    ],
)
def test_a_day_that_is_none_or_past_is_told(chat: Chat, sara: Chatter, until: str, words: str) -> None:
    describes(sara, until=until)
    assert sara.sees(words)
    sara.writes("٣١ مارس ٢٠٢٨")
    assert sara.sees("How would you like to show “Board certification in hepatology”?")


@pytest.mark.parametrize(
    ("until", "day"),
    [
        ("٢٠٢٨-٠٣-٣١", date(2028, 3, 31)),
        ("31/3/2028", date(2028, 3, 31)),
        ("3/31/2028", date(2028, 3, 31)),
        ("2/2028", date(2028, 2, 29)),
        ("Feb 2028", date(2028, 2, 29)),
        ("March 31st, 2028", date(2028, 3, 31)),
        ("\u200f٣١ مارس ٢٠٢٨", date(2028, 3, 31)),
    ],
)
def test_a_day_is_read_in_digits_of_any_script(chat: Chat, sara: Chatter, until: str, day: date) -> None:
    describes(sara, until=until)
    sara.taps("Document or photo").uploads()
    assert held(chat).stated_until == day


def test_a_photo_where_words_are_due_is_told(chat: Chat, sara: Chatter) -> None:
    sara.writes("/profile").taps("Add a proof").taps("Professional certificate").uploads(kind="photo")
    assert sara.sees("Please write")
    sara.writes(TITLE)
    assert sara.sees("Who issued it?")


def test_a_page_that_names_it_proves_it_until_its_day(chat: Chat, sara: Chatter) -> None:
    describes(sara, until="2027-03-31")
    sara.taps("A public page").writes(PAGE).taps("It's there")
    (asked,) = chat.jobs("fetch-page")
    assert (asked["link"], asked["title"]) == (PAGE, TITLE)

    chat.finish("fetch-page")

    kept = held(chat)
    assert (kept.kind, kept.method, kept.level) == (
        CredentialKind.CERTIFICATE,
        CheckMethod.CHALLENGE,
        Level.CONTROLLED,
    )
    assert kept.expires_at == end_of(date(2027, 3, 31))
    assert sara.has_seen("Hepatology is proven until 31 Mar 2027")


def test_the_same_page_as_a_profile_is_another_claim(chat: Chat, sara: Chatter) -> None:
    sara.writes("/profile").taps("Add a proof").taps("A page of mine").writes(PAGE).taps("It's there")
    chat.finish("fetch-page")
    sara.taps("Enough")
    describes(sara)
    sara.taps("A public page").writes(PAGE)

    assert sara.sees("Please put this string on")
    assert [one.kind for one in make.rows(chat, Credential)] == [CredentialKind.PROFILE, CredentialKind.CERTIFICATE]


def test_a_register_is_looked_into_and_its_number_is_not_asked_twice(chat: Chat, sara: Chatter) -> None:
    lina = member(chat, "Lina", Role.REVIEWER)
    describes(sara)
    sara.taps("A public register")
    assert not [label for label in sara.last.labels if "General Medical Council" in label]
    sara.taps("Certification Matters")
    assert sara.sees("A reviewer looks it up")

    lina.writes("/documents")
    assert lina.sees("Number H-77123 in: Certification Matters")
    assert lina.sees("It is to be “Board certification in hepatology”")
    lina.taps("Confirm · until")

    assert (held(chat).level, held(chat).kind) == (Level.LISTED, CredentialKind.CERTIFICATE)
    assert held(chat).expires_at == end_of(date(2028, 3, 31))


def test_the_number_of_another_and_the_file_of_another_are_warnings(chat: Chat, sara: Chatter) -> None:
    lina, omar = member(chat, "Lina", Role.REVIEWER), make.expert(chat, "Omar", level=Level.CLAIMED)
    for person, number in ((sara, NUMBER), (omar, "h-77 123")):
        describes(person, number=number)
        person.taps("Document or photo").uploads()
        looked_at(chat)

    lina.writes("/documents")

    assert lina.sees("⚠ Someone else has sent exactly the same file.")
    assert lina.sees("⚠ Someone else has claimed a certificate with the same number.")


def test_in_arabic(chat: Chat) -> None:
    lina = member(chat, "Lina", Role.REVIEWER)
    sara = make.expert(chat, "Sara", level=Level.CLAIMED, language="ar")
    sara.writes("/profile").taps("أضف إثباتًا").taps("شهادة مهنية").writes("شهادة البورد").writes("المجلس العربي")
    sara.writes("١٢٣").writes("٣١ آذار ٢٠٢٨").taps("وثيقة").uploads()
    looked_at(chat)

    lina.writes("/documents")

    assert lina.sees("It is to be “شهادة البورد”, issued by المجلس العربي.")
    assert lina.sees("valid until 31 Mar 2028")
