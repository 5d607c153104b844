"""`callboard try`: how the service would read something, without doing anything."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Annotated, Any

import typer

from bot.cli.commands import AsJson, ConfigFile, one_line
from bot.errors import CannotStart

MANY = "-"
"""In place of a text: many from standard input."""

commands = typer.Typer(help="Show how the service would read something.", no_args_is_help=True)


@commands.callback()
def several() -> None:
    """Show how the service would read something: nothing is stored or sent."""


@commands.command()
@one_line
def field(
    text: Annotated[str, typer.Argument(help="What a person says of their field; - reads a phrase a line.")],
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """The fields that a phrase may mean, best first."""
    from bot.cli import trial
    from bot.config import load

    learned = trial.learned_in(load(config))
    if text == MANY:
        _each_line(lambda line: trial.fields(line, learned))
        return
    found = trial.fields(text, learned)
    if as_json:
        _as_json(found)
        return
    for one in found:
        typer.echo(f"{one['score']:5.1f}  {one['code']}  {one['label_en']}  {one['label_ar']}")
    if not found:
        typer.echo("No field resembles that.")


@commands.command()
@one_line
def names(
    one: Annotated[str, typer.Argument(help="A name; - reads two a line, parted by a tab.")],
    other: Annotated[str | None, typer.Argument(help="The other spelling.")] = None,
    as_json: AsJson = False,
) -> None:
    """Whether two spellings are one person's name, and why."""
    from bot.cli import trial

    if one == MANY and other is None:
        _each_line(lambda line: trial.names(*_two(line)))
        return
    if other is None:
        raise typer.BadParameter("two names are needed", param_hint="OTHER")
    found = trial.names(one, other)
    if as_json:
        _as_json(found)
    else:
        typer.echo(trial.said(found))


@commands.command()
@one_line
def answer(
    text: Annotated[str, typer.Argument(help='What is typed; - reads {"kind", "rule", "text"} a line.')],
    kind: Annotated[str, typer.Option(help="The kind of question.")] = "",
    rule: Annotated[str, typer.Option(help="What is asked, as JSON.")] = "{}",
    as_json: AsJson = False,
) -> None:
    """Whether an answer is accepted, its normal form, and the refusal."""
    from bot.cli import trial

    if text == MANY:
        _each_line(lambda line: trial.answer(*_spec(line)))
        return
    if not kind:
        raise typer.BadParameter("which kind of question?", param_hint="--kind")
    found = trial.answer(kind, _object(rule, "--rule"), text)
    if as_json:
        _as_json(found)
    elif found["accepted"]:
        typer.echo(f"accepted: {found['value']}" + {True: ", right", False: ", wrong"}.get(found["correct"], ""))
    else:
        typer.echo(f"refused: {found['refusal']}")


@commands.command()
@one_line
def why(
    expert: Annotated[int, typer.Argument(help="The id of an expert.")],
    task: Annotated[int, typer.Argument(help="The id of a task.")],
    as_json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Which conditions keep a task from an expert."""
    from bot.cli.explaining import explain
    from bot.config import load

    found = explain(load(config), expert, task)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    if found["matches"]:
        typer.echo("Every condition is met.")
    for failed in found["failed"]:
        typer.echo(f"{failed['condition']}: {_said(failed)}")


def _said(failed: dict[str, Any]) -> str:
    """What is asked and what there is, where a condition has such values."""
    values = [f"{word} {failed[word]}" for word in ("wanted", "has") if word in failed]
    return ", ".join(values) or "not met"


def _as_json(found: Any) -> None:
    typer.echo(json.dumps(found, ensure_ascii=False))


def _each_line(read: Callable[[str], Any]) -> None:
    """One JSON line for each line of standard input, in order. Raises CannotStart with the number of a bad one."""
    for number, line in enumerate(_lines(), 1):
        try:
            _as_json(read(line))
        except CannotStart as wrong:
            raise CannotStart(f"line {number}: {wrong}") from None


def _lines() -> Iterator[str]:
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")


def _two(line: str) -> tuple[str, str]:
    one, tab, other = line.partition("\t")
    if not tab:
        raise CannotStart("two names parted by a tab are needed")
    return one, other


def _spec(line: str) -> tuple[str, dict[str, Any], str]:
    spec = _object(line, "the line")
    rule, words = spec.get("rule", {}), spec.get("text")
    if not isinstance(rule, dict) or not isinstance(words, str):
        raise CannotStart('{"kind": …, "rule": {…}, "text": "…"} is needed')
    return str(spec.get("kind", "")), rule, words


def _object(text: str, where: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as wrong:
        raise CannotStart(f"{where}: not JSON ({wrong})") from None
    if not isinstance(found, dict):
        raise CannotStart(f"{where}: not a JSON object")
    return found
