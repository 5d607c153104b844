"""`callboard items`: the banks of test items."""

from __future__ import annotations

import json
import time
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.commands import AsJson, ConfigFile, one_line
from bot.errors import CannotStart

if TYPE_CHECKING:
    from bot.cli.item_files import Mistake
    from bot.cli.item_stage import Stage
    from bot.config import Settings
    from models.item import Item
    from models.queries.testing import Quality

commands = typer.Typer(help="The items of qualification tests.", no_args_is_help=True)


@commands.command("import")
@one_line
def import_(
    file: Annotated[Path, typer.Argument(help="CSV or JSON lines; docs/qualification.md has the format.")],
    keep_good: Annotated[bool, typer.Option("--keep-good", help="Take what is sound although some is not.")] = False,
    config: ConfigFile = None,
) -> None:
    """Add items from a file: all of them, or none where one has a mistake."""
    from bot.cli.item_stage import Stage
    from bot.cli.item_store import AT_ONCE, add
    from bot.cli.opened import GIVE_WAY_SECONDS, opened
    from bot.clock import Clock
    from bot.config import load

    settings = load(config)
    added = 0
    with closing(Stage()) as stage:
        there, mistakes = _staged(settings, file, stage)
        for piece in stage.pieces(AT_ONCE) if keep_good or not mistakes else ():
            with opened(settings) as session:  # all are sound: stopped half-way, the rest comes in the next time
                added += add(session, piece, Clock().now())[0]
            time.sleep(GIVE_WAY_SECONDS)
    typer.echo(f"{added} added, {there} there before, {mistakes} with a mistake.")
    if mistakes:
        raise typer.Exit(1)


def _staged(settings: Settings, file: Path, stage: Stage) -> tuple[int, int]:
    """Reads all of a file and says each mistake; how many items are there already, and how many mistakes there are."""
    from bot.cli.item_files import ItemLine, read_items
    from bot.cli.item_store import AT_ONCE, compare
    from bot.cli.opened import reading

    lines, there, wrong = read_items(file), 0, 0
    while piece := list(islice(lines, AT_ONCE)):
        checked = [(stage.repeated(one) or one) if isinstance(one, ItemLine) else one for one in piece]
        sound = [one for one in checked if isinstance(one, ItemLine)]
        with reading(settings) as session:
            new, conflicts = compare(session, sound)
        stage.keep(new)
        mistakes = sorted([*(one for one in checked if not isinstance(one, ItemLine)), *conflicts], key=_line)
        for mistake in mistakes:
            typer.echo(f"{file}, line {mistake.line}: {mistake.says}", err=True)
        there, wrong = there + len(sound) - len(new) - len(conflicts), wrong + len(mistakes)
    return there, wrong


def _line(mistake: Mistake) -> int:
    return mistake.line


@commands.command("list")
@one_line
def listed(
    field: Annotated[str | None, typer.Option(help="Only this field's code.")] = None,
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Each item with how it was answered, and whether it is flagged or retired."""
    from sqlmodel import select

    from bot.cli.item_store import AT_ONCE
    from bot.cli.opened import reading
    from bot.config import load
    from models.item import Item
    from models.queries import testing

    with reading(load(config)) as session:
        wanted = select(Item).order_by(Item.field_code, Item.level, Item.name)  # type: ignore[arg-type]
        wanted = wanted.execution_options(yield_per=AT_ONCE)
        for items in session.exec(wanted.where(Item.field_code == field) if field else wanted).partitions():
            found = testing.quality(session, [item.key for item in items])
            for item in items:
                _show(item, found.get(item.key, testing.UNKNOWN), as_json=as_json)


def _show(item: Item, how: Quality, *, as_json: bool) -> None:
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
