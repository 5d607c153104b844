"""`callboard items`: the banks of test items."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session, col, select

from bot.cli.commands import AsJson, ConfigFile, one_line
from bot.cli.item_files import ItemLine, Mistake, read_items
from bot.cli.opened import opened
from bot.clock import Clock
from bot.config import load
from bot.errors import CannotStart
from models.item import Item
from models.queries import testing

commands = typer.Typer(help="The items of qualification tests.", no_args_is_help=True)


@commands.command("import")
@one_line
def import_(
    file: Annotated[Path, typer.Argument(help="CSV or JSON lines; docs/qualification.md has the format.")],
    keep_good: Annotated[bool, typer.Option("--keep-good", help="Take what is sound although some is not.")] = False,
    config: ConfigFile = None,
) -> None:
    """Add items from a file: all of them, or none where one has a mistake."""
    items, mistakes = read_items(file)
    with opened(load(config)) as session:
        added, there, conflicts = add(session, items, Clock().now(), nothing=bool(mistakes) and not keep_good)
        mistakes = sorted([*mistakes, *conflicts], key=lambda mistake: mistake.line)
        if mistakes and not keep_good:
            session.rollback()
            added = 0
    for mistake in mistakes:
        typer.echo(f"{file}, line {mistake.line}: {mistake.says}", err=True)
    typer.echo(f"{added} added, {there} there before, {len(mistakes)} with a mistake.")
    if mistakes:
        raise typer.Exit(1)


@commands.command("list")
@one_line
def listed(
    field: Annotated[str | None, typer.Option(help="Only this field's code.")] = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Each item with how it was answered, and whether it is flagged or retired."""
    with opened(load(config)) as session:
        wanted = select(Item).order_by(Item.field_code, Item.level, Item.name)  # type: ignore[arg-type]
        items = session.exec(wanted.where(Item.field_code == field) if field else wanted).all()
        found = testing.quality(session, [item.key for item in items])
        for item in items:
            how = found.get(item.key, testing.UNKNOWN)
            state = "retired" if item.retired_at else "flagged" if item.flagged_at else "asked"
            if as_json:
                row = {"id": item.name, "field": item.field_code, "level": item.level, "state": state}
                typer.echo(json.dumps({**row, "answered": how.answered, "right": how.right}, ensure_ascii=False))
            else:
                shares = f"{how.right}/{how.answered}"
                typer.echo(f"{item.name}\t{item.field_code}\t{item.level}\t{state}\t{shares}\t{item.question['en']}")


@commands.command()
@one_line
def retire(
    name: Annotated[str, typer.Argument(help="The item's id.")],
    config: ConfigFile = None,
) -> None:
    """Ask an item no more, not even in tests under way."""
    with opened(load(config)) as session:
        item = session.exec(select(Item).where(Item.name == name)).first()
        if item is None:
            raise CannotStart(f"no item has the id {name!r}")
        item.retire(Clock().now())
    typer.echo(f"{name} is asked no more.")


def add(
    session: Session, items: Sequence[ItemLine], now: datetime, *, nothing: bool = False
) -> tuple[int, int, list[Mistake]]:
    """Stores items that are not there yet: how many, how many were there before, and those that are there otherwise.

    Args:
        nothing: only compares.
    """
    names = [item.name for item in items]
    known = {item.name: item for item in session.exec(select(Item).where(col(Item.name).in_(names)))}
    conflicts = [
        Mistake(item.line, f"id: {item.name!r} is there already with other words; retire it and take another id")
        for item in items
        if item.name in known and not _same(item, known[item.name])
    ]
    new = [item for item in items if item.name not in known]
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
