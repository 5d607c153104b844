"""Who signed a PDF and whether it still is what they signed: real PDFs, read in the process that can be killed."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import NameObject, TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from bot.checks import document
from bot.checks.trust_roots import read_roots
from bot.children.document_signatures import signatures
from bot.children.document_text import read_pdf
from models.signature import Signature, SignatureState, deciding
from tests.checks.cases import cases
from tests.checks.test_document_text import LICENCE
from tests.signing import DIPLOMA, YEAR, root, self_signed, university
from tests.unit.test_checks import refused_as


@pytest.fixture
def roots(tmp_path: Path) -> Path:
    """A folder with the university's root."""
    return university()[0].within(tmp_path / "roots")


def added_to(content: bytes, key: str) -> bytes:
    """The PDF with an update that puts something into its catalogue."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    writer.root[NameObject(key)] = TextStringObject("en")
    writer.update_root()  # type: ignore[no-untyped-call]  # pyHanko has no types there
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def states(content: bytes, roots: Path | None) -> list[SignatureState]:
    assert document.inspect(content, "diploma.pdf").kind is document.DocumentKind.PDF
    return [one.state for one in read_pdf(content, roots).signatures]


@pytest.mark.parametrize("ending", ["pem", "der", "crt"])
def test_a_trusted_signature_over_everything(tmp_path: Path, ending: str) -> None:
    above, signer = university()
    (found,) = read_pdf(signer.signs(DIPLOMA), above.within(tmp_path / "roots", ending)).signatures
    assert (found.state, found.signer, found.issuer) == (SignatureState.TRUSTED, "Example University", "Example Root")
    assert len(found.digest) == 64


def test_the_text_of_a_signed_document_is_read_as_before(roots: Path) -> None:
    assert "Sara Haddad" in read_pdf(university()[1].signs(DIPLOMA), roots).text


def test_an_unsigned_document_has_no_signature(roots: Path) -> None:
    assert read_pdf(LICENCE, roots).signatures == ()


def test_a_signers_own_certificate_may_be_among_the_roots(tmp_path: Path) -> None:
    for signer in (self_signed(), university()[1]):
        folder = signer.within(tmp_path / signer.certificate.issuer.rfc4514_string())
        assert states(signer.signs(DIPLOMA), folder) == [SignatureState.TRUSTED]


def test_a_root_that_is_not_in_the_folder_is_not_trusted(roots: Path) -> None:
    stranger = root("Example Root").issues("Example University")
    assert states(stranger.signs(DIPLOMA), roots) == [SignatureState.UNKNOWN]
    assert states(self_signed().signs(DIPLOMA), roots) == [SignatureState.UNKNOWN]
    assert states(university()[1].signs(DIPLOMA), None) == [SignatureState.UNKNOWN]


def test_a_signer_may_not_make_signers(roots: Path) -> None:
    assert states(university()[1].issues("Forged University").signs(DIPLOMA), roots) != [SignatureState.TRUSTED]


def test_what_was_changed_after_signing_is_altered(roots: Path) -> None:
    forged = university()[1].signs(DIPLOMA).replace(b"Sara Haddad", b"Omar Haddad")
    assert states(forged, roots) == [SignatureState.ALTERED]


def test_what_was_added_after_signing_is_not_covered(roots: Path) -> None:
    signed = university()[1].signs(DIPLOMA)
    assert states(added_to(signed, "/Lang"), roots) == [SignatureState.PARTIAL]
    assert states(self_signed("Me").signs(signed, "Another"), roots) == [
        SignatureState.PARTIAL,
        SignatureState.UNKNOWN,
    ]


def test_of_two_signatures_the_last_one_vouches_for_all(roots: Path) -> None:
    registrar = university()[0].issues("Registrar")
    found = read_pdf(registrar.signs(university()[1].signs(DIPLOMA), "Another"), roots).signatures
    assert [one.state for one in found] == [SignatureState.PARTIAL, SignatureState.TRUSTED]
    vouching = deciding(found)
    assert vouching is not None and vouching.signer == "Registrar"


def test_one_altered_signature_spoils_the_rest() -> None:
    found = [Signature(SignatureState.TRUSTED), Signature(SignatureState.ALTERED)]
    assert deciding(found) == Signature(SignatureState.ALTERED)
    assert deciding([]) is None


def test_the_certificate_must_have_been_valid_when_it_was_signed(roots: Path) -> None:
    expired = university()[0].issues("Example University", since=2 * YEAR, until=-YEAR)
    later = university()[0].issues("Example University", since=-timedelta(days=1))
    assert states(expired.signs(DIPLOMA), roots) == [SignatureState.OUT_OF_DATE]
    assert states(later.signs(DIPLOMA), roots) == [SignatureState.OUT_OF_DATE]


def test_a_web_servers_certificate_signs_no_documents(roots: Path) -> None:
    server = university()[0].issues("www.example.edu", for_the_web=True)
    assert states(server.signs(DIPLOMA), roots) == [SignatureState.UNFIT]


def test_too_many_signatures_are_not_gone_through(roots: Path) -> None:
    signed = DIPLOMA
    for number in range(6):
        signed = university()[1].signs(signed, f"Field{number}")
    assert states(signed, roots) == [SignatureState.UNREADABLE]


def test_a_script_in_a_signed_document_is_refused_as_before() -> None:
    active = university()[1].signs(added_to(DIPLOMA, "/JS"))
    assert refused_as(document.inspect, active, "diploma.pdf") == "file-active"


def test_a_reading_that_is_ended_leaves_a_signature_that_can_not_be_read(roots: Path) -> None:
    found = read_pdf(university()[1].signs(DIPLOMA), roots, seconds=0.01)
    assert (found.text, [one.state for one in found.signatures]) == ("", [SignatureState.UNREADABLE])


def test_without_the_library_signatures_are_not_checked(
    roots: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyhanko.py").write_text("raise ModuleNotFoundError('pyhanko')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    found = read_pdf(university()[1].signs(DIPLOMA), roots)
    assert "Sara Haddad" in found.text
    assert [one.state for one in found.signatures] == [SignatureState.UNCHECKED]


def test_what_is_no_certificate_is_named_and_left_out(roots: Path) -> None:
    (roots / "odd.pem").write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    (roots / "empty.der").write_bytes(b"")
    (roots / "README").write_text("not looked at")
    found, odd = read_roots(roots)
    assert (len(found), odd) == (1, ["empty.der", "odd.pem"])
    assert states(university()[1].signs(DIPLOMA), roots) == [SignatureState.TRUSTED]


@cases(st.binary(max_size=300), st.integers(0, 10_000), st.booleans())
def test_no_made_up_bytes_are_trusted(junk: bytes, at: int, over: bool) -> None:
    signed = _signed_once()
    at %= len(signed)
    content = signed[:at] + junk + signed[at + len(junk) * over :]
    found = signatures(content, [university()[0].certificate.public_bytes(Encoding.DER)], datetime.now(UTC))
    trusted = [one for one in found if one.state is SignatureState.TRUSTED]
    assert not trusted or trusted == signatures_of_the_whole()


@cache
def _signed_once() -> bytes:
    return university()[1].signs(DIPLOMA)


@cache
def signatures_of_the_whole() -> list[Signature]:
    """What the unaltered document has: only a change that says the same in its own digits may be trusted."""
    return signatures(_signed_once(), [university()[0].certificate.public_bytes(Encoding.DER)], datetime.now(UTC))


def test_a_signature_moved_around_another_document_is_not_trusted(roots: Path) -> None:
    """What is signed is all there, and the lengths add up; but what stands between is the forger's own page."""
    signed = university()[1].signs(DIPLOMA)
    at, end = (int(one) for one in re.findall(rb"/ByteRange \[0 (\d+) (\d+) ", signed)[-1])
    message, room = signed[:at] + signed[end:], end - at
    cms = bytes.fromhex(signed[at + 1 : end - 1].decode())
    ours = message + _update_of(message, cms, room)
    assert len(ours) == len(signed)
    assert states(ours, roots) == [SignatureState.PARTIAL]


def _update_of(message: bytes, cms: bytes, room: int) -> bytes:
    """An update of `room` bytes with a page of its own, and a signature that says that it covers all before it."""
    spelled = cms.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")
    range_ = b"[0 %d %d 0]" % (len(message), len(message) + room)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [20 0 R] /SigFlags 3 >> >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
        20: b"<< /FT /Sig /T (Signature) /V 21 0 R >>",
        21: b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange %s /Contents (%s) >>"
        % (range_, spelled),
    }
    out, table = b"\n", b""
    for number, one in objects.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(message) + len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(message) + len(out)
    last = b"startxref\n%d\n%%%%EOF\n" % start
    out += b"xref\n" + table + b"trailer\n<< /Size 22 /Root 1 0 R >>\n"
    return out + b" " * (room - len(out) - len(last) - 1) + b"\n" + last
