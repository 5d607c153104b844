"""`callboard domains`: institutions that the built-in lists of academic domains lack."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.commands import ConfigFile, one_line

commands = typer.Typer(help="Domains of institutions that the built-in lists lack.", no_args_is_help=True)
Domain = Annotated[str, typer.Argument(help="Such as hospital.example.org; what is below it counts too.")]


@commands.command()
@one_line
def add(
    domain: Domain,
    name: Annotated[str, typer.Option(help="The institution, as experts see it.")],
    config: ConfigFile = None,
) -> None:
    """Addresses at this domain count as the institution's from now on."""
    from bot.cli.opened import opened
    from bot.clock import Clock
    from bot.config import load
    from models.known_domain import KnownDomain

    read = _read(domain)
    with opened(load(config)) as session:
        session.merge(KnownDomain(domain=read, institution=name.strip()[:200], added_at=Clock().now()))
    typer.echo(f"Added: {read} ({name.strip()[:200]}).")


@commands.command("list")
@one_line
def listed(config: ConfigFile = None) -> None:
    """Each with its institution and when it was added."""
    from sqlmodel import col, select

    from bot.cli.opened import opened
    from bot.config import load
    from models.known_domain import KnownDomain

    with opened(load(config)) as session:
        for one in session.exec(select(KnownDomain).order_by(col(KnownDomain.domain))):
            typer.echo(f"{one.domain}\t{one.added_at:%Y-%m-%d}\t{one.institution}")


@commands.command()
@one_line
def remove(domain: Domain, config: ConfigFile = None) -> None:
    """What was proven by it stands until it expires."""
    from bot.cli.opened import opened
    from bot.config import load
    from bot.errors import CannotStart
    from models.known_domain import KnownDomain

    read = _read(domain)
    with opened(load(config)) as session:
        known = session.get(KnownDomain, read)
        if known is None:
            raise CannotStart(f"{read} was not added; `callboard domains list` shows what was")
        session.delete(known)
    typer.echo(f"Removed: {read}.")


def _read(domain: str) -> str:
    from bot.checks.academic import company_address
    from bot.errors import CannotStart
    from models.errors import Refused

    try:
        return company_address(f"someone@{domain}").domain
    except Refused as refused:
        why = {"email-free-mail": "gives an address to anyone", "email-look-alike": "mixes letters that look alike"}
        raise CannotStart(f"{domain!r} {why.get(refused.key, 'is no domain')}") from None
