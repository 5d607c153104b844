"""`callboard clients`: who they are, and which of them compete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.commands import ConfigFile, one_line

if TYPE_CHECKING:
    from sqlmodel import Session

    from models.types import ClientId

commands = typer.Typer(help="Clients, and which of them compete.", no_args_is_help=True)
Named = Annotated[str, typer.Argument(help="A client's name, as `clients list` shows it.")]


@commands.command("list")
@one_line
def listed(config: ConfigFile = None) -> None:
    """Each client with those that compete with it, and for how long work for one keeps from the other."""
    from sqlmodel import col, select

    from bot.cli.opened import opened
    from bot.config import load
    from models.client import Client
    from models.rivalry import rivals

    with opened(load(config)) as session:
        every = session.exec(select(Client).order_by(col(Client.name))).all()
        names = {client.id: client.name for client in every}
        pairs = rivals(session)
        for client in every:
            assert client.id is not None
            theirs = pairs.get(client.id, {})
            said = ", ".join(f"{names[other]} ({length.days} days)" for other, length in theirs.items())
            typer.echo(f"{client.name}\t{f'competes with {said}' if said else 'competes with nobody here'}")
    if not every:
        typer.echo("No clients yet: `callboard invite --role recruiter --client NAME` makes one.")


@commands.command()
@one_line
def compete(
    one: Named,
    other: Named,
    days: Annotated[int, typer.Option(min=1, max=3650, help="For so long work for one keeps from the other.")] = 180,
    config: ConfigFile = None,
) -> None:
    """Who works for one of them is offered no tasks of the other. Saying it again changes for how long."""
    from bot.cli.opened import opened
    from bot.clock import Clock
    from bot.config import load
    from bot.errors import CannotStart
    from models.errors import Refused
    from models.rivalry import declare

    with opened(load(config)) as session:
        try:
            declare(session, _client(session, one), _client(session, other), days, Clock().now())
        except Refused:
            raise CannotStart("a client does not compete with itself") from None
    typer.echo(f"{one} and {other} compete: for {days} days work for one keeps from the other.")


@commands.command()
@one_line
def uncompete(one: Named, other: Named, config: ConfigFile = None) -> None:
    """Takes it back."""
    from bot.cli.opened import opened
    from bot.config import load
    from bot.errors import CannotStart
    from models.rivalry import withdraw

    with opened(load(config)) as session:
        if not withdraw(session, _client(session, one), _client(session, other)):
            raise CannotStart(f"{one} and {other} don't compete; `callboard clients list` shows who does")
    typer.echo(f"{one} and {other} compete no more.")


def _client(session: Session, name: str) -> ClientId:
    """The client of a name. Raises CannotStart where there is none."""
    from sqlmodel import func, select

    from bot.errors import CannotStart
    from models.client import Client
    from models.types import ClientId

    found = session.exec(select(Client.id).where(func.lower(Client.name) == name.strip().lower())).first()
    if found is None:
        raise CannotStart(f"no client is called {name!r}; `callboard clients list` shows who there is")
    return ClientId(found)
