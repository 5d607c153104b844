"""Whatever is typed or sent ends in a clear refusal. `CALLBOARD_CASES=10000` tries ten thousand of each kind."""

from __future__ import annotations

import io
import ipaddress
import os
import zipfile
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.checks import document
from bot.checks.academic import academic_address, company_address
from bot.checks.npi import read_npi
from bot.checks.orcid import check_character, read_orcid
from bot.checks.page import expect_public, is_public, read_link
from models.credential import Credential
from models.email_code import Accepted, EmailCode, Exhausted, Expired, Unreadable
from models.file import File
from models.types import CredentialId, PersonId
from tests import make
from tests.chat import Chat
from tests.test_onboarding import reaches
from tests.unit.test_checks import HEIC, JPEG, PDF, PNG, WEBP, refused_as

CASES = int(os.environ.get("CALLBOARD_CASES", "100"))
many = settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LIKE = {"a": "а", "c": "с", "e": "е", "i": "і", "j": "ј", "o": "о", "p": "р", "s": "ѕ", "x": "х", "y": "у", "k": "κ"}
"""Latin letters, and those of other alphabets that look the same."""
INVISIBLE = "\u200b\u200c\u200d\u2060\u00ad\u200e\u202e\ufeff"
DOMAINS = ("ksu.edu.sa", "ox.ac.uk", "cern.ch", "nhs.net", "mit.edu", "med.mit.edu")
DIGITS = st.text("0123456789", min_size=9, max_size=9)


@given(DIGITS, st.integers(0, 9), st.integers(1, 9))
@many
def test_an_npi_with_one_wrong_digit_is_refused(rest: str, place: int, more: int) -> None:
    number = next(n for last in "0123456789" if refused_as(read_npi, n := f"1{rest[:8]}{last}") is None)
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    assert refused_as(read_npi, wrong) in ("npi-checksum", "npi-malformed")


@given(st.integers(15_000_000, 35_000_000), st.integers(0, 15), st.integers(1, 9))
@many
def test_an_orcid_with_one_wrong_digit_is_refused(block: int, place: int, more: int) -> None:
    digits = f"{block:015d}"
    whole = digits + check_character(digits)
    assert read_orcid(whole).replace("-", "") == whole
    shifted = "X" if place == 15 and whole[15] != "X" else str((int(whole[place].replace("X", "0")) + more) % 10)
    wrong = whole[:place] + shifted + whole[place + 1 :]
    assert wrong == whole or refused_as(read_orcid, wrong) in ("orcid-checksum", "orcid-not-assigned")


@given(st.sampled_from(DOMAINS), st.data())
@many
def test_a_domain_with_letters_that_look_alike_never_counts_as_the_one_it_imitates(
    domain: str, data: st.DataObject
) -> None:
    places = [at for at, letter in enumerate(domain) if letter in LIKE]
    chosen = data.draw(st.sets(st.sampled_from(places), min_size=1))
    imitated = "".join(LIKE[letter] if at in chosen else letter for at, letter in enumerate(domain))
    spelled = data.draw(st.sampled_from([imitated, imitated.encode("idna").decode()]))
    for read in (academic_address, company_address):
        key = refused_as(read, f"sara@{spelled}")
        assert key in ("email-look-alike", "email-malformed", "email-not-academic") or (
            key is None and read(f"sara@{spelled}").domain != domain
        )


@given(st.sampled_from(DOMAINS), st.sampled_from(INVISIBLE), st.data())
@many
def test_what_nobody_sees_makes_no_other_address(domain: str, hidden: str, data: st.DataObject) -> None:
    whole = f"sara@{domain}"
    at = data.draw(st.integers(0, len(whole)))
    typed = whole[:at] + hidden + whole[at:]
    key = refused_as(academic_address, typed)
    assert key.startswith("email-") if key else academic_address(typed).address == whole


def as_written(ip: ipaddress.IPv4Address, how: int) -> str:
    """An IPv4 address in one of the ways that resolvers understand."""
    number, parts = int(ip), [int(part) for part in str(ip).split(".")]
    return [
        str(ip),
        str(number),
        hex(number),
        ".".join(hex(part) for part in parts),
        ".".join(f"0{part:o}" for part in parts),
        f"{parts[0]}.{number & 0xFFFFFF}",
        f"[::ffff:{ip}]",
        f"{ip}.",
    ][how]


PRIVATE = (
    "127.0.0.0/8",
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "100.64.0.0/10",
    "0.0.0.0/8",
)


