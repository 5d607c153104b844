"""Whatever is typed as a number, an address or a code ends in a clear refusal."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bot.checks.academic import academic_address, company_address
from bot.checks.npi import read_npi
from bot.checks.orcid import check_character, read_orcid
from models.email_code import Accepted, CodeOutcome, EmailCode, Exhausted, Expired, Unreadable, Wrong, slow_hash
from models.types import CredentialId, PersonId
from tests.checks.cases import cases
from tests.unit.test_checks import refused_as

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LIKE = {"a": "а", "c": "с", "e": "е", "i": "і", "j": "ј", "o": "о", "p": "р", "s": "ѕ", "x": "х", "y": "у", "k": "κ"}
"""Latin letters, and those of other alphabets that look the same."""
INVISIBLE = "\u200b\u200c\u200d\u2060\u00ad\u200e\u202e\ufeff"
DOMAINS = ("ksu.edu.sa", "ox.ac.uk", "cern.ch", "nhs.net", "mit.edu", "med.mit.edu")
MAILBOXES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12).map(lambda name: f"{name}.x")
RIGHT = "123456"


@cases(st.integers(0, 99_999_999), st.sampled_from("12"), st.integers(0, 9), st.integers(1, 9))
def test_an_npi_with_one_wrong_digit_is_refused(rest: int, first: str, place: int, more: int) -> None:
    begun = f"{first}{rest:08d}"
    number = next(n for last in "0123456789" if refused_as(read_npi, n := begun + last) is None)
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    assert refused_as(read_npi, wrong) in ("npi-checksum", "npi-malformed")


@cases(st.integers(15_000_000, 35_000_000), st.integers(0, 15), st.integers(1, 9))
def test_an_orcid_with_one_wrong_digit_is_refused(block: int, place: int, more: int) -> None:
    digits = f"{block:015d}"
    whole = digits + check_character(digits)
    assert read_orcid(whole).replace("-", "") == whole
    shifted = "X" if place == 15 and whole[15] != "X" else str((int(whole[place].replace("X", "0")) + more) % 10)
    wrong = whole[:place] + shifted + whole[place + 1 :]
    assert wrong == whole or refused_as(read_orcid, wrong) in ("orcid-checksum", "orcid-not-assigned")


@cases(st.sampled_from(DOMAINS), MAILBOXES, st.integers(1, 2**24 - 1))
def test_an_address_with_letters_that_look_alike_never_counts_as_the_one_it_imitates(
    domain: str, mailbox: str, which: int
) -> None:
    whole = f"{mailbox}@{domain}"
    places = [at for at, letter in enumerate(whole) if letter in LIKE]
    chosen = {at for bit, at in enumerate(places) if which >> bit & 1} or set(places)
    imitated = "".join(LIKE[letter] if at in chosen else letter for at, letter in enumerate(whole))
    local, _, spelled = imitated.partition("@")
    for typed in (imitated, f"{local}@{spelled.encode('idna').decode()}"):
        for read in (academic_address, company_address):
            key = refused_as(read, typed)
            assert key in ("email-look-alike", "email-malformed", "email-not-academic") or (
                key is None and read(typed).domain != domain
            )


@cases(st.sampled_from(DOMAINS), MAILBOXES, st.text(INVISIBLE, min_size=1, max_size=3), st.integers(0, 30))
def test_what_nobody_sees_makes_no_other_address(domain: str, mailbox: str, hidden: str, at: int) -> None:
    whole = f"{mailbox}@{domain}"
    typed = whole[:at] + hidden + whole[at:]
    key = refused_as(academic_address, typed)
    assert key.startswith("email-") if key else academic_address(typed).address == whole


@cases(st.binary(min_size=1, max_size=14))
def test_a_code_is_good_once_for_a_while_and_for_few_tries(tries: bytes) -> None:
    kinds = ("right", "wrong", "nonsense", "again")
    follow([(kinds[one % 4], one // 4 * 7) for one in tries], slow=False)


def test_the_hash_that_is_kept_of_a_code_obeys_the_same_rule() -> None:
    follow([("wrong", 1), ("nonsense", 1), ("right", 1), ("right", 1), ("wrong", 1)], slow=True)
    follow([("wrong", 1)] * 5 + [("right", 1), ("again", 61), ("right", 1)], slow=True)
    follow([("right", 600), ("again", 1), ("right", 1), ("right", 600)], slow=True)
    assert slow_hash(RIGHT, "1:1:0") != slow_hash(RIGHT, "1:2:0"), "one code has another hash for another claim"


def follow(tries: list[tuple[str, int]], *, slow: bool) -> None:
    """Lives through the tries, each so many seconds after the one before, beside a plain account of the rule."""
    hashed = slow_hash if slow else lambda code, salt: hashlib.sha256(f"{salt} {code}".encode()).hexdigest()
    code = EmailCode.issue(PersonId(1), CredentialId(1), "sara@ksu.edu.sa", RIGHT, NOW, hashed)
    now, ends, left, taken, resends = NOW, NOW + timedelta(minutes=10), 5, False, 0
    for kind, seconds in tries:
        now += timedelta(seconds=seconds)
        if kind == "again":
            waited = now >= ends - timedelta(minutes=9)
            refused = refused_as(code.resend, RIGHT, now, hashed)
            if not taken and waited and resends < 5:
                ends, left, resends = now + timedelta(minutes=10), 5, resends + 1
                assert refused is None
            else:
                assert refused in ("code-used", "code-too-many", "code-wait")
            continue
        outcome = code.try_code({"right": RIGHT, "wrong": "654321", "nonsense": "what?"}[kind], now, hashed)
        assert outcome == told(kind, left, late=now >= ends, taken=taken)
        taken |= isinstance(outcome, Accepted)
        left -= kind == "wrong" and not taken and now < ends and left > 0
    assert (code.address is None) == taken


def told(kind: str, left: int, *, late: bool, taken: bool) -> CodeOutcome:
    """What the rule says to one try."""
    if taken:
        return Accepted() if kind == "right" and not late else Expired()
    if not left:
        return Exhausted()
    if late:
        return Expired()
    if kind == "wrong":
        return Wrong(left - 1) if left > 1 else Exhausted()
    return Accepted() if kind == "right" else Unreadable()
