"""`callboard try`: how the service would read something, without doing anything."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from bot.commands import AsJson, ConfigFile, one_line

commands = typer.Typer(help="Show how the service would read something.", no_args_is_help=True)


@commands.callback()
def several() -> None:
    """Show how the service would read something: nothing is stored or sent."""


@commands.command()
@one_line
def why(
    expert: Annotated[int, typer.Argument(help="The id of an expert.")],
    task: Annotated[int, typer.Argument(help="The id of a task.")],
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Which conditions keep a task from an expert."""
    from bot.config import load
    from bot.explaining import explain

    found = explain(load(config), expert, task)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    if found["matches"]:
        typer.echo("Every condition is met.")
    for failed in found["failed"]:
        typer.echo(f"{failed['condition']}: {_said(failed)}")


def _said(failed: dict[str, Any]) -> str:
    """What is asked and what there is, where a condition has such values."""
    values = [f"{word} {failed[word]}" for word in ("wanted", "has") if word in failed]
    return ", ".join(values) or "not met"
