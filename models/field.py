"""The fields that experts work in.

The taxonomy is `fields.csv`: a code that never changes, its parent, labels and everyday phrases in English
and Arabic, and the codes of ISCED-F 2013 (UNESCO's fields of education) and ISCO-08 (the ILO's occupations).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from models.errors import Refused


@dataclass(frozen=True)
class Discipline:
    """One field. The product says *field*; the class is a Discipline because `Field` is SQLModel's word."""

    code: str
    parent: str | None
    label_en: str
    label_ar: str
    isced: str
    isco: str
    synonyms_en: tuple[str, ...]
    synonyms_ar: tuple[str, ...]

    def label(self, language: str) -> str:
        """The field's name in a language; English where there is no other."""
        return self.label_ar if language.split("-")[0] == "ar" else self.label_en

    @property
    def phrases(self) -> tuple[str, ...]:
        """Everything that people call it, labels first."""
        return (self.label_en, self.label_ar, *self.synonyms_en, *self.synonyms_ar)


def covers(required: str, held: str) -> bool:
    """Whether who is proven in `held` may do what asks for `required`: the same field or a part of it.

    A hepatologist covers gastroenterology and medicine; a physician of no stated specialty doesn't cover
    hepatology. A code that the taxonomy no longer has covers only itself.
    """
    code: str | None = held
    while code is not None:
        if code == required:
            return True
        code = _taxonomy()[code].parent if code in _taxonomy() else None
    return False


def parts(code: str) -> frozenset[str]:
    """The codes of a field and of all that is part of it: what `covers` it, for use in a query."""
    return frozenset({code, *(held for held in _taxonomy() if covers(code, held))})


@cache
def wholes(code: str) -> tuple[str, ...]:
    """The fields whose tasks who works in this one may answer: itself, and each that it is a part of."""
    field = _taxonomy().get(code)
    return (code, *(wholes(field.parent) if field is not None and field.parent is not None else ()))


def by_code(code: str) -> Discipline:
    """The field with this code.

    Raises:
        Refused: "field-unknown" (code).
    """
    field = _taxonomy().get(code)
    if field is None:
        raise Refused("field-unknown", code=code)
    return field


def all_fields() -> tuple[Discipline, ...]:
    """Every field, parents before their parts, in the taxonomy's order."""
    return tuple(_taxonomy().values())


def children(code: str | None) -> tuple[Discipline, ...]:
    """The direct parts of a field, or the broadest fields for None: one step of choosing by buttons."""
    return tuple(field for field in _taxonomy().values() if field.parent == code)


@cache
def _taxonomy() -> dict[str, Discipline]:
    table = resources.files("models").joinpath("fields.csv").read_text(encoding="utf-8")
    return {row["code"]: _discipline(row) for row in csv.DictReader(table.splitlines())}


def _discipline(row: dict[str, str]) -> Discipline:
    return Discipline(
        code=row["code"],
        parent=row["parent"] or None,
        label_en=row["label_en"],
        label_ar=row["label_ar"],
        isced=row["isced"],
        isco=row["isco"],
        synonyms_en=_several(row["synonyms_en"]),
        synonyms_ar=_several(row["synonyms_ar"]),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in cell.split(";") if phrase.strip())
