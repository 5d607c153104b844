"""Rows that a session may have read already."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlmodel import Session, SQLModel

Row = TypeVar("Row", bound=SQLModel)


def loaded(session: Session, table: type[Row], key: Any) -> Row | None:
    """The row whose primary key is this one column's value, None where there is none.

    As `Session.get`, which works out anew for each call what a table's key is: a tenth of what a card costs that is
    made beside a hundred others, whose rows are all there.
    """
    known = session.identity_map.get((table, (key,), None))
    return known if known is not None else session.get(table, key)
