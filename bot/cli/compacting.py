"""`callboard compact`: the embedded database's file shrinks to what is in it."""

from __future__ import annotations

import typer

from bot.cli.commands import ConfigFile, one_line


@one_line
def compact(config: ConfigFile = None) -> None:
    """Shrink the SQLite database to what is in it, while the service is stopped.

    It takes up to twice as much room on the disk meanwhile, and is never needed: what was freed is used again.
    """
    from contextlib import closing

    from bot.config import load
    from bot.database import Database
    from bot.storage.copies import compact as shrink

    with closing(Database(load(config).database.url)) as database:
        before, after = shrink(database)
    typer.echo(f"{before / 1e6:.1f} MB before, {after / 1e6:.1f} MB now.")
