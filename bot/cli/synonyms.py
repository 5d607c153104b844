"""`callboard fields`: the words for fields that reviewers took in, for the operator."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.commands import ConfigFile, one_line

commands = typer.Typer(help="The words for fields that reviewers took in.", no_args_is_help=True)


@commands.command("list")
@one_line
def listed(config: ConfigFile = None) -> None:
    """Each with its number, its field and when it was approved."""
    from bot.cli.opened import opened
    from bot.config import load
    from models.field_learned import approved

    with opened(load(config)) as session:
        for one in approved(session):
            typer.echo(f"{one.id}\t{one.field_code}\t{one.decided_at:%Y-%m-%d}\t{one.words}")


@commands.command()
@one_line
def remove(
    number: Annotated[int, typer.Argument(help="As `callboard fields list` shows it.")], config: ConfigFile = None
) -> None:
    """These words find their field no more."""
    from bot.cli.opened import opened
    from bot.clock import Clock
    from bot.config import load
    from bot.errors import CannotStart
    from models.errors import Refused
    from models.field_learned import remove

    with opened(load(config)) as session:
        try:
            removed = remove(session, number, None, Clock().now())
        except Refused:
            raise CannotStart(f"nothing has the number {number}; `callboard fields list` shows what there is") from None
        typer.echo(f"Removed: {removed.words} ({removed.field_code}).")
