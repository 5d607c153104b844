"""`callboard items`: the banks of test items."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.commands import AsJson, ConfigFile, one_line
from bot.errors import CannotStart

commands = typer.Typer(help="The items of qualification tests.", no_args_is_help=True)


@commands.command("import")
@one_line
def import_(
    file: Annotated[Path, typer.Argument(help="CSV or JSON lines; docs/qualification.md has the format.")],
    keep_good: Annotated[bool, typer.Option("--keep-good", help="Take what is sound although some is not.")] = False,
    config: ConfigFile = None,
) -> None:
    """Add items from a file: all of them, or none where one has a mistake."""
    from bot.cli.item_files import ItemLine, Mistake, read_items
    from bot.cli.item_store import AT_ONCE, GIVE_WAY_SECONDS, add, compare
    from bot.cli.opened import opened
    from bot.clock import Clock
    from bot.config import load

    settings = load(config)
    items, mistakes = read_items(file)
    new: list[ItemLine] = []
    conflicts: list[Mistake] = []
    for start in range(0, len(items), AT_ONCE):
        with opened(settings) as session:
            some, otherwise = compare(session, items[start : start + AT_ONCE])
        new, conflicts = new + some, conflicts + otherwise
        time.sleep(GIVE_WAY_SECONDS)
    there, added = len(items) - len(new) - len(conflicts), 0
    mistakes = sorted([*mistakes, *conflicts], key=lambda mistake: mistake.line)
    wanted = new if keep_good or not mistakes else []
    for start in range(0, len(wanted), AT_ONCE):  # all are sound: stopped half-way, the rest comes in the next time
        with opened(settings) as session:
            added += add(session, wanted[start : start + AT_ONCE], Clock().now())[0]
        time.sleep(GIVE_WAY_SECONDS)
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
    from sqlmodel import select

    from bot.cli.opened import opened
    from bot.config import load
    from models.item import Item
    from models.queries import testing

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
    from sqlmodel import select

    from bot.cli.opened import opened
    from bot.clock import Clock
    from bot.config import load
    from models.item import Item

    with opened(load(config)) as session:
        item = session.exec(select(Item).where(Item.name == name)).first()
        if item is None:
            raise CannotStart(f"no item has the id {name!r}")
        item.retire(Clock().now())
    typer.echo(f"{name} is asked no more.")
