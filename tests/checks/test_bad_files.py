"""A file that is more than a document is refused, wherever it hides that and however it spells it."""

from __future__ import annotations

import io
import zipfile
import zlib

from hypothesis import strategies as st

from bot.checks import document
from tests.checks.cases import cases
from tests.unit.test_checks import HEIC, JPEG, PDF, PNG, WEBP, refused_as

ACTS = ("JavaScript", "JS", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "XFA", "SubmitForm", "ImportData")
ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
WITHIN_PICTURES = (
    PDF,
    b"<script>alert(1)</script>",
    b"<?php system($x) ?>",
    b"<!DOCTYPE html><p>",
    b'<svg onload="x">',
)
SEALED = st.binary(max_size=24)


def zipped(name: str, size: int) -> bytes:
    """A zip whose one member is far larger than it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, bytes(size))
    return held.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


def carrying(host: int, guest: bytes) -> bytes:
    """A sound file of each kind, as its format says, which has another one where readers don't look."""
    boxed = (len(guest) + 8).to_bytes(4, "big") + b"free" + guest
    riff = WEBP[12:] + b"XTRA" + len(guest).to_bytes(4, "little") + guest + b"\x00" * (len(guest) % 2)
    return [
        PDF.replace(b"trailer", b"9 0 obj\n<<>>\nstream\n" + guest + b"\nendstream\nendobj\ntrailer"),
        JPEG[:2] + b"\xff\xfe" + (len(guest) + 2).to_bytes(2, "big") + guest + JPEG[2:],
        PNG[:33] + chunk(b"tEXt", guest) + PNG[33:],
        b"RIFF" + (len(riff) + 4).to_bytes(4, "little") + b"WEBP" + riff,
        HEIC + boxed,
    ][host]


@cases(st.integers(0, 4), st.sampled_from(["", *ARCHIVES]), st.integers(0, 100_000), SEALED)
def test_an_archive_or_a_bomb_within_a_sound_file_is_refused(
    host: int, guest: str | bytes, size: int, around: bytes
) -> None:
    hidden = guest if isinstance(guest, bytes) else zipped(f"{size:x}", size)
    content = carrying(host, around + hidden + around)
    assert refused_as(document.inspect, content, "diploma.pdf") == "file-two-in-one"


@cases(st.integers(1, 4), st.sampled_from(WITHIN_PICTURES), SEALED)
def test_a_picture_that_is_a_page_or_a_pdf_too_is_refused(host: int, guest: bytes, around: bytes) -> None:
    content = carrying(host, around + guest + around)
    assert refused_as(document.inspect, content, "photo.jpg") == "file-two-in-one"


@cases(st.sampled_from([PDF, JPEG, PNG, WEBP, HEIC]), st.integers(0, 10_000), st.integers(0, 120))
def test_a_zip_thrown_in_anywhere_is_refused(host: bytes, size: int, at: int) -> None:
    content = host[:at] + zipped("a", size) + host[at:]
    assert refused_as(document.inspect, content, "diploma.pdf") in ("file-two-in-one", "file-damaged", "file-kind")


@cases(st.sampled_from(ACTS), st.integers(0, 2**15 - 1))
def test_a_pdf_that_acts_is_refused_however_it_spells_or_packs_it(name: str, which: int) -> None:
    packed, upper = which >> 14 & 1, which >> 13 & 1
    code = "#{:02X}" if upper else "#{:02x}"
    spelled = "".join(code.format(ord(letter)) if which >> at & 1 else letter for at, letter in enumerate(name))
    action = f"<< /S /{spelled} /Next (x{which}) >>".encode()
    if packed:
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


@cases(st.binary(max_size=400))
def test_any_bytes_are_a_document_or_refused(content: bytes) -> None:
    key = refused_as(document.inspect, content, "x")
    assert key is None or key.startswith("file-")
