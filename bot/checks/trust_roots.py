"""The certificates under which a signer is trusted: files in a folder, as PEM or DER."""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

ENDINGS = (".pem", ".crt", ".cer", ".der")


def read_roots(folder: Path) -> tuple[list[bytes], list[str]]:
    """The certificates as DER, and the names of files that hold none. OSError where the folder can't be read."""
    found: list[bytes] = []
    odd: list[str] = []
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() not in ENDINGS:
            continue
        try:
            found += _certificates(file.read_bytes())
        except (ValueError, OSError):
            odd.append(file.name)
    return found, odd


def _certificates(content: bytes) -> list[bytes]:
    pem = b"-----BEGIN" in content
    read = x509.load_pem_x509_certificates(content) if pem else [x509.load_der_x509_certificate(content)]
    return [one.public_bytes(Encoding.DER) for one in read]
