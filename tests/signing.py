"""Signed PDFs for the tests: real ones, signed with certificates of the test's own."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.keys import load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.checks.test_document_text import pdf

YEAR = timedelta(days=365)
DIPLOMA = pdf(
    "EXAMPLE UNIVERSITY",
    "has conferred upon",
    "Sara Haddad",
    "the degree of Doctor of Hepatology",
    "Prof. Omar Nasser",
    "Rector",
)


@dataclass(frozen=True)
class Authority:
    """A certificate with its key; `chain` leads up to its root and has neither."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    chain: tuple[x509.Certificate, ...] = ()

    def issues(
        self, name: str, *, since: timedelta = YEAR, until: timedelta = YEAR, for_the_web: bool = False
    ) -> Authority:
        """A signer's certificate, valid from `since` ago until `until` from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        built = _about(name, self.certificate.subject, key, since, until).add_extension(
            _uses(sign_certificates=False), critical=True
        )
        if for_the_web:
            built = built.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        return Authority(built.sign(self.key, hashes.SHA256()), key, (*self.chain, self.certificate))

    def within(self, folder: Path, ending: str = "pem") -> Path:
        """Puts the certificate into a folder of roots."""
        folder.mkdir(exist_ok=True)
        encoding = Encoding.PEM if ending == "pem" else Encoding.DER
        (folder / f"{self.certificate.serial_number}.{ending}").write_bytes(self.certificate.public_bytes(encoding))
        return folder

    def signs(self, content: bytes, field: str = "Signature") -> bytes:
        """The PDF with this signer's signature, now, in an update of its own."""
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        about = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
        signer = signers.PdfSigner(about, self._signer(), new_field_spec=SigFieldSpec(field))
        return bytes(signer.sign_pdf(writer).getvalue())

    def _signer(self) -> signers.SimpleSigner:
        plain = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        others = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # pyHanko has no types there
        others.register_multiple([_read(one) for one in self.chain])
        return signers.SimpleSigner(
            signing_cert=_read(self.certificate),
            signing_key=load_private_key_from_pemder_data(plain, passphrase=None),
            cert_registry=others,
        )


def root(name: str = "Example Root") -> Authority:
    """A root that signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    built = (
        _about(name, own, key, 3 * YEAR, YEAR)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_uses(sign_certificates=True), critical=True)
    )
    return Authority(built.sign(key, hashes.SHA256()), key)


@cache
def university() -> tuple[Authority, Authority]:
    """A root, and Example University under it."""
    above = root()
    return above, above.issues("Example University")


def self_signed(name: str = "Example University") -> Authority:
    """A signer whom nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    built = _about(name, own, key, YEAR, YEAR).add_extension(_uses(sign_certificates=False), critical=True)
    return Authority(built.sign(key, hashes.SHA256()), key)


def _about(
    name: str, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, since: timedelta, until: timedelta
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - since)
        .not_valid_after(now + until)
    )


def _uses(*, sign_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        content_commitment=not sign_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _read(certificate: x509.Certificate) -> object:
    from asn1crypto import x509 as bare

    return bare.Certificate.load(certificate.public_bytes(Encoding.DER))
