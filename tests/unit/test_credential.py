"""A verdict says how far a claim is proven, once, and lets go of the evidence; a code proves an address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlmodel import Session

from models.credential import CheckMethod, Credential, CredentialKind, CredentialState, Level
from models.email_code import (
    Accepted,
    CodeOutcome,
    EmailCode,
    Exhausted,
    Expired,
    Unreadable,
    Wrong,
    expect_few,
    new_code,
)
from models.errors import Refused
from models.standing import same_claim, verified_level
from models.tables import metadata
from models.types import CredentialId, FileId, PersonId

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
SARA, REVIEWER = PersonId(1), PersonId(9)


def claimed(field: str = "hepatology", claim: str = "ksu.edu.sa") -> Credential:
    return Credential(
        person_id=SARA,
        field_code=field,
        kind=CredentialKind.AFFILIATION,
        method=CheckMethod.EMAIL_CODE,
        claim=claim,
        claimed_at=NOON,
    )


def issued(code: str = "048210") -> EmailCode:
    return EmailCode.issue(SARA, CredentialId(7), "sara@ksu.edu.sa", code, NOON)


def test_a_verdict_has_level_source_date_and_expiry_and_keeps_only_the_hash() -> None:
    credential = claimed()
    credential.show("ab" * 32, FileId(5))
    assert credential.verify(Level.CONTROLLED, "King Saud University", NOON, YEAR) == 5
    assert (credential.state, credential.level) == (CredentialState.VERIFIED, Level.CONTROLLED)
    assert (credential.verified_at, credential.expires_at) == (NOON, NOON + YEAR)
    assert (credential.evidence_file_id, credential.evidence_hash) == (None, "ab" * 32)


def test_a_second_tap_changes_nothing() -> None:
    credential = claimed()
    credential.verify(Level.CONTROLLED, "one", NOON, YEAR)
    before = credential.model_dump()
    assert credential.verify(Level.CONTROLLED, "two", NOON + timedelta(days=1), YEAR) is None
    assert credential.verify(Level.WELL_FORMED, "three", NOON + timedelta(days=1), YEAR) is None
    assert credential.model_dump() == before


def test_a_stronger_check_raises_the_level_and_a_lapsed_one_is_renewed() -> None:
    credential = claimed()
    credential.verify(Level.CONTROLLED, "mail", NOON, YEAR)
    credential.verify(Level.CONFIRMED, "reviewer", NOON, YEAR, REVIEWER)
    assert (credential.level, credential.decided_by) == (Level.CONFIRMED, REVIEWER)
    later = NOON + 2 * YEAR
    credential.expire(later)
    assert credential.state is CredentialState.EXPIRED
    credential.verify(Level.CONTROLLED, "mail", later, YEAR)
    assert (credential.level, credential.stands(later)) == (Level.CONTROLLED, True)


def test_a_claim_alone_is_no_verdict() -> None:
    with pytest.raises(ValueError, match="verdict"):
        claimed().verify(Level.CLAIMED, "nobody", NOON, YEAR)


def test_nobody_decides_on_their_own_claim() -> None:
    credential = claimed()
    with pytest.raises(Refused, match="credential-own"):
        credential.verify(Level.CONFIRMED, "reviewer", NOON, YEAR, SARA)
    with pytest.raises(Refused, match="credential-own"):
        credential.fail("unreadable", NOON, SARA)
    assert credential.state is CredentialState.PENDING


def test_a_failed_claim_says_why_and_stays_failed() -> None:
    credential = claimed()
    credential.show("cd" * 32, FileId(6))
    assert credential.fail("credential-reason-unreadable", NOON, REVIEWER) == 6
    assert credential.fail("another", NOON) is None
    assert credential.reason == "credential-reason-unreadable"
    with pytest.raises(Refused, match="credential-decided"):
        credential.verify(Level.CONFIRMED, "reviewer", NOON, YEAR)
    with pytest.raises(Refused, match="credential-decided"):
        credential.show("ef" * 32)


def test_a_stale_no_does_not_undo_a_yes_but_a_revocation_does() -> None:
    credential = claimed()
    credential.verify(Level.CONFIRMED, "register", NOON, YEAR)
    with pytest.raises(Refused, match="credential-decided"):
        credential.fail("too late", NOON)
    credential.revoke("struck off", NOON, REVIEWER)
    assert (credential.state, credential.level) == (CredentialState.FAILED, Level.CLAIMED)
    with pytest.raises(Refused, match="credential-not-verified"):
        claimed().revoke("nothing there", NOON, REVIEWER)


def test_newer_evidence_hands_back_the_file_it_replaces() -> None:
    credential = claimed()
    assert credential.show("ab" * 32, FileId(5)) is None
    assert credential.show("ab" * 32, FileId(5)) is None
    assert credential.show("cd" * 32, FileId(6)) == 5
    assert credential.withdraw(NOON) == 6
    assert credential.withdraw(NOON) is None


def test_the_level_in_a_field_is_the_best_that_stands_in_it_or_in_its_parts() -> None:
    liver, heart = claimed(), claimed("cardiology")
    liver.verify(Level.LISTED, "register", NOON, YEAR)
    heart.verify(Level.CONTROLLED, "mail", NOON, 2 * YEAR)
    both = [liver, heart, claimed("medicine")]
    assert verified_level(both, "hepatology", NOON) is Level.LISTED
    assert verified_level(both, "medicine", NOON) is Level.LISTED
    assert verified_level(both, "nephrology", NOON) is Level.CLAIMED
    assert verified_level(both, "medicine", NOON + YEAR) is Level.CONTROLLED
    heart.withdraw(NOON)
    assert verified_level(both, "medicine", NOON + YEAR) is Level.CLAIMED
    assert verified_level([], "medicine", NOON) is Level.CLAIMED


def test_the_same_claim_is_found_again_while_it_lives() -> None:
    credential = claimed()

    def found() -> Credential | None:
        return same_claim([credential], "hepatology", CheckMethod.EMAIL_CODE, "ksu.edu.sa", NOON)

    assert found() is credential
    credential.fail("no", NOON)
    assert found() is None


def test_a_credential_comes_back_from_the_database_as_it_went() -> None:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with Session(engine) as session:
        credential, code = claimed(), issued()
        credential.verify(Level.LISTED, "register", NOON, YEAR)
        session.add_all([credential, code])
        session.commit()
        session.expire_all()
        assert (credential.level, credential.expires_at) == (Level.LISTED, NOON + YEAR)
        assert isinstance(credential.level, Level)
        assert code.try_code("048210", NOON) == Accepted()
    engine.dispose()


def test_new_codes_have_six_digits() -> None:
    chance = Random(4)
    codes = {new_code(chance) for _ in range(2000)}
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(codes) > 1900


def test_the_code_itself_is_stored_nowhere() -> None:
    assert "048210" not in str(issued().model_dump())


@pytest.mark.parametrize("typed", ["048210", "048 210", "048-210", "٠٤٨٢١٠", "۰۴۸ ۲۱۰", "\u200f048210 "])
def test_the_right_code_is_accepted_however_it_is_typed(typed: str) -> None:
    code = issued()
    assert code.try_code(typed, NOON) == Accepted()
    assert code.try_code(typed, NOON) == Accepted()
    assert code.address is None


def test_five_wrong_tries_use_a_code_up() -> None:
    code = issued()
    outcomes: list[CodeOutcome] = [code.try_code("111111", NOON) for _ in range(5)]
    assert outcomes == [Wrong(4), Wrong(3), Wrong(2), Wrong(1), Exhausted()]
    assert code.try_code("048210", NOON) == Exhausted()
    assert Wrong.key == "code-wrong"


def test_what_is_no_code_costs_no_try() -> None:
    code = issued()
    assert code.try_code("what code?", NOON) == Unreadable()
    assert code.try_code("04821", NOON) == Unreadable()
    assert code.tries_left == 5


def test_after_ten_minutes_a_code_is_worth_nothing() -> None:
    code = issued()
    assert code.try_code("048210", NOON + timedelta(minutes=10)) == Expired()
    assert code.try_code("048210", NOON + timedelta(minutes=9, seconds=59)) == Accepted()
    assert code.try_code("048210", NOON + YEAR) == Expired()


def test_a_resent_code_replaces_the_first_and_waits_a_minute() -> None:
    code = issued()
    with pytest.raises(Refused, match="code-wait") as refusal:
        code.resend("999999", NOON + timedelta(seconds=20.5))
    assert refusal.value.variables == {"seconds": 40}
    code.resend("999999", NOON + timedelta(seconds=60))
    assert code.try_code("048210", NOON + timedelta(seconds=61)) == Wrong(4)
    assert code.try_code("999999", NOON + timedelta(minutes=10, seconds=59)) == Accepted()
    with pytest.raises(Refused, match="code-used"):
        code.resend("000000", NOON + YEAR)


def test_a_code_is_resent_five_times_at_most() -> None:
    code, now = issued(), NOON
    for _ in range(5):
        now += timedelta(minutes=1)
        code.resend("222222", now)
    with pytest.raises(Refused, match="code-too-many"):
        code.resend("222222", now + timedelta(hours=1))


def test_a_person_asks_for_few_codes_a_day() -> None:
    codes = [issued() for _ in range(5)]
    expect_few(codes[:4], NOON)
    with pytest.raises(Refused, match="code-too-many-today"):
        expect_few(codes, NOON + timedelta(hours=23))
    expect_few(codes, NOON + timedelta(hours=24))


@given(st.text(max_size=30))
@settings(max_examples=30, deadline=None)
def test_any_text_has_an_outcome(text: str) -> None:
    assert issued().try_code(text, NOON).key.startswith("code-")
