"""Beside a document its reviewer sees what else is proven of the same person in this field, and nothing of others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.credential import CheckMethod, Credential, CredentialKind, CredentialState, Level
from models.membership import Role
from tests import make
from tests.chat import Chat, Chatter
from tests.recruiting import member
from tests.test_credential_review import document

RECORD = "orcid.org: King Saud University; 2 works"


def proves(
    chat: Chat,
    person: Chatter,
    source: str,
    *,
    field: str = "hepatology",
    state: CredentialState = CredentialState.VERIFIED,
    days: int = 365,
    level: Level = Level.LISTED,
) -> None:
    """Publications, by whatever the source is, in this state; they hold for so many days from now."""
    held = Credential(
        person_id=make.person_id(chat, person),
        kind=CredentialKind.PUBLICATIONS,
        method=CheckMethod.ORCID,
        field_code=field,
        claim="0000-0002-1825-0097",
        state=state,
        level=level,
        source=source,
        claimed_at=chat.now,
        verified_at=chat.now,
        expires_at=chat.now + timedelta(days=days),
    )
    make.within(chat, lambda session: session.add(held))


def besides(reviewer: Chatter) -> list[str]:
    return [line for line in reviewer.last.text.splitlines() if "Proven besides" in line]


def test_the_highest_stands_first_and_a_record_says_where_its_person_works(chat: Chat) -> None:
    lina, sara = member(chat, "Lina", Role.REVIEWER), make.expert(chat, "Sara", level=Level.CONTROLLED)
    proves(chat, sara, RECORD)
    document(chat, sara)

    lina.writes("/documents")

    assert besides(lina) == [
        f"✓ Proven besides: Publications ({RECORD})",
        "✓ Proven besides: Licence to practise (NPPES)",
    ]


def test_nothing_of_somebody_else_stands_in_a_case(chat: Chat) -> None:
    lina, sara = member(chat, "Lina", Role.REVIEWER), make.expert(chat, "Sara")
    proves(chat, sara, RECORD)
    document(chat, sara)
    document(chat, make.expert(chat, "Omar", level=Level.CLAIMED), sha256="def")

    lina.writes("/documents")
    assert lina.sees("Sara claims") and len(besides(lina)) == 2
    lina.taps("Skip")

    assert lina.sees("Omar claims")
    assert besides(lina) == []


@pytest.mark.parametrize("state", [one for one in CredentialState if one is not CredentialState.VERIFIED])
def test_what_was_never_or_is_no_longer_proven_is_not_shown(chat: Chat, state: CredentialState) -> None:
    lina, sara = member(chat, "Lina", Role.REVIEWER), make.expert(chat, "Sara", level=Level.CLAIMED)
    proves(chat, sara, "by nobody", state=state)
    document(chat, sara)

    lina.writes("/documents")

    assert lina.sees("Sara claims") and besides(lina) == []


def test_what_has_run_out_or_is_of_another_field_is_not_shown(chat: Chat) -> None:
    lina, sara = member(chat, "Lina", Role.REVIEWER), make.expert(chat, "Sara", level=Level.CLAIMED)
    proves(chat, sara, "in time", days=3)
    proves(chat, sara, "out of time", days=1)
    proves(chat, sara, "another field", field="law")
    document(chat, sara)
    chat.later(days=2)

    lina.writes("/documents")

    assert besides(lina) == ["✓ Proven besides: Publications (in time)"]


def test_a_number_that_is_only_well_formed_is_not_shown(chat: Chat) -> None:
    lina, sara = member(chat, "Lina", Role.REVIEWER), make.expert(chat, "Sara", level=Level.WELL_FORMED)
    document(chat, sara)

    lina.writes("/documents")

    assert lina.sees("Sara claims") and besides(lina) == []
