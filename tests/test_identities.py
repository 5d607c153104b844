"""A name that an official document has: who claims it, what its reviewer sees, and what counts by it afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from handlers.credentials import expiry
from models.credential import Credential, CredentialKind, CredentialState, Level
from models.file import File
from models.membership import Role
from tests import make
from tests.chat import Chat, Chatter
from tests.proving import looked_at
from tests.recruiting import broadcasts, describes, member, recruiter
from tests.test_lookups import NPI


def sends_name(chat: Chat, person: Chatter, name: str, *, another: bool = False, file: str = "passport.pdf") -> None:
    person.writes("/profile").taps("Add a proof").taps("My name").writes(name)
    if another:
        person.taps("Yes: married")
    person.uploads(file)
    looked_at(chat)


def held(chat: Chat) -> Credential:
    return make.rows(chat, Credential)[-1]


@pytest.fixture
def sara(chat: Chat) -> Chatter:
    return make.expert(chat, "Sara Haddad", level=Level.CLAIMED)


@pytest.fixture
def lina(chat: Chat) -> Chatter:
    return member(chat, "Lina", Role.REVIEWER)


def test_a_name_is_confirmed_and_opens_no_task_by_itself(chat: Chat, sara: Chatter, lina: Chatter) -> None:
    broadcasts(describes(recruiter(chat), level="Confirmed by"))
    sara.writes("/profile").taps("Add a proof").taps("My name")
    sara.taps("Sara Haddad")
    assert sara.sees("Cover everything but the name")
    sara.uploads("passport.pdf")
    looked_at(chat)

    lina.writes("/documents")
    assert lina.sees("Sara Haddad claims: the name “Sara Haddad”")
    assert lina.sees("Name: passport.pdf")
    assert lina.sees("✓ In the profile stands “Sara Haddad”")
    lina.taps("Confirm · 24")

    assert (held(chat).kind, held(chat).field_code, held(chat).level) == (
        CredentialKind.IDENTITY,
        "",
        Level.CONFIRMED,
    )
    assert make.rows(chat, File) == []
    assert sara.has_seen("Your name is confirmed: the name “Sara Haddad”, until")
    sara.never_sees("Liver scans")
    sara.writes("/profile")
    assert sara.sees("Name: the name “Sara Haddad”: confirmed, until")
    sara.writes("/why")
    assert sara.sees("Show a reviewer your licence, certificate or diploma in Hepatology")


def test_another_name_is_asked_about_and_the_reviewer_sees_both(chat: Chat, sara: Chatter, lina: Chatter) -> None:
    sara.writes("/profile").taps("Add a proof").taps("My name").writes("Omar Nasser")
    assert sara.sees("“Omar Nasser” is another name than the one in your profile, Sara Haddad")
    sara.taps("No, I'll write it again").writes("Leila Nasser").taps("Yes: married").uploads("passport.pdf")
    looked_at(chat)

    lina.writes("/documents")
    assert lina.sees("claims: the name “Leila Nasser”")
    assert lina.sees("⚠ In the profile stands another name, “Sara Haddad”")
    lina.taps("Reject")
    assert "It doesn't show this field" not in lina.last.labels
    lina.taps("The name differs").taps("No, that's enough")

    assert held(chat).state is CredentialState.FAILED
    assert sara.has_seen("Your document for the name “Leila Nasser” couldn't be confirmed")


def test_a_register_under_the_confirmed_name_counts(chat: Chat, sara: Chatter, lina: Chatter) -> None:
    chat.inbox._policy = chat.policy = chat.policy.__class__(registers=frozenset({"npi"}))
    listed: dict[str, Any] = {
        "register": "npi",
        "names": ["Leila Nasser"],
        "fields": ["hepatology"],
        "about": "Hepatology",
    }
    sara.writes("/profile").taps("Add a proof").taps("NPI").writes(NPI)
    chat.finish("look-up", **listed)
    assert sara.has_seen("It lists another name than yours here")
    make.task(chat, min_level=Level.LISTED)
    sara.writes("/why")
    assert sara.sees("prove that name with an official document first")
    sends_name(chat, sara, "Leila Nasser", another=True)
    lina.writes("/documents").taps("Confirm · 24")

    sara.writes("/profile").taps("Add a proof").taps("NPI").writes(NPI)
    chat.finish("look-up", **listed)

    assert (held(chat).kind, held(chat).level) == (CredentialKind.LICENCE, Level.LISTED)


def test_once_another_name_is_confirmed_the_profiles_own_counts_no_more(
    chat: Chat, sara: Chatter, lina: Chatter
) -> None:
    """Whoever showed a passport can't prove by a register what is listed under a name that they made up."""
    chat.inbox._policy = chat.policy = chat.policy.__class__(registers=frozenset({"npi"}))
    sends_name(chat, sara, "Leila Nasser", another=True)
    lina.writes("/documents").taps("Confirm · 24")

    sara.writes("/profile").taps("Add a proof").taps("NPI").writes(NPI)
    chat.finish("look-up", register="npi", names=["Sara Haddad"], fields=["hepatology"], about="Hepatology")

    assert held(chat).state is CredentialState.FAILED


