"""What a file really is, told by its content and never by opening it.

Sources: ISO 32000-1 (PDF, 7.5.2 and 7.5.5), ITU-T T.81 (JPEG markers), the PNG specification (5.2 and 5.3), Google's
WebP container specification, ISO/IEC 23008-12 (HEIF brands), APPNOTE.TXT 4.3 (ZIP). A file that is two things at
once is refused, since what a reviewer's program makes of it can't be foreseen.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from enum import StrEnum

import puremagic

from models.errors import Refused

MAX_MEGABYTES = 10
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024


class DocumentKind(StrEnum):
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"


MIME = {
    DocumentKind.PDF: "application/pdf",
    DocumentKind.JPEG: "image/jpeg",
    DocumentKind.PNG: "image/png",
    DocumentKind.WEBP: "image/webp",
    DocumentKind.HEIC: "image/heic",
}

_HEIC_BRANDS = frozenset([b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"])
_ARCHIVES = re.compile(rb"PK\x03\x04[\x00-\x3f][\x00-\x03]|PK\x05\x06\x00\x00|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"<script|<html|<\?php|<!doctype html|<svg[\s>]", re.IGNORECASE)
_ACTIVE_PDF = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE|Encrypt)(?![A-Za-z0-9])"
)
_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED_OBJECTS = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
MOST_PACKED, MOST_UNPACKED = 500, 4 * 1024 * 1024
"""How many packed groups of objects are looked into, and how many bytes of each: a bomb is not unpacked."""
_OTHER_NAMES = (
    "7z bat cmd com csv doc docm docx dotm exe gz hta htm html jar js json lnk mov mp3 mp4 msi odt pages potm ppt pptm"
    " pptx ps1 rar rtf scr svg tar txt vbs xhtml xls xlsm xlsx xltm xml zip"
)


@dataclass(frozen=True)
class Document:
    """A file that a reviewer can be shown. `sha256` is in hex, `size` in bytes."""

    kind: DocumentKind
    mime: str
    sha256: str
    size: int


def inspect(content: bytes, name: str) -> Document:
    """What was sent, if it is a PDF or a photo and nothing besides.

    Args:
        content: the whole file.
        name: as the sender called it. It can only speak against the file, never for it.

    Raises:
        Refused: "file-empty", "file-too-large" (limit, in MB), "file-kind" (found) for anything but a
            PDF, JPEG, PNG, WebP or HEIC, "file-damaged" (found) for one of them that is not sound, "file-two-in-one"
            (found) for one that hides another, "file-active" for a PDF that runs scripts, carries files, sends forms
            or is locked.
    """
    if not content:
        raise Refused("file-empty")
    if len(content) > MAX_BYTES:
        raise Refused("file-too-large", limit=MAX_MEGABYTES)
    expect_name(name)
    kind = _kind(content)
    if kind is None:
        raise _unlike(content)
    _expect_one_file(content, kind)
    if kind is DocumentKind.PDF and _is_active(content):
        raise Refused("file-active")
    return Document(kind, MIME[kind], hashlib.sha256(content).hexdigest(), len(content))


def expect_name(name: str) -> None:
    """Refused "file-kind" (found) for a name whose ending speaks against the file."""
    ending = name.rpartition(".")[2].strip().casefold()
    if ending in _OTHER_NAMES.split():
        raise Refused("file-kind", found=ending)


def _kind(content: bytes) -> DocumentKind | None:
    """The one allowed kind whose frame the whole content fits, from its first byte to its end."""
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return DocumentKind.PDF
    if content.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in content[3:]:
        return DocumentKind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n") and _png_end(content) == len(content):
        return DocumentKind.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        stated = int.from_bytes(content[4:8], "little") + 8
        return DocumentKind.WEBP if len(content) in (stated, stated + 1) else None
    if content[4:8] == b"ftyp" and _HEIC_BRANDS & _brands(content):
        return DocumentKind.HEIC
    return None


def _png_end(content: bytes) -> int:
    """Where the IEND chunk ends; -1 when the chunks don't lead there."""
    at = 8
    while at + 12 <= len(content):
        chunk = content[at + 4 : at + 8]
        at += 12 + int.from_bytes(content[at : at + 4], "big")
        if chunk == b"IEND":
            return at
    return -1


def _brands(content: bytes) -> set[bytes]:
    size = min(int.from_bytes(content[:4], "big"), 512, len(content))
    return {content[8:12], *(content[at : at + 4] for at in range(16, size - 3, 4))}


def _expect_one_file(content: bytes, kind: DocumentKind) -> None:
    """Refuses a second format within the first: archives anywhere, a PDF or a web page within a picture."""
    if _OLE in content:
        raise Refused("file-two-in-one", found="ole")
    if _ARCHIVES.search(content):
        raise Refused("file-two-in-one", found="zip")
    if kind is DocumentKind.PDF:
        return
    if b"%PDF-" in content:
        raise Refused("file-two-in-one", found="pdf")
    if _MARKUP.search(content):
        raise Refused("file-two-in-one", found="html")


def _is_active(content: bytes) -> bool:
    """Whether a PDF does more than show pages, however it spells or packs that (ISO 32000-1, 7.3.5 and 7.5.7).

    What can't be unpacked as it says, or is too much of it, counts as active: nobody could tell.
    """
    if _ACTIVE_PDF.search(_plain_names(content)):
        return True
    packed = list(_PACKED_OBJECTS.finditer(content))
    return len(packed) > MOST_PACKED or any(_hides(content[group.end() :]) for group in packed)


def _hides(stream: bytes) -> bool:
    """Whether a packed group of objects, from its first byte, holds something active."""
    unpacking = zlib.decompressobj()
    try:
        objects = unpacking.decompress(stream, MOST_UNPACKED)
    except zlib.error:
        return True
    return bool(unpacking.unconsumed_tail) or _ACTIVE_PDF.search(_plain_names(objects)) is not None


def _plain_names(content: bytes) -> bytes:
    """With #4A for J written out, which a reader of PDFs takes for the same."""
    return _HEX_IN_NAME.sub(lambda code: bytes([int(code[1], 16)]), content)


def _unlike(content: bytes) -> Refused:
    """Why it is of no allowed kind: it only begins like one of them, or is another."""
    found = _name_of(content)
    begun = {"jpg": DocumentKind.JPEG, "jfif": DocumentKind.JPEG}.get(found, found)
    return Refused("file-damaged" if begun in tuple(DocumentKind) else "file-kind", found=found)


def _name_of(content: bytes) -> str:
    """A short name for what was sent instead, such as "docx"; "unknown" where nobody could tell."""
    try:
        return puremagic.from_string(content).lstrip(".") or "unknown"
    except (puremagic.PureError, ValueError):
        return "unknown"
