"""`callboard deliveries`: messages that a platform refused for good, and those that tell of money and may or may not
have arrived: to be looked at, tried again or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.commands import ConfigFile, one_line
from bot.errors import CannotStart

if TYPE_CHECKING:
    from sqlalchemy import Update

commands = typer.Typer(help="Messages that a platform refused, or may have taken.", no_args_is_help=True)
Ids = Annotated[list[int] | None, typer.Argument(help="Their numbers, as `deliveries list` shows them.")]
All = Annotated[bool, typer.Option("--all", help="Every one that was refused.")]
MOST_LISTED = 100


@commands.command("list")
@one_line
def listed(config: ConfigFile = None) -> None:
    """Each with its channel, when it was made, how often it was tried, and what the platform said; newest first."""
    from sqlmodel import col, select

    from bot.cli.opened import opened
    from bot.config import load
    from models.delivery import UP_TO_THE_OPERATOR, Delivery

    refused = select(Delivery).where(col(Delivery.state).in_(UP_TO_THE_OPERATOR))
    with opened(load(config)) as session:
        rows = session.exec(refused.order_by(col(Delivery.id).desc()).limit(MOST_LISTED)).all()
        for one in rows:
            typer.echo(f"{one.id}\t{one.channel}\t{one.created_at:%Y-%m-%d %H:%M}\t{one.attempts}\t{one.error}")
    if not rows:
        typer.echo("No platform has refused a message, and of none is it unclear whether it arrived.")
    if len(rows) == MOST_LISTED:
        typer.echo(f"Only the newest {MOST_LISTED} are shown.")


@commands.command()
@one_line
def retry(ids: Ids = None, every: All = False, config: ConfigFile = None) -> None:
    """They are due again, now: after what the platform said has been mended, or where they have not arrived."""
    from models.delivery import DeliveryState

    _decided(ids, every, config, DeliveryState.DUE, "due again")


@commands.command()
@one_line
def drop(
    ids: Ids = None,
    every: All = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    config: ConfigFile = None,
) -> None:
    """They are never sent, and are no longer counted as refused. This can't be undone."""
    from models.delivery import DeliveryState

    which = "every refused message" if every else f"{len(ids or [])} messages"
    if (ids or every) and not yes and not typer.confirm(f"Never send {which}? This can't be undone."):
        raise CannotStart("nothing was dropped")
    _decided(ids, every, config, DeliveryState.CANCELLED, "dropped")


def _decided(ids: list[int] | None, every: bool, config: ConfigFile, state: int, word: str) -> None:
    from sqlmodel import col

    from bot.cli.opened import opened
    from bot.config import load
    from models.delivery import Delivery, DeliveryState
    from models.queries import cards

    if bool(ids) == every:
        raise CannotStart("name the deliveries by their numbers, or give --all; `callboard deliveries list` shows them")
    with opened(load(config)) as session:
        which = col(Delivery.state) == DeliveryState.REFUSED
        with cards.counting(session, which & col(Delivery.id).in_(ids) if ids else which):
            number = session.connection().execute(_change(ids, state)).rowcount
    others = len(set(ids or ())) - number
    left = f" Of the numbers, {others} stood for nothing that a platform had refused: see `callboard deliveries list`."
    typer.echo(f"{number} {word}." + (left if others > 0 else ""))


def _change(ids: list[int] | None, state: int) -> Update:
    from sqlmodel import col, update

    from bot.clock import Clock
    from models.delivery import UP_TO_THE_OPERATOR, Delivery, DeliveryState

    change = update(Delivery).where(col(Delivery.state).in_(UP_TO_THE_OPERATOR))
    if ids:
        change = change.where(col(Delivery.id).in_(ids))
    if state == DeliveryState.DUE:
        return change.values(state=int(state), attempts=0, error="", not_before=Clock().now())
    return change.values(state=int(state))
