"""`callboard deliveries`: messages that a platform refused for good, and those that tell of money and may or may not
have arrived: to be looked at, tried again or given up."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.commands import AsJson, ConfigFile, one_line
from bot.errors import CannotStart

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.config import Settings
    from models.delivery import Delivery

commands = typer.Typer(help="Messages that a platform refused, or may have taken.", no_args_is_help=True)
Ids = Annotated[list[int] | None, typer.Argument(help="Their numbers, as `deliveries list` shows them.")]
All = Annotated[bool, typer.Option("--all", help="Every one that was refused.")]
MOST_LISTED = 100
AT_ONCE = 1000
"""In one transaction, and in memory."""


@commands.command("list")
@one_line
def listed(as_json: AsJson = False, config: ConfigFile = None) -> None:
    """Each with its channel, when it was made, how often it was tried, and what the platform said; newest first."""
    from sqlmodel import col, select

    from bot.cli.opened import reading
    from bot.config import load
    from models.delivery import UP_TO_THE_OPERATOR, Delivery

    refused = select(Delivery).where(col(Delivery.state).in_(UP_TO_THE_OPERATOR)).order_by(col(Delivery.id).desc())
    refused = refused.execution_options(yield_per=AT_ONCE) if as_json else refused.limit(MOST_LISTED)
    number = 0
    with reading(load(config)) as session:
        for one in session.exec(refused):
            typer.echo(_as_json(one) if as_json else _as_line(one))
            number += 1
    if not number and not as_json:
        typer.echo("No platform has refused a message, and of none is it unclear whether it arrived.")
    if number == MOST_LISTED and not as_json:
        typer.echo(f"Only the newest {MOST_LISTED} are shown; --json has all.")


def _as_line(one: Delivery) -> str:
    return f"{one.id}\t{one.channel}\t{one.created_at:%Y-%m-%d %H:%M}\t{one.attempts}\t{one.error}"


def _as_json(one: Delivery) -> str:
    from models.delivery import DeliveryState

    state, made = DeliveryState(one.state).name.lower(), one.created_at.isoformat()
    row = {"id": one.id, "channel": one.channel, "state": state, "created_at": made, "attempts": one.attempts}
    return json.dumps({**row, "error": one.error}, ensure_ascii=False)


@commands.command()
@one_line
def retry(ids: Ids = None, every: All = False, config: ConfigFile = None) -> None:
    """They are due again, now: after what the platform said has been mended, or where they have not arrived."""
    from bot.clock import Clock
    from models.queries.undelivered import try_again

    _decided(ids, every, config, lambda session, some: try_again(session, some, Clock().now()), "due again")


@commands.command()
@one_line
def drop(
    ids: Ids = None,
    every: All = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    config: ConfigFile = None,
) -> None:
    """They are never sent, and are no longer counted as refused. This can't be undone."""
    from models.queries.undelivered import drop

    which = "every refused message" if every else f"{len(ids or [])} messages"
    if (ids or every) and not yes and not typer.confirm(f"Never send {which}? This can't be undone."):
        raise CannotStart("nothing was dropped")
    _decided(ids, every, config, drop, "dropped")


def _decided(
    ids: list[int] | None,
    every: bool,
    config: ConfigFile,
    decide: Callable[[Session, Sequence[int]], int],
    word: str,
) -> None:
    """A piece at a time: whoever chats meanwhile waits for no more than that."""
    from bot.cli.opened import GIVE_WAY_SECONDS, opened
    from bot.config import load

    if bool(ids) == every:
        raise CannotStart("name the deliveries by their numbers, or give --all; `callboard deliveries list` shows them")
    settings, number, named = load(config), 0, 0
    for piece in _pieces(settings, ids):
        with opened(settings) as session:
            number += decide(session, piece)
        named += len(piece)
        time.sleep(GIVE_WAY_SECONDS)
    typer.echo(f"{number} {word}." + (_left(named - number, bool(ids)) if named > number else ""))


def _left(number: int, are_named: bool) -> str:
    if not are_named:
        return f" {number} are cards of broadcasts that are over: `callboard deliveries drop --all` gives them up."
    return (
        f" Of the numbers, {number} stood for nothing that a platform had refused, or for cards of broadcasts that are "
        "over: see `callboard deliveries list`."
    )


def _pieces(settings: Settings, ids: list[int] | None) -> Iterator[Sequence[int]]:
    """Those that were named, or all that were refused."""
    from bot.cli.opened import reading
    from models.queries.undelivered import refused_next

    if ids:
        wanted = sorted(set(ids))
        yield from (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))
        return
    after = 0
    while True:
        with reading(settings) as session:
            piece = refused_next(session, after, AT_ONCE)
        if not piece:
            return
        after = piece[-1]
        yield piece
