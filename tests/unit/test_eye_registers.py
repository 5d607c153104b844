"""Registers that reviewers look into: every one has a public address, and words in both languages."""

from __future__ import annotations

import pytest

from bot.checks.eye_registers import EyeRegister, eye_registers
from bot.checks.page import read_link


@pytest.mark.parametrize("register", eye_registers().values(), ids=lambda one: one.code)
def test_a_register_says_where_and_what(register: EyeRegister) -> None:
    assert read_link(register.link).startswith("https://")
    assert all(register.name[language] and register.look[language] for language in ("en", "ar"))
    assert len(register.code) <= 24 and len(register.country) == 2


def test_those_that_need_eyes_are_there() -> None:
    assert {"gmc", "cpa", "cabar", "scfhs"} <= eye_registers().keys()
