"""`callboard rehearse`."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated

import typer

from bot.cli.commands import AsJson, one_line


@one_line
def rehearse(
    experts: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many there are; all get every task.")],
    tasks: Annotated[int, typer.Option(min=1, max=100, help="How many are broadcast at once.")],
    database: Annotated[
        str, typer.Option(help="An empty database's address, or postgres for a temporary one; else an SQLite file.")
    ] = "",
    per_second: Annotated[
        int | None,
        typer.Option(
            "--messages-per-second", min=1, max=1000, help="30; 1000, as with a paid broadcast, for over 1000 experts."
        ),
    ] = None,
    slack: Annotated[
        float, typer.Option(min=0, max=1, help="The share of the experts who are on Slack: 0.2 is one in five.")
    ] = 0.0,
    as_json: AsJson = False,
) -> None:
    """Play a whole broadcast beforehand: the real service on a fresh database, local platforms, simulated experts."""
    from bot import log
    from bot.rehearsal.fresh import fresh
    from bot.rehearsal.plan import FREE, SLACK, Plan, usual_pace
    from bot.rehearsal.running import Rehearsal
    from bot.rehearsal.showing import Screen, table

    log.set_up("error")
    plan = Plan(experts, tasks, per_second or usual_pace(experts), slack)
    if not as_json:
        paid = " (paid broadcast)" if plan.per_second > FREE else ""
        there = f", of which {plan.on_slack * tasks:,} on Slack at {SLACK} a minute" if plan.on_slack else ""
        typer.echo(f"{plan.deliveries:,} cards at {plan.per_second:,} messages a second{paid}{there}.", err=True)
    with fresh(database) as url, Screen(quiet=as_json) as screen:
        report = asyncio.run(Rehearsal(plan, url, screen.told).run())
    if as_json:
        typer.echo(json.dumps(report.as_json()))
    else:
        from rich.console import Console

        Console().print(table(report))
    if report.amiss:
        typer.echo(f"callboard: not as it must be: {'; '.join(report.amiss)}", err=True)
        raise typer.Exit(1)
