"""What is encrypted at rest, and the key that does it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.__main__ import app
from bot.config import Settings
from bot.vault import Sealed, Vault, is_key, keys_in, new_key

KEY = new_key()


@given(st.binary(max_size=300))
def test_what_is_sealed_opens_and_does_not_show(plain: bytes) -> None:
    vault = Vault(KEY)
    sealed = vault.seal(plain)

    assert vault.open(sealed) == plain and sealed != vault.seal(plain)
    assert len(plain) < 8 or plain not in sealed


def test_a_key_is_changed_by_putting_the_new_one_in_front() -> None:
    new = new_key()
    before = Vault(KEY).seal(b"secret")
    both = Vault(f"{new}, {KEY}")

    assert both.open(before) == b"secret"
    assert Vault(new).open(both.seal(b"secret")) == b"secret"
    with pytest.raises(Sealed, match=r"privacy\.encryption_key"):
        Vault(new).open(before)


def test_what_was_changed_does_not_open() -> None:
    sealed = bytearray(Vault(KEY).seal(b"secret"))
    sealed[30] ^= 1
    for wrong in (bytes(sealed), b"", b"secret", "é".encode()):
        with pytest.raises(Sealed):
            Vault(KEY).open(wrong)


def test_the_command_makes_a_key_that_the_settings_take() -> None:
    printed = CliRunner().invoke(app, ["encryption-key"])
    made = printed.stdout.strip()

    assert printed.exit_code == 0 and is_key(made) and made != new_key()
    read = Settings.model_validate({"privacy": {"encryption_key": f" {made}\n{KEY} "}})
    assert read.privacy.encryption_key is not None
    assert keys_in(read.privacy.encryption_key.get_secret_value()) == [made, KEY]
    assert made not in f"{read!r}{read.privacy}"


WRONG = {
    "a word": "secret",
    "too short": KEY[:-1],
    "too long": KEY + "A",
    "one of two": f"{KEY} short",
    "no ASCII": "é" * 44,
    "only padding": "=" * 44,
    "none of two": ",",
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_what_is_no_key_is_refused_and_not_shown(wrong: str) -> None:
    with pytest.raises(ValueError, match="is no key; callboard encryption-key makes one"):
        Settings.model_validate({"privacy": {"encryption_key": wrong}})


def test_no_key_is_no_key() -> None:
    assert Settings.model_validate({"privacy": {"encryption_key": " "}}).privacy.encryption_key is None
