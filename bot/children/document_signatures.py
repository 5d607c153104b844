"""Who signed a PDF, and whether it still is what they signed. Only for the process that reads one document.

Sources: ISO 32000-1, 12.8 (signatures), ETSI EN 319 142-1 (PAdES), RFC 5280 (certificates). Nothing is fetched: whether
a certificate was revoked is not asked.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from models.signature import Signature, SignatureState

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

MOST_SIGNATURES = 5
MOST_IN_A_NAME = 80
AHEAD = timedelta(hours=24)
"""How far a signer's clock may be ahead of ours."""
_ONLY_HEX = re.compile(rb"<[0-9A-Fa-f]*>")
_ANY_OF = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
_FOR_DOCUMENTS = {
    "1.3.6.1.5.5.7.3.36",  # RFC 9336, document signing
    "adobe_authentic_documents_trust",
    "microsoft_document_signing",
    "email_protection",
    "client_auth",
    "any_extended_key_usage",
}
"""A certificate that says what it is for says at least one of these; a web server's doesn't."""


def signatures(content: bytes, roots: list[bytes], now: datetime) -> list[Signature]:
    """All signatures of a PDF, in the order of its fields.

    Args:
        roots: trusted certificates, as DER. A signer's own may be one of them.
    """
    try:
        signed = list(PdfFileReader(io.BytesIO(content)).embedded_regular_signatures)
    except Exception:  # whatever a file made to be unreadable raises, it is unreadable
        return [Signature(SignatureState.UNREADABLE)]
    if len(signed) > MOST_SIGNATURES:
        return [Signature(SignatureState.UNREADABLE)]
    return list(_each(content, signed, [x509.Certificate.load(one) for one in roots], now))


def _each(
    content: bytes, signed: list[EmbeddedPdfSignature], roots: list[x509.Certificate], now: datetime
) -> Iterator[Signature]:
    for one in signed:
        try:
            yield _read(content, one, roots, now)
        except Exception:  # as above: of many signatures, that one
            yield Signature(SignatureState.UNREADABLE)


def _read(content: bytes, signed: EmbeddedPdfSignature, roots: list[x509.Certificate], now: datetime) -> Signature:
    signer, issuer = _name(signed.signer_cert.subject), _name(signed.signer_cert.issuer)
    covered = _all_covered(content, signed)
    state = _state(signed, roots, now, whole=covered is not None)
    digest = hashlib.sha256(covered).hexdigest() if covered is not None else ""
    return Signature(state, signer, issuer, digest)


def _all_covered(content: bytes, signed: EmbeddedPdfSignature) -> bytes | None:
    """All bytes but the signature's own, if all of them are signed; None otherwise.

    That lengths add up is not enough: what stands between the signed parts must be the signature's hexadecimal digits
    and nothing else, or a document of the forger's own could stand there.
    """
    start, before, after, rest = (int(number) for number in signed.byte_range)
    between = content[before:after]
    whole = start == 0 and rest > 0 and after + rest == len(content)
    if not (whole and 0 < before < after and _ONLY_HEX.fullmatch(between)):
        return None
    if bytes.fromhex(between[1:-1].decode()) != signed.pkcs7_content:
        return None
    return content[:before] + content[after:]


def _state(
    signed: EmbeddedPdfSignature, roots: list[x509.Certificate], now: datetime, *, whole: bool
) -> SignatureState:
    stated = signed.self_reported_timestamp or now
    stated = stated if stated.tzinfo else stated.replace(tzinfo=UTC)
    context = ValidationContext(trust_roots=roots, moment=min(stated, now), allow_fetching=False)
    found = validate_pdf_signature(signed, context, key_usage_settings=_ANY_OF, skip_diff=True)
    if not (found.intact and found.valid):
        return SignatureState.ALTERED
    if not whole:
        return SignatureState.PARTIAL
    if found.trusted:
        said = signed.signer_cert.extended_key_usage_value
        if said is not None and not _FOR_DOCUMENTS & set(said.native):
            return SignatureState.UNFIT
        return SignatureState.TRUSTED if stated <= now + AHEAD else SignatureState.OUT_OF_DATE
    own = signed.signer_cert
    if found.trust_problem_indic is AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND or own.self_issued:
        return SignatureState.UNKNOWN
    if not own.not_valid_before <= stated <= own.not_valid_after:
        return SignatureState.OUT_OF_DATE
    unfit = found.trust_problem_indic is AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE
    return SignatureState.UNFIT if unfit else SignatureState.UNKNOWN


def _name(named: x509.Name) -> str:
    """What stands for a signer in a certificate: the common name and the organization."""
    said = named.native
    parts = (said.get(key) for key in ("common_name", "organization_name"))
    told = ", ".join(dict.fromkeys(part for part in parts if isinstance(part, str)))
    return " ".join("".join(one if one.isprintable() else " " for one in told).split())[:MOST_IN_A_NAME]
