"""What stays of evidence: nothing that could be guessed from the database alone, and a change of key loses nothing."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from hypothesis import strategies as st

from bot.seals import Seals
from bot.vault import new_key
from handlers.evidence.sealing import mailbox, reseal
from models.credential import CheckMethod, Credential, CredentialKind, CredentialState
from tests import make
from tests.chat import Chat, Chatter
from tests.checks.cases import cases
from tests.joining import reaches
from tests.proving import ADDRESS, code_in_the_mail, credentials

OLD, NEW = new_key(), new_key()


def with_keys(chat: Chat, keys: str) -> None:
    """As after a start with these in the settings."""
    chat.inbox._policy = replace(chat.policy, seals=Seals(keys))
    make.within(chat, lambda session: reseal(session, Seals(keys)))


def proves(chat: Chat, name: str, address: str = ADDRESS) -> Chatter:
    person = chat.person(name)
    reaches(person, "proof")
    person.taps("Code to my address").writes(address)
    return person.writes(code_in_the_mail(chat))


def test_what_is_kept_cannot_be_made_without_the_key(chat: Chat) -> None:
    with_keys(chat, NEW)
    proves(chat, "Sara")

    (held,) = credentials(chat)
    assert held.evidence_hash == Seals(NEW).seal(ADDRESS)
    assert hashlib.sha256(ADDRESS.encode()).hexdigest() not in (held.evidence_hash or "")
    assert Seals(OLD).seal(ADDRESS) != Seals(NEW).seal(ADDRESS)


def test_an_address_of_before_the_key_and_of_an_earlier_key_is_known_again(chat: Chat) -> None:
    proves(chat, "Sara")
    for keys in (OLD, f"{NEW} {OLD}"):
        with_keys(chat, keys)
        eve = proves(chat, f"Eve {keys}", "sara+x@ksu.edu.sa")
        assert eve.sees("I can't count that one.")

    first, *others = credentials(chat)
    assert first.evidence_hash == Seals(OLD).seal(ADDRESS), "it got the first key that there was"
    assert [held.state for held in others] == [CredentialState.FAILED] * 2


def test_the_person_who_proved_it_is_known_again_too(chat: Chat) -> None:
    with_keys(chat, OLD)
    sara = proves(chat, "Sara")
    with_keys(chat, f"{NEW} {OLD}")

    sara.taps("Code to my address").writes(ADDRESS)

    assert sara.sees("You've already proven your address")


def test_with_the_old_key_gone_nothing_breaks_and_it_is_proven_anew(chat: Chat) -> None:
    with_keys(chat, OLD)
    sara = proves(chat, "Sara")
    with_keys(chat, NEW)

    sara.taps("Code to my address").writes(ADDRESS)
    sara.writes(code_in_the_mail(chat))

    assert sara.sees("That's right.")
    assert {(held.evidence_hash or "").partition(":")[0] for held in credentials(chat)} == {
        *Seals(OLD).ids,
        *Seals(NEW).ids,
    }


def test_a_documents_own_hash_stays_as_it_is(chat: Chat) -> None:
    held = Credential(
        person_id=make.person_id(chat, make.expert(chat, "Sara")),
        field_code="hepatology",
        kind=CredentialKind.DOCUMENT,
        method=CheckMethod.DOCUMENT,
        claim="",
        claimed_at=chat.now,
        evidence_hash="a" * 64,
    )
    make.within(chat, lambda session: session.add(held))

    with_keys(chat, NEW)

    assert "a" * 64 in {one.evidence_hash for one in credentials(chat)}


LOCAL = st.text("abcdefghijklmnopqrstuvwxyz.0123456789", min_size=1, max_size=20)


@cases(LOCAL, st.text("abc+123", max_size=8))
def test_a_used_address_is_known_however_it_is_tagged_and_no_other_is(local: str, tag: str) -> None:
    seals = Seals(f"{NEW} {OLD}")
    held = Seals(OLD).seal(mailbox(f"{local}@ksu.edu.sa"))
    assert held in seals.every(mailbox(f"{local}+{tag}@ksu.edu.sa"))
    assert len(held) <= 64 and held not in Seals(NEW).every(mailbox(f"{local}@ksu.edu.sa"))
    assert held not in seals.every(mailbox(f"{local}x@ksu.edu.sa"))
