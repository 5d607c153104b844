"""`callboard sending`: one switch for everything that goes out, heeded by every process within a second."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.commands import ConfigFile, one_line

commands = typer.Typer(help="One switch for everything that goes out.", no_args_is_help=True)


@commands.command()
@one_line
def pause(
    because: Annotated[str, typer.Option(help="Why, for whoever asks later.")] = "paused by the operator",
    config: ConfigFile = None,
) -> None:
    """Nothing goes out until it is resumed; nothing of it is lost. What arrives is still handled."""
    from bot.cli.opened import opened
    from bot.clock import Clock
    from bot.config import load
    from models.switch import SENDING, SwitchedOff

    with opened(load(config)) as session:
        if session.get(SwitchedOff, SENDING) is None:
            session.add(SwitchedOff(name=SENDING, since=Clock().now(), because=because.strip()[:200]))
    status(config)


@commands.command()
@one_line
def resume(config: ConfigFile = None) -> None:
    """What waits goes out, at the platforms' pace."""
    from bot.cli.opened import opened
    from bot.config import load
    from models.switch import SENDING, SwitchedOff

    with opened(load(config)) as session:
        off = session.get(SwitchedOff, SENDING)
        if off is not None:
            session.delete(off)
    status(config)


@commands.command()
@one_line
def status(config: ConfigFile = None) -> None:
    """Whether it is on, and what waits."""
    from bot.cli import backlog
    from bot.cli.opened import opened
    from bot.clock import Clock
    from bot.config import load
    from models.queries.backlog import late, paused

    with opened(load(config)) as session:
        off = paused(session)
        waiting = backlog.shown(late(session, Clock().now()))
    stands = f"paused since {off.since:%Y-%m-%d %H:%M} UTC: {off.because}" if off else "on"
    typer.echo(f"Sending is {stands}.\n{waiting}.")
