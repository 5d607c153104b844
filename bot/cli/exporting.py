"""`callboard export`: answers, what experts are due, and the ledger, as files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Annotated, TypeVar

import typer

from bot.cli.commands import ConfigFile, one_line
from bot.errors import CannotStart

T = TypeVar("T")


class What(StrEnum):
    ANSWERS = "answers"
    PAYOUTS = "payouts"
    LEDGER = "ledger"


class Form(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


@one_line
def export(
    what: Annotated[What, typer.Argument(help="What to export; docs/exports.md has the columns.")],
    out: Annotated[Path, typer.Option("--out", help="The file; - for standard output.")],
    form: Annotated[Form, typer.Option("--format", help="Parquet needs the extra `parquet`.")] = Form.JSONL,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")] = False,
    config: ConfigFile = None,
) -> None:
    """Write a whole table to a file, as it is at one moment, while the service goes on."""
    from bot.cli.opened import reading
    from bot.config import load
    from bot.sending import export_files
    from models.queries.exporting import EXPORTS, one_moment

    chosen = EXPORTS[what.value]
    with reading(load(config)) as session, _opened(out, replace=replace) as file:
        one_moment(session)
        total = chosen.count(session)
        lines = _Counted(_shown(chosen.lines(session), total))
        export_files.write(form.value, chosen.columns, lines, file)
    empty = " There are none yet, so the file has no lines." if not lines.count else ""
    typer.echo(f"{lines.count} lines of {what.value} in {out}.{empty}", err=True)


class _Counted(Iterable[T]):
    """Lines, and how many of them were taken."""

    def __init__(self, lines: Iterator[T]) -> None:
        self._lines = lines
        self.count = 0

    def __iter__(self) -> Iterator[T]:
        for line in self._lines:
            self.count += 1
            yield line


def _shown(lines: Iterator[T], total: int) -> Iterator[T]:
    """With a bar on a terminal that says how far it is."""
    with typer.progressbar(lines, length=total, file=sys.stderr, label="Exporting") as bar:
        yield from bar


@contextmanager
def _opened(out: Path, *, replace: bool) -> Iterator[IO[bytes]]:
    """The file appears whole or not at all.

    Raises:
        CannotStart: it is there already, or can't be written.
    """
    if str(out) == "-":
        yield sys.stdout.buffer
        return
    if out.exists() and not replace:
        raise CannotStart(f"{out} is there already; --replace writes over it")
    try:
        with NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as file:
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
            except BaseException:
                Path(file.name).unlink()
                raise
        Path(file.name).replace(out)
    except OSError as trouble:
        raise CannotStart(f"{out} can't be written: {trouble.strerror or trouble}") from None
