"""What all commands of the command line have in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec, TypeVar

import typer

from bot.errors import CannotStart

P = ParamSpec("P")
R = TypeVar("R")

ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="Settings; without it config.toml in this folder, then the environment.")
]
AsJson = Annotated[bool, typer.Option("--json", help="For a program to read.")]


def one_line(command: Callable[P, R]) -> Callable[P, R]:
    """What can't be done is said in one clear line on standard error, with exit code 1."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except CannotStart as reason:
            typer.echo(f"callboard: {reason}", err=True)
            raise typer.Exit(1) from None

    return guarded
