"""Registers that a machine can't ask: a reviewer looks there, and is told where and for what.

Source: each register's own public search page, named in `eye_registers.csv`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from models.claim import CredentialKind


@dataclass(frozen=True)
class EyeRegister:
    """`link` is its public search; `name` and `look` (what to look for) are by language."""

    code: str
    country: str
    link: str
    name: Mapping[str, str]
    look: Mapping[str, str]
    lists: frozenset[str]
    """The kinds of credential that are found there."""


def eye_registers(kind: CredentialKind | None = None) -> Mapping[str, EyeRegister]:
    """All of them, or those that list this kind, by their codes, in the order in which they are offered."""
    return {code: one for code, one in _every().items() if kind is None or kind in one.lists}


@cache
def _every() -> Mapping[str, EyeRegister]:
    table = resources.files("bot.checks").joinpath("eye_registers.csv").read_text(encoding="utf-8")
    return {row["code"]: _register(row) for row in csv.DictReader(table.splitlines())}


def _register(row: Mapping[str, str]) -> EyeRegister:
    name = {language: row[f"name_{language}"] for language in ("en", "ar")}
    look = {language: row[f"look_{language}"] for language in ("en", "ar")}
    return EyeRegister(row["code"], row["country"], row["link"], name, look, frozenset(row["lists"].split()))
