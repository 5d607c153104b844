"""`callboard rebuild`: what is derived from other rows is made anew, a batch at a time, while the service runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from bot.cli.commands import ConfigFile, one_line

if TYPE_CHECKING:
    from bot.database import Database
    from models.queries.rebuilding import Step


@one_line
def rebuild(config: ConfigFile = None) -> None:
    """Make anew what is derived from other rows (whom matching finds, what is counted), while the service runs.

    Only what is wrong is written; stopped half-way or run twice, it does no harm.
    """
    from bot.cli.opened import up_to_date
    from bot.config import load
    from models.queries.rebuilding import STEPS

    with up_to_date(load(config)) as database:
        for step in STEPS:
            seen = wrong = 0
            for looked_at, mended in _batches(database, step):
                seen, wrong = seen + looked_at, wrong + mended
                typer.echo(f"\r{step.name}: {seen} looked at, {wrong} were wrong and are mended", nl=False)
            typer.echo()


def _batches(database: Database, step: Step) -> Iterator[tuple[int, int]]:
    """How many were looked at and mended, for each batch in a transaction of its own."""
    from models.queries.rebuilding import BATCH

    after = step.beginning
    while after is not None:
        with database.transaction() as session:
            after, looked_at, mended = step.next(session, after, BATCH)
        yield looked_at, mended