@given(
    st.sampled_from(PRIVATE),
    st.integers(0, 2**32 - 1),
    st.integers(0, 7),
    st.sampled_from(["", "/latest/meta-data/", "/?q"]),
)
@many
def test_no_link_leads_inside_however_it_is_written(block: str, number: int, how: int, path: str) -> None:
    network = ipaddress.IPv4Network(block)
    ip = network[number % network.num_addresses]
    assert refused_as(read_link, f"https://{as_written(ip, how)}{path}") == "page-not-public"
    for address in (str(ip), f"::ffff:{ip}", f"64:ff9b::{ip}", f"2002:{int(ip) >> 16:x}:{int(ip) & 0xFFFF:x}::1"):
        assert not is_public(address)
        assert refused_as(expect_public, ["93.184.215.14", address]) == "page-not-public"


def packed(name: str, size: int) -> bytes:
    """A zip whose one member is far larger than it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, bytes(size))
    return held.getvalue()


BOMB = packed("a", 1_000_000)


@given(
    st.sampled_from([PDF, JPEG, PNG, WEBP, HEIC]),
    st.sampled_from([BOMB, b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
    st.data(),
)
@many
def test_a_file_that_hides_another_is_refused_wherever_it_hides(host: bytes, guest: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(host)))
    key = refused_as(document.inspect, host[:at] + guest + host[at:], "diploma.pdf")
    assert key in ("file-two-in-one", "file-kind")


@given(
    st.sampled_from(["JavaScript", "JS", "Launch", "EmbeddedFile", "RichMedia", "XFA", "SubmitForm"]),
    st.booleans(),
    st.data(),
)
@many
def test_a_pdf_that_acts_is_refused_however_it_spells_or_packs_it(
    name: str, in_stream: bool, data: st.DataObject
) -> None:
    spelled = "".join(f"#{ord(letter):02x}" if data.draw(st.booleans()) else letter for letter in name)
    action = f"<< /S /{spelled} /Next (app.alert(1)) >>".encode()
    if in_stream:
        squeezed = zlib.compress(action)
        head = b"2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(squeezed)
        action = head + squeezed + b"\nendstream\nendobj\n"
    content = PDF.replace(b"trailer", action + b"\ntrailer", 1)
    assert refused_as(document.inspect, content, "diploma.pdf") in ("file-active", "file-two-in-one")


def test_a_bomb_within_a_pdf_is_not_unpacked() -> None:
    squeezed = zlib.compress(bytes(200_000_000), 9)
    head = b"2 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n"
    content = PDF.replace(b"trailer", head + squeezed + b"\nendstream\nendobj\ntrailer", 1)
    assert refused_as(document.inspect, content, "diploma.pdf") == "file-active"


@given(st.binary(max_size=400))
@many
def test_any_bytes_are_a_document_or_refused(content: bytes) -> None:
    key = refused_as(document.inspect, content, "x")
    assert key is None or key.startswith("file-")


@given(st.lists(st.tuples(st.sampled_from(["right", "wrong", "nonsense"]), st.integers(0, 200)), max_size=12))
@many
def test_a_code_is_good_once_for_a_while_and_for_few_tries(tries: list[tuple[str, int]]) -> None:
    code = EmailCode.issue(PersonId(1), CredentialId(1), "sara@ksu.edu.sa", "123456", NOW)
    now, wrong = NOW, 0
    for kind, seconds in tries:
        now += timedelta(seconds=seconds)
        before = code.accepted_at
        outcome = code.try_code({"right": "123456", "wrong": "654321", "nonsense": "what?"}[kind], now)
        wrong += kind == "wrong" and before is None and now < code.expires_at
        if isinstance(outcome, Accepted):
            assert kind == "right" and now < code.expires_at and wrong < 5
        if wrong >= 5 and before is None:
            assert isinstance(outcome, Exhausted | Expired | Unreadable)
    assert (code.address is None) == (code.accepted_at is not None)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "Code to my address",
            ["sara@gmail.com", "sara@mailinator.com", "sara@оx.ac.uk", "sara@xn--x-7sb.ac.uk", "@", "🙂" * 300],
        ),
        ("Code to a company", ["sara@yopmail.com", "sara@сосо.com", "root@northwind.example", "a@b", "a@127.0.0.1"]),
        ("ORCID iD", ["0000-0002-1825-0098", "0000", "https://orcid.org.evil.example/0000-0002-1825-0098"]),
        ("NPI number", ["1234567890", "٠١٢٣", "x" * 5000]),
        (
            "A page of mine",
            ["https://localhost", "https://[::1]", "https://2852039166/", "gopher://example.org", "//", "\u202e"],
        ),
    ],
)
def test_what_is_refused_is_kept_nowhere(chat: Chat, kind: str, words: list[str]) -> None:
    sara = chat.person("Sara")
    reaches(sara, "proof")
    sara.taps(kind)
    for given_ in words:
        sara.writes(given_)

    assert make.rows(chat, Credential) == []
    assert make.rows(chat, EmailCode) == []
    assert make.rows(chat, File) == []
    assert [chat.jobs(one) for one in ("mail", "fetch-page", "look-up")] == [[], [], []]
    sara.taps("Leave this out")
    assert sara.sees("Left out, and forgotten.")
