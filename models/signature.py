"""A document's electronic signature: whose it is, and what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class SignatureState(StrEnum):
    """What a signature shows. Each has the texts `signature-<value>` and, but for the first, `signed-<value>`."""

    TRUSTED = "trusted"
    """The whole document, unaltered, by a signer under a trusted root whose certificate was valid at the time."""
    UNKNOWN = "unknown"
    """The whole document, unaltered, by a signer under no trusted root."""
    OUT_OF_DATE = "out-of-date"
    """As TRUSTED, but that the certificate was not valid at the time that the signature states."""
    UNFIT = "unfit"
    """As TRUSTED, but that the certificate is not one for signing documents, or can't be relied on."""
    PARTIAL = "partial"
    """Something in the document is not under the signature: what was added to it later, mostly."""
    ALTERED = "altered"
    UNREADABLE = "unreadable"
    UNCHECKED = "unchecked"
    """Nothing here checks signatures."""


@dataclass(frozen=True, slots=True)
class Signature:
    """`signer` and `issuer` are names in the signer's certificate; of a state other than TRUSTED anyone may have made
    them up. `digest` is the SHA-256, in hex, of all bytes but the signature's own, where it is over all of them."""

    state: SignatureState
    signer: str = ""
    issuer: str = ""
    digest: str = ""

    def stored(self) -> dict[str, str]:
        """As JSON has it."""
        return {**asdict(self), "state": self.state.value}


def recalled(stored: Iterable[Mapping[str, Any]]) -> tuple[Signature, ...]:
    """From what `stored` gave. KeyError, ValueError or TypeError for anything else."""
    return tuple(Signature(SignatureState(one["state"]), one["signer"], one["issuer"], one["digest"]) for one in stored)


def deciding(signatures: Iterable[Signature]) -> Signature | None:
    """The one that vouches for the document, or else the one that says most about why none does; None for none.

    A trusted signature over everything counts whoever signed before it, as long as nothing was altered.
    """
    telling = (
        SignatureState.ALTERED,
        SignatureState.UNREADABLE,
        SignatureState.TRUSTED,
        SignatureState.OUT_OF_DATE,
        SignatureState.UNFIT,
        SignatureState.UNKNOWN,
        SignatureState.PARTIAL,
        SignatureState.UNCHECKED,
    )
    return min(signatures, key=lambda one: telling.index(one.state), default=None)
