"""`callboard payouts`: what was transferred comes back as the file that was exported, and is booked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.commands import ConfigFile, one_line

commands = typer.Typer(help="Money that was paid to experts.", no_args_is_help=True)


@commands.command()
@one_line
def paid(
    file: Annotated[Path, typer.Argument(help="What `export payouts` wrote (csv or jsonl), without who wasn't paid.")],
    reference: Annotated[str, typer.Option(help="The transfer's name, once for each; else the file's hash.")] = "",
    config: ConfigFile = None,
) -> None:
    """Each `due` in the file has left the bank: it is booked, once, and the expert is told. All of it or nothing."""
    from bot.cli.opened import opened
    from bot.cli.payout_files import book, read
    from bot.config import load
    from bot.policies import policy_of

    lines = read(file)
    settings = load(config)
    with opened(settings) as session:
        booked = book(session, policy_of(settings), reference or lines.reference, lines.transfers)
    sums = ", ".join(f"{amount.amount} {amount.currency}" for amount in booked.sums) or "nothing"
    typer.echo(f"Booked {sums}: {booked.number} transfers, whose experts are told. {booked.before} were booked before.")
