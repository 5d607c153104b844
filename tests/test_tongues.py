"""Languages: claimed at a level, proven by a certificate or left to one's word, and what tasks may ask of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from handlers.credentials import expiry
from models.credential import CheckMethod, Credential, CredentialKind, CredentialState, Level, end_of
from models.expert import Expert
from models.file import File
from models.fluency import Fluency, read_fluency
from models.membership import Role
from models.task import Task
from tests import make
from tests.chat import Chat, Chatter
from tests.proving import looked_at
from tests.recruiting import broadcasts, describes, member, recruiter
from tests.test_conditions import sets
from tests.test_why import asks


def claims(person: Chatter, language: str = "French", level: str = "C1") -> Chatter:
    """Up to the question how it is shown."""
    return person.writes("/profile").taps("Add a proof").taps("A language").writes(language).writes(level)


def certified(chat: Chat, person: Chatter, title: str = "DALF C1", until: str = "2028-06") -> None:
    person.taps("A certificate").writes(title).writes(until).uploads("dalf.pdf")
    looked_at(chat)


def held(chat: Chat) -> Credential:
    return make.rows(chat, Credential)[-1]


@pytest.fixture
def sara(chat: Chat) -> Chatter:
    return sets(chat, make.expert(chat, "Sara", level=Level.CLAIMED), languages=frozenset({"en", "fr"}))


@pytest.fixture
def lina(chat: Chat) -> Chatter:
    return member(chat, "Lina", Role.REVIEWER)


def test_a_certificate_opens_the_tasks_that_ask_for_it(chat: Chat, sara: Chatter, lina: Chatter) -> None:
    rana = describes(recruiter(chat))
    rana.taps("More conditions").taps("Proof of languages").writes("French").taps("B2 or better").taps("Done")
    assert rana.sees("Languages: French") and rana.sees("Proof of languages: proven, B2 or better")
    assert rana.sees("Languages in their own word: fewer than 3 experts")
    broadcasts(rana)
    sara.never_sees("Liver scans")
    sara.writes("/why")
    assert sara.sees("Show a reviewer a certificate, B2 or better, of: French")
    sara.taps("Add a proof").taps("A language").taps("French").taps("C1").taps("A certificate").taps("DELF / DALF")
    sara.writes("2028-06").uploads("dalf.pdf")
    looked_at(chat)

    lina.writes("/documents")
    assert lina.sees("Sara claims: French, C1")
    assert lina.sees("Language: dalf.pdf")
    assert lina.sees("It is to be DELF / DALF, which shows C1 or better")
    assert lina.sees("The expert says that it is valid until 30 Jun 2028.")
    lina.taps("Confirm · until")

    kept = held(chat)
    assert (kept.kind, kept.language, kept.fluency, kept.level) == (
        CredentialKind.LANGUAGE,
        "fr",
        Fluency.C1,
        Level.CONFIRMED,
    )
    assert kept.expires_at == end_of(date(2028, 6, 30))
    assert make.rows(chat, File) == []
    assert sara.has_seen("Your document is confirmed: French, C1 is proven until 30 Jun 2028")
    assert sara.has_seen("Liver scans")
    sara.taps("Details")
    assert sara.sees("In: French (proven, B2 or better)")
    sara.writes("/profile")
    assert sara.sees("Language: French, C1: confirmed, until")


def test_a_language_proves_no_field(chat: Chat, sara: Chatter, lina: Chatter) -> None:
    make.task(chat, min_level=Level.WELL_FORMED)
    claims(sara)
    certified(chat, sara)
    lina.writes("/documents").taps("Confirm · until")

    sara.writes("/why")

    assert sara.sees("Give an ORCID iD or another proof for Hepatology")


def test_ones_own_word_is_noted_and_opens_only_what_asks_for_no_proof(chat: Chat) -> None:
    sara = make.expert(chat, "Sara")
    asks(chat, make.task(chat), languages=frozenset({"de"}), min_fluency=int(Fluency.A1))

    claims(sara, "German", "Fluent").taps("My word will do")

    assert sara.sees("Noted: German, C1, in your own word; you are offered tasks in it now.")
    kept = held(chat)
    assert (kept.state, kept.level, kept.method) == (
        CredentialState.DECLARED,
        Level.CLAIMED,
        CheckMethod.DECLARATION,
    )
    assert make.rows(chat, Expert)[-1].languages == frozenset({"en", "de"})
    sara.writes("/profile")
    assert sara.sees("Language: German, C1: in your own word, not proven")
    sara.writes("/why")
    assert sara.sees("Show a reviewer a certificate, A1 or better, of: German")


def test_the_same_language_twice_is_one_claim(chat: Chat, sara: Chatter, lina: Chatter) -> None:
    claims(sara, "French", "B1").taps("My word will do")
    claims(sara, "français", "الأم").taps("My word will do")
    (said,) = [one for one in make.rows(chat, Credential) if one.state is CredentialState.DECLARED]
    assert said.fluency == Fluency.NATIVE

    claims(sara, "French", "C1")
    certified(chat, sara)
    claims(sara, "French", "C2").taps("A certificate").writes("DALF C2").taps("It has no last day").uploads()
    assert sara.sees("French, C2: proven already, or with a reviewer.")
    lina.writes("/documents").taps("Confirm · until")
    claims(sara, "French", "B2").taps("A certificate").writes("DELF").taps("It has no last day").uploads()
    assert sara.sees("proven already")
    claims(sara, "French", "B2").taps("My word will do")
    assert sara.sees("proven already")
    claims(sara, "French", "C2").taps("A certificate").writes("DALF C2").taps("It has no last day").uploads()
    assert sara.sees("it has arrived")
    sara.writes("/profile")
    assert "in your own word" not in sara.last.text, "it is proven"


def test_a_certificate_of_another_level_is_rejected_for_that(chat: Chat, sara: Chatter, lina: Chatter) -> None:
    claims(sara, "English", "C2")
    certified(chat, sara, "IELTS")
    lina.writes("/documents")
    assert lina.sees("IELTS 4 to 5 is B1")
    lina.taps("Reject")
    assert "It doesn't show this field" not in lina.last.labels
    lina.taps("It doesn't show this level").taps("No, that's enough")

    assert sara.has_seen("Your document for English, C2 couldn't be confirmed")
    assert sara.has_seen("or claim the level that it shows")


def test_it_runs_out_and_what_asked_for_it_is_closed_again(chat: Chat, sara: Chatter, lina: Chatter) -> None:
    claims(sara)
    certified(chat, sara, until="2027-01-15")
    lina.writes("/documents").taps("Confirm · until")
    chat.now += timedelta(days=25)
    chat.sweep(expiry.sweep)
    assert held(chat).renewal_asked
    chat.now += timedelta(days=40)
    chat.sweep(expiry.sweep)

    assert held(chat).state is CredentialState.EXPIRED
    assert sara.has_seen("A proof of yours for French, C1 has run out")
    asks(chat, make.task(chat), languages=frozenset({"fr"}), min_fluency=int(Fluency.B2))
    sara.writes("/why")
    assert sara.sees("Show a reviewer a certificate, B2 or better, of: French")


def test_taken_back_it_flags_the_answers_that_rest_on_it(chat: Chat, sara: Chatter, lina: Chatter) -> None:
    claims(sara)
    certified(chat, sara)
    lina.writes("/documents").taps("Confirm · until")

    lina.writes("/proofs Sara").taps("French, C1").taps("altered").taps("No, that's enough")

    assert lina.sees("No recent answer rests on it")
    assert sara.has_seen("Your proof for French, C1 has been taken back")


@pytest.mark.parametrize(
    ("words", "answer"),
    [("Klingon", "I don't know a language called “Klingon”"), ("", "Please write")],
)
def test_what_is_no_language_is_told(chat: Chat, sara: Chatter, words: str, answer: str) -> None:
    sara.writes("/profile").taps("Add a proof").taps("A language")
    if words:
        sara.writes(words)
    else:
        sara.uploads(kind="photo")
    assert sara.sees(answer)
    sara.writes("العربية").writes("much")
    assert sara.sees("I don't know a level called “much”")


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("C1 ", Fluency.C1),
        ("c١", Fluency.C1),
        ("level B2", Fluency.B2),
        ("fluent", Fluency.C1),
        ("Native speaker!", Fluency.NATIVE),
        ("الأم", Fluency.NATIVE),
        ("اللغة الام", Fluency.NATIVE),
        ("بطلاقة", Fluency.C1),
        ("D1", None),
        ("C3", None),
        ("", None),
        ("x" * 5000, None),
    ],
)
def test_a_level_in_words(words: str, level: Fluency | None) -> None:
    assert read_fluency(words) is level


def test_without_languages_nothing_is_asked_of_them(chat: Chat) -> None:
    rana = describes(recruiter(chat)).taps("More conditions").taps("Proof of languages").taps("None")
    assert rana.sees("Proof of languages: None")
    rana.taps("Languages").taps("Arabic").taps("Proof of languages").taps("mother tongue")
    assert make.rows(chat, Task)[-1].min_fluency == Fluency.NATIVE
    rana.taps("Languages").taps("None").taps("Done")

    assert (make.rows(chat, Task)[-1].languages, make.rows(chat, Task)[-1].min_fluency) == (frozenset(), 0)
