"""Items of a file, stored beside those that are there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from bot.cli.item_files import ItemLine, Mistake
from models.item import Item

AT_ONCE = 1000
"""In one transaction and one query: whoever chats meanwhile waits for no more."""


def compare(session: Session, items: Sequence[ItemLine]) -> tuple[list[ItemLine], list[Mistake]]:
    """Those that are not there yet, and a mistake for each that is there otherwise; AT_ONCE at most."""
    names = [item.name for item in items]
    known = {item.name: item for item in session.exec(select(Item).where(col(Item.name).in_(names)))}
    conflicts = [
        Mistake(item.line, f"id: {item.name!r} is there already with other words; retire it and take another id")
        for item in items
        if item.name in known and not _same(item, known[item.name])
    ]
    return [item for item in items if item.name not in known], conflicts


def add(
    session: Session, items: Sequence[ItemLine], now: datetime, *, nothing: bool = False
) -> tuple[int, int, list[Mistake]]:
    """Stores items that are not there yet: how many, how many were there before, and those that are there otherwise.

    Args:
        nothing: only compares.
    """
    new, conflicts = compare(session, items)
    for item in () if nothing else new:
        session.add(
            Item(
                name=item.name,
                field_code=item.field_code,
                level=item.level,
                seconds=item.seconds,
                question=item.question,
                options=item.options,
                right=item.right,
                kind=item.kind,
                rule=item.rule,
                added_at=now,
            )
        )
    session.flush()
    return 0 if nothing else len(new), len(items) - len(new) - len(conflicts), conflicts


def _same(line: ItemLine, item: Item) -> bool:
    asked = (line.kind, line.question, line.options, line.right, line.rule)
    return asked == (item.kind, item.question, item.options, item.right, item.rule) and (
        line.field_code == item.field_code and line.level == item.level and line.seconds == item.seconds
    )
