"""The one way the product says no.

A rule refuses with a text key and its variables, never with a sentence: the locale files own the words.
"""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """A rule said no; what was asked for did not happen and nothing was changed.

    Refuse before changing anything: events share one transaction, and only a refusal that leaves no trace
    costs its neighbours nothing.
    """

    def __init__(self, key: str, /, **variables: Any) -> None:
        super().__init__(key)
        self.key = key
        self.variables = variables

    def __repr__(self) -> str:
        return f"Refused({self.key!r}, {self.variables!r})"
