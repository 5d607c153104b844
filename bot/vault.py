"""Encryption of what is kept at rest: tokens, and whatever else must not lie open in a database or a backup.

Fernet (AES-128-CBC with HMAC-SHA256) of the `cryptography` package. Several keys make a change of key possible: the
first one encrypts, any of them decrypts.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator


class Sealed(Exception):
    """None of the keys opens it: it was encrypted with another one, or it was changed."""


class Vault:
    """Encrypts and decrypts.

    Args:
        keys: one or more, parted by spaces or commas, each as `new_key` makes it; at least one.
    """

    def __init__(self, keys: str) -> None:
        from cryptography.fernet import Fernet, MultiFernet  # whoever keeps nothing secret does not load it

        self._fernet = MultiFernet([Fernet(key) for key in keys_in(keys)])

    def seal(self, plain: bytes) -> bytes:
        """Encrypted with the first key: URL-safe base64, about a third longer, other bytes each time."""
        return self._fernet.encrypt(plain)

    def open(self, sealed: bytes) -> bytes:
        """What was sealed with any of the keys.

        Raises:
            Sealed: no key fits.
        """
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise Sealed("privacy.encryption_key does not open what is stored: put the key back that it had") from None


class SealedText(TypeDecorator[str]):
    """A column of words that are encrypted in the database and plain in the program. Nothing can search in it."""

    impl = Text
    cache_ok = False

    def __init__(self, vault: Vault) -> None:
        super().__init__()
        self._vault = vault

    def process_bind_param(self, value: str | None, _: Dialect) -> str | None:
        return self._vault.seal(value.encode()).decode() if value is not None else None

    def process_result_value(self, value: str | None, _: Dialect) -> str | None:
        return self._vault.open(value.encode()).decode() if value is not None else None

    def copy(self, **_: Any) -> SealedText:
        """For a column of another table."""
        return SealedText(self._vault)


def new_key() -> str:
    """A key that nobody has: 32 random bytes in URL-safe base64."""
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode()


def keys_in(setting: str) -> list[str]:
    """The keys of a setting, the one that encrypts first."""
    return [key for key in re.split(r"[\s,]+", setting) if key]


def is_key(key: str) -> bool:
    """Whether it is what `new_key` makes."""
    try:
        return len(key) == 44 and len(base64.urlsafe_b64decode(key)) == 32
    except (binascii.Error, ValueError):
        return False
