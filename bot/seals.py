"""What stays of evidence: a keyed hash, by which its use by another is noticed and from which it can't be guessed.

HMAC-SHA256 (RFC 2104) over the SHA-256 of the evidence, with a key derived from `privacy.encryption_key`. Whoever has
the database without the key can't try all addresses of a university. The inner hash lets those that were kept before
there was a key be turned into keyed ones.
"""

from __future__ import annotations

import hashlib
import hmac

from bot.vault import keys_in

_PURPOSE = b"callboard: hashes of evidence"
_ID_LENGTH = 8
PLAIN_LENGTH = 64
"""Characters of a hash that was made without a key."""


class Seals:
    """Makes the hashes, and knows those that were made with an earlier key.

    Args:
        keys: as of `Vault`; none at all leaves hashes without a key.
    """

    def __init__(self, keys: str = "") -> None:
        self._keys = [hmac.digest(key.encode(), _PURPOSE, "sha256") for key in keys_in(keys)]

    @property
    def ids(self) -> list[str]:
        """What the hashes of each key begin with; empty without a key."""
        return [_id(key) for key in self._keys]

    def seal(self, evidence: str) -> str:
        """The hash to keep, at most 64 characters."""
        return self.keyed(_plain(evidence))

    def every(self, evidence: str) -> list[str]:
        """The same evidence as it may have been sealed before, by whichever key or by none."""
        plain = _plain(evidence)
        return [*(_keyed(key, plain) for key in self._keys), plain]

    def keyed(self, plain: str) -> str:
        """What was kept without a key, as it would be kept now."""
        return _keyed(self._keys[0], plain) if self._keys else plain


def _plain(evidence: str) -> str:
    return hashlib.sha256(evidence.encode()).hexdigest()


def _keyed(key: bytes, plain: str) -> str:
    return f"{_id(key)}:{hmac.digest(key, plain.encode(), 'sha256').hex()[:48]}"


def _id(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()[:_ID_LENGTH]
