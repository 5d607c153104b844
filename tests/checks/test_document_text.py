"""What a document's own text says: the name and the last day, read from real PDFs in a process that can be killed."""

from __future__ import annotations

import time
import zlib
from datetime import date
from typing import Any

import pytest

from bot.checks import document
from bot.checks.document_words import find_end, find_name
from bot.children.document_text import read_pdf
from models.credential import Level
from models.membership import Role
from tests.chat import Chat
from tests.make import expert
from tests.proving import credentials
from tests.recruiting import member
from tests.unit.test_checks import PDF


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines."""
    shown = b" ".join(b"(%s) Tj T*" % one.encode("latin-1") for one in lines)
    drawn = b"BT /F1 12 Tf 72 720 Td 14 TL " + shown + b" ET"
    return whole(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))


def whole(drawn: bytes) -> bytes:
    """A PDF whose one page is drawn so; objects and table are where the format says."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        drawn,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + head % len(out)


LICENCE = pdf("LICENCE", "This is to certify that Dr Sara Haddad", "is registered.", "Valid until 31 March 2028")


def test_a_pdfs_text_is_read() -> None:
    assert document.inspect(LICENCE, "licence.pdf").kind is document.DocumentKind.PDF
    words = read_pdf(LICENCE).text
    assert "Sara Haddad" in words
    assert find_end(words) == date(2028, 3, 31)
    found = find_name(words, "Sara Haddad")
    assert found is not None and found[1].match and "Sara Haddad" in found[0]


@pytest.mark.parametrize("content", [PDF, b"", b"%PDF-1.7 nonsense %%EOF", LICENCE[:300]])
def test_what_has_no_text_or_is_broken_says_nothing(content: bytes) -> None:
    assert read_pdf(content).text == ""


def test_a_reading_that_takes_too_long_is_ended() -> None:
    assert read_pdf(LICENCE, seconds=0.01).text == ""


def test_a_bomb_is_read_by_nobody() -> None:
    squeezed = zlib.compress(b"BT (x) Tj ET " * 20_000_000, 9)
    packed = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(squeezed), squeezed)
    began = time.monotonic()
    assert read_pdf(whole(packed)).text == ""
    assert time.monotonic() - began < 25


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Valid until: 2027-05-01", date(2027, 5, 1)),
        ("Expires on May 1st, 2027", date(2027, 5, 1)),
        ("expiry date 1 May 2027", date(2027, 5, 1)),
        ("تاريخ الانتهاء: ٢٠٢٧-٠٥-٠١", date(2027, 5, 1)),
        ("Valid to 2026-01-01\nValid to 2027-01-01", date(2027, 1, 1)),
        ("Expires 03/04/2027", None),
        ("Expires on February 30, 2027", None),
        ("Born on 1 May 1980", None),
        ("", None),
    ],
)
def test_the_last_day_is_found_where_it_can_be_read_in_one_way(words: str, day: date | None) -> None:
    assert find_end(words) == day


@pytest.mark.parametrize(
    ("name", "matches"),
    [("Haddad Sara", True), ("سارة حداد", True), ("Omar Nasser", False), ("Sara Nasser", False)],
)
def test_the_name_is_found_in_another_order_and_script(name: str, matches: bool) -> None:
    found = find_name("LICENCE\nThis is to certify that Sara Haddad holds it.", name)
    assert found is not None and found[1].match is matches


def test_no_name_and_no_text_find_nothing() -> None:
    assert find_name("", "Sara") is None
    assert find_name("Sara", "") is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": "Sara", "score": 100.0, "until": "2028-03-31"}, ("has the name “Sara”", "valid until")),
        ({"name": "", "score": 20.0, "until": "2020-03-31"}, ("doesn't have this person's name", "it ran out")),
    ],
)
def test_the_reviewer_sees_what_the_machine_found(chat: Chat, said: dict[str, Any], words: tuple[str, ...]) -> None:
    lina = member(chat, "Lina", Role.REVIEWER)
    sara = expert(chat, "Sara", level=Level.CLAIMED)
    sara.writes("/profile").taps("Add a proof").taps("Document").taps("Licence").uploads()
    chat.finish("inspect-file", mime="application/pdf", sha256="a" * 64, size=2048, **said)

    lina.writes("/documents")

    assert all(lina.sees(one) for one in words)
    assert credentials(chat)[-1].matched_name == said["name"]