def test_the_reviewer_of_a_diploma_sees_the_confirmed_name(chat: Chat, sara: Chatter, lina: Chatter) -> None:
    sends_name(chat, sara, "Leila Nasser", another=True)
    lina.writes("/documents").taps("Confirm · 24")
    sara.writes("/profile").taps("Add a proof").taps("Document").taps("Diploma").uploads()
    (asked,) = chat.jobs("inspect-file")
    assert asked["names"] == ["Leila Nasser"]
    chat.finish("inspect-file", mime="application/pdf", sha256="b" * 64, size=9, name="LEILA NASSER", score=100.0)

    lina.writes("/documents")

    assert lina.sees("⚠ Confirmed from an official document: the name “Leila Nasser”")
    assert lina.sees("✓ The document's text has the name “LEILA NASSER”")


def test_the_same_name_and_file_of_others_are_warnings_and_a_second_time_is_none(
    chat: Chat, sara: Chatter, lina: Chatter
) -> None:
    omar = make.expert(chat, "Sara M. Haddad", level=Level.CLAIMED)
    sends_name(chat, sara, "Sara Haddad")
    sends_name(chat, omar, "Sara Haddad")

    lina.writes("/documents")
    assert lina.sees("⚠ Someone else has claimed exactly this name.")
    assert lina.sees("⚠ Someone else has sent exactly the same file.")
    sara.writes("/profile").taps("Add a proof").taps("My name").writes("Sara Haddad").uploads("passport.pdf")
    assert sara.sees("is confirmed already, or waits for a reviewer")
    assert len(make.rows(chat, Credential)) == 2


def test_it_runs_out_and_can_be_taken_back_like_the_others(chat: Chat, sara: Chatter, lina: Chatter) -> None:
    sends_name(chat, sara, "Sara Haddad")
    lina.writes("/documents").taps("Confirm · 6 months")
    lina.writes("/proofs")
    assert lina.last.labels[0] == "Sara Haddad · the name “Sara Haddad” · Name"
    chat.now += timedelta(days=160)
    chat.sweep(expiry.sweep)
    assert held(chat).renewal_asked
    chat.now += timedelta(days=30)
    chat.sweep(expiry.sweep)

    assert held(chat).state is CredentialState.EXPIRED
    assert sara.has_seen("A proof of yours for the name “Sara Haddad” has run out")


def test_a_file_that_is_none_is_sent_again_without_saying_the_name_again(
    chat: Chat, sara: Chatter, lina: Chatter
) -> None:
    sara.writes("/profile").taps("Add a proof").taps("My name").writes("Sara Haddad").uploads("passport.pdf")
    sara.taps("Enough")
    chat.finish("inspect-file", error="file-two-in-one", found="zip")
    sara.taps("Send another file")
    assert sara.sees("Please send an official document")
    sara.uploads("better.pdf")

    looked_at(chat)
    lina.writes("/documents")
    assert lina.sees("claims: the name “Sara Haddad”")


def test_in_arabic_and_across_the_scripts(chat: Chat, lina: Chatter) -> None:
    sara = make.expert(chat, "Sara Haddad", level=Level.CLAIMED, language="ar")
    sara.writes("/profile").taps("أضف إثباتًا").taps("اسمي").writes("سارة حداد").uploads("passport.pdf")
    looked_at(chat)

    lina.writes("/documents")

    assert lina.sees("✓ In the profile stands “Sara Haddad”")


def test_a_number_is_no_name(chat: Chat, sara: Chatter) -> None:
    sara.writes("/profile").taps("Add a proof").taps("My name").writes("42")

    assert sara.sees("A name needs letters")
